"""Which jobs and periodic tasks the worker knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backend.accounts.members import forget_ended
from backend.attempts.service import expire_due
from backend.ingest.evidence_uploads import forget_uploads
from backend.ingest.leftovers import Leftovers
from backend.jobs.worker import Handler, Periodic
from backend.library.steps import Steps
from backend.library.verifying import VERIFY_JOB, VerifyFunction, VerifyProblem
from backend.live.jobs import sweep_moments
from backend.mail.jobs import SendMail
from backend.mail.reminding import remind_due
from backend.mail.service import MAIL_JOB
from backend.outgoing.calls import Reach
from backend.partners.jobs import Tell
from backend.partners.news import TELL_JOB, tell_ended
from backend.pipeline.service import forget_actions
from backend.privacy.expiry import erase_expired, sweep_technical
from backend.privacy.identity import IDENTITY_JOB, DeleteIdentity, sweep_identity
from backend.privacy.jobs import SCRUB_JOB, EraseCandidate, ScrubDatabase
from backend.privacy.service import ERASE_JOB, resume_held
from backend.programs.repeats import forget_repeats
from backend.reports.jobs import BUILD_REPORT, BuildReport
from backend.scoring.jobs import JudgeFunction, JudgeSubmission
from backend.scoring.judging import Judging
from backend.scoring.service import JUDGE_JOB
from backend.settings import Settings
from backend.webhooks.jobs import Deliver
from backend.webhooks.outbox import DELIVER_JOB


def handlers(
    settings: Settings, judge: JudgeFunction | None = None, verify: VerifyFunction | None = None
) -> dict[str, Handler[Any, Any]]:
    """A handler for every kind of job."""
    reach = Reach(this_machine=settings.call_this_machine)
    judging = Judging(settings.engine, settings.judge_ready)
    return {
        JUDGE_JOB: JudgeSubmission(judge) if judge else JudgeSubmission(judging, judging),
        VERIFY_JOB: VerifyProblem(verify or Steps(judging)),
        BUILD_REPORT: BuildReport(),
        ERASE_JOB: EraseCandidate(),
        SCRUB_JOB: ScrubDatabase(),
        IDENTITY_JOB: DeleteIdentity(),
        MAIL_JOB: SendMail(settings),
        DELIVER_JOB: Deliver(reach),
        TELL_JOB: Tell(reach),
    }


def periodic() -> Sequence[Periodic]:
    """What runs every half minute."""
    return (
        expire_due,
        resume_held,
        sweep_technical,
        sweep_identity,
        erase_expired,
        sweep_moments,
        forget_uploads,
        forget_ended,
        forget_repeats,
        forget_actions,
        remind_due,
        tell_ended,
        Leftovers(),
    )
