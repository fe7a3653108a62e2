"""What a report says of each flag: plain words for what was seen, and what else could explain it.

Every code has its own telling; what is Recrutr's own fault is said to be so, and nothing is put on the candidate.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from backend.attempts.flags import FlagCode
from backend.attempts.models import AttemptFlag
from backend.reports.document import Evidence, Finding, Strength
from protocol.saying import to_say, together


class Telling(NamedTuple):
    """The words of one code, and its innocent explanation."""

    words: str
    innocent: str


_ASIDE = to_say("The batch was kept aside and is not part of this report.")
_TRANSPORT = to_say(
    "A fault in Recrutr, a damaged disk on the candidate's machine, or a proxy that changes what passes it."
)
_SENT_AGAIN = to_say("If it was only a fault in sending, the same entries came again afterwards and are in the record.")

TELLINGS: dict[FlagCode, Telling] = {
    FlagCode.CONTINUED: Telling(
        to_say(
            "The attempt was continued on another machine, with a code that the employer had made. The replay shows "
            "both"
            " machines in order, with the place between them marked."
        ),
        to_say(
            "The first computer broke down or could not be used any more. Who sat at either machine is not recorded "
            "beyond"
            " what the evidence level records."
        ),
    ),
    FlagCode.EARLIER_WORK: Telling(
        to_say(
            "Work of an earlier machine arrived after the attempt had continued on another one. It was kept and "
            "stands in"
            " the replay with its own machine; it is no part of what continued on the other."
        ),
        to_say(
            "The earlier machine had lost its connection before it could send everything, and was used offline for a"
            " while."
        ),
    ),
    FlagCode.EARLIER_SUBMISSION: Telling(
        to_say(
            "A submission of an earlier machine arrived after the attempt had continued on another one. It was kept and"
            " judged like every other."
        ),
        to_say("It was handed in while the earlier machine had no connection, and sent when it had one again."),
    ),
    FlagCode.JOURNAL_FORK: Telling(
        to_say("The device sent two different records for the same moment; the second one was kept aside."),
        to_say("A restored backup or a copied virtual machine on the candidate's side, or a fault in Recrutr."),
    ),
    FlagCode.JOURNAL_ROLLBACK: Telling(
        to_say(
            "The candidate's computer held an older copy of the record than the server. What the server had was put "
            "back"
            " there; the older copy stays on that computer, and nothing of the record is missing here."
        ),
        to_say(
            "A backup or a system restore point that was put back, a copied virtual machine, or a disk that lost "
            "writes."
        ),
    ),
    FlagCode.JOURNAL_RESTORED: Telling(
        to_say(
            "The saved work on the candidate's computer could not be opened or did not fit together. What the server "
            "had"
            " was put back there; work that had not been sent yet may be missing here, and stays on that computer."
        ),
        to_say("A failing disk, a system restore point, a keyring that was reset, or a program that changed the file."),
    ),
    FlagCode.JOURNAL_UNREADABLE: Telling(
        to_say(
            "The record holds an entry that this server cannot read. It is stored unchanged with the rest of the "
            "record;"
            " this report and the replay leave it out."
        ),
        to_say("The candidate's app is of another version than this server, or a fault in Recrutr."),
    ),
    FlagCode.OWNER: Telling(
        together(to_say("A batch of entries arrived that names another attempt or another device."), _ASIDE),
        to_say("App data that was copied from another machine or attempt, or a fault in Recrutr."),
    ),
    FlagCode.GAP: Telling(
        together(to_say("A batch of entries arrived in which some are missing or repeated."), _ASIDE, _SENT_AGAIN),
        _TRANSPORT,
    ),
    FlagCode.CHAIN: Telling(
        together(to_say("A batch arrived in which an entry does not continue the one before it."), _ASIDE, _SENT_AGAIN),
        _TRANSPORT,
    ),
    FlagCode.BODY: Telling(
        together(
            to_say("A batch arrived in which an entry's content is not what was first recorded."), _ASIDE, _SENT_AGAIN
        ),
        _TRANSPORT,
    ),
    FlagCode.SIGNATURE: Telling(
        together(
            to_say("A batch of entries arrived whose signature is not that of the candidate's device."),
            _ASIDE,
            _SENT_AGAIN,
        ),
        _TRANSPORT,
    ),
    FlagCode.SUBMISSION_NOT_JUDGED: Telling(
        to_say(
            "Recrutr could not judge a submission, also after several tries. It has no score because of that, and not"
            " because of anything in it; please read its source yourself."
        ),
        to_say(
            "This is a failure of Recrutr's own judge or of the machine it runs on. The candidate did nothing to "
            "cause it."
        ),
    ),
    FlagCode.SUBMISSION_UNPROVEN: Telling(
        to_say(
            "A submission arrived after the time limit, and the stored record does not show that this source was "
            "handed in"
            " where the device says. It was kept and judged; when it was made is not proven."
        ),
        to_say(
            "The part of the record that shows it was lost or could not be sent, for example after a fault of the "
            "disk or"
            " the network, or a fault in Recrutr."
        ),
    ),
    FlagCode.SUBMISSION_RECEIPT: Telling(
        to_say(
            "The receipt that the device signed when the attempt was finished does not name a submission that was "
            "sent, or"
            " names another source or problem for it. What was sent was kept and judged."
        ),
        to_say("A restored backup or a copied virtual machine on the candidate's side, or a fault in Recrutr."),
    ),
    FlagCode.RECEIPT_HEAD: Telling(
        to_say(
            "The receipt that the device signed when the attempt was finished does not match the stored record at the"
            " place it names. Receipt and record were both kept; when the attempt was finished is not proven."
        ),
        to_say("A restored backup or a copied virtual machine on the candidate's side, or a fault in Recrutr."),
    ),
    FlagCode.RECEIPT_UNPROVEN: Telling(
        to_say(
            "The receipt arrived after the time limit, and the stored record does not show that the attempt was "
            "finished"
            " at the place it names. When the attempt was finished is not proven."
        ),
        to_say(
            "The end of the record was lost or could not be sent, for example after a fault of the disk or the "
            "network, or"
            " a fault in Recrutr."
        ),
    ),
    FlagCode.REPORT_NOT_BUILT: Telling(
        to_say("An earlier try to build this report failed. This version was built afterwards."),
        to_say("This is a failure of Recrutr. The candidate did nothing to cause it."),
    ),
}


def flag_finding(flag: AttemptFlag, moments: Mapping[tuple[str, int], int] = MappingProxyType({})) -> Finding:
    """The finding of a flag; its evidence is the entry that the flag names, where it names one.

    `moments` says when on the replay's clock an entry (device, sequence number) was made.
    """
    seq, device = flag.details.get("seq"), str(flag.details.get("device", ""))
    evidence = [Evidence(seq=seq, t_us=moments.get((device, seq), 0))] if isinstance(seq, int) and seq >= 1 else []
    code = FlagCode(flag.code)
    telling = TELLINGS[code]
    return Finding(
        kind=code.value,
        words=telling.words,
        strength=Strength.SEEN,
        innocent=telling.innocent,
        evidence=evidence,
    )
