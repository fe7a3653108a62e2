"""`./recrutr demo`: the main job, told step by step; afterwards the portal stays open for a look."""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from tests.demo import line
from tests.demo.processes import Broken
from tests.demo.telling import Telling

QUICK_CUT_S = 10.0
INTERRUPTED = 130
"""Exit status after Ctrl-C in the middle, as shells know it."""


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    words = argparse.ArgumentParser(prog="recrutr demo", description=__doc__)
    words.add_argument("--exit", action="store_true", help="end after the last step instead of serving the portal")
    words.add_argument("--port", type=int, default=0, help="port of the backend (default: a free one)")
    words.add_argument("--data", type=Path, help="folder for everything the demo makes (default: a temporary one)")
    words.add_argument("--images", type=Path, metavar="DIR", help="write pictures of every screen and page there")
    words.add_argument("--quick", action="store_true", help=f"cut the network for {QUICK_CUT_S:.0f} s instead of 60 s")
    words.add_argument("--theme", choices=("light", "dark"), default="light", help="colours of app and portal")
    return words


def main(argv: list[str]) -> int:
    """Run the demo; returns 0 when every step went as planned."""
    arguments = parser().parse_args(argv)
    with Telling() as telling, tempfile.TemporaryDirectory(prefix="recrutr-demo-") as temporary:
        folder = (arguments.data or Path(temporary)).absolute()
        plan = line.Plan(
            folder,
            arguments.port,
            arguments.images.absolute() if arguments.images else None,
            QUICK_CUT_S if arguments.quick else 60.0,
            theme=arguments.theme,
        )
        try:
            return _play(plan, telling, arguments)
        except Broken as broken:
            telling.say("!", str(broken))
            return 1
        except KeyboardInterrupt:
            telling.say("!", "stopped before the last step")
            return INTERRUPTED


def _play(plan: line.Plan, telling: Telling, arguments: argparse.Namespace) -> int:
    """All steps; then, unless `--exit` is given, the portal until Ctrl-C."""
    with line.stage(plan, telling.say) as stage:
        line.work(stage)
        line.look(stage)
        line.leave(stage)
        faults = shortcomings(stage)
        for fault in faults:
            telling.say("!", fault)
        if not faults:
            telling.say("✓", "every step went as planned")
        if not arguments.exit:
            telling.be_quiet()
            _serve(stage)
            telling.say("·", "ending …")
    return 1 if faults else 0


def shortcomings(stage: line.Stage) -> list[str]:
    """What did not go as planned; the end-to-end test asserts much more."""
    story = stage.story
    checks = {
        "the report does not say that problem A is correct": "Correct" in story.report,
        "a stream did not play in the portal": all(how.get("moved_s", 0) > 0 for how in story.played.streams.values())
        and len(story.played.streams) == 3,
        "the share link did not open": story.shared[0] == 200,
        "the share link still opens after it was withdrawn": story.share_after_revoke[0] >= 400,
        "something of the second candidate is left on the server": not story.found_after,
        "something of the second candidate is left on the device": not story.files_left,
        "the portal's scripts complained: " + "; ".join(story.complaints): not story.complaints,
    }
    return [words for words, holds in checks.items() if not holds]


def _serve(stage: line.Stage) -> None:
    """Say what there is to see, and keep the portal open until Ctrl-C."""
    email, password = stage.login(line.RECRUITER)
    officer, officer_password = stage.login(line.OFFICER)
    print(
        f"\n  Portal     {stage.backend.address}/portal/sign-in"
        f"\n  Login      {email}   {password}"
        f"\n  Officer    {officer}   {officer_password}"
        f"\n  Candidate  {stage.story.candidate_page}"
        f"\n  Receipt    {stage.receipt}"
        "\n\n  The portal stays open until you press Ctrl-C.\n",
        flush=True,
    )
    with suppress(KeyboardInterrupt):
        stage.backend.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
