"""The scripted candidate: `python -m tests.demo.candidate`.

Builds the app through its composition root, then plays a person: real widgets, real keys and mouse. Product code knows
nothing of it.

Each step is told as one line of JSON on standard output; where a step says that it waits, one line on standard input
lets it go on.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.composition import Desktop, make_application
from app.settings import Asked, Policy, gather
from tests.demo.driver import Hands, Stuck
from tests.demo.moving import Mover


@dataclass
class Ear:
    """Lines from the director, read on a thread so that the window stays alive."""

    heard: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Begin to listen."""
        threading.Thread(target=self._read, name="ear", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.heard.append(line.strip())


class Teller:
    """Tells steps and waits for answers."""

    def __init__(self, hands: Hands, ear: Ear) -> None:
        self._hands, self._ear = hands, ear
        self._began = time.monotonic()

    def tell(self, step: str, **facts: Any) -> None:
        """Tell a step."""
        print(json.dumps({"step": step, "at_s": round(time.monotonic() - self._began, 2), **facts}), flush=True)

    def wait_for(self, word: str, timeout_s: float = 120.0) -> None:
        """Wait for a word of the director."""
        self._hands.wait(lambda: word in self._ear.heard, f"the word {word!r}", timeout_s)
        self._ear.heard.remove(word)


def main(argv: list[str]) -> int:
    """Play the plan; returns 0 when everything went as planned."""
    line = argparse.ArgumentParser(prog="tests.demo.candidate", description=__doc__)
    line.add_argument("plan", choices=("work", "leave", "resume", "begin", "stay", "come_back", "go_on"))
    line.add_argument("--server", required=True)
    line.add_argument("--data", required=True, type=Path)
    line.add_argument("--code", required=True)
    line.add_argument("--camera")
    line.add_argument("--engine", help="address of the container engine")
    line.add_argument("--receipt", type=Path, help="where the receipt is saved")
    line.add_argument("--images", type=Path, help="folder for pictures of the screens")
    line.add_argument("--theme", default="light")
    line.add_argument("--key-ms", type=int, default=12, help="pause after each key")
    arguments = line.parse_args(argv)
    application = make_application()
    settings = gather(
        Policy(engine=arguments.engine),
        Asked(arguments.server, arguments.data, arguments.code, arguments.camera, arguments.theme),
    )
    desktop = Desktop(settings)
    desktop.open()
    ear = Ear()
    ear.listen()
    hands = Hands(desktop.window, arguments.key_ms)
    teller = Teller(hands, ear)
    person = Mover(hands, teller, arguments.images, arguments.receipt)
    try:
        getattr(person, arguments.plan)(arguments.code)
    except Stuck as stuck:
        hands.picture(arguments.data, "stuck")
        teller.tell("stuck", why=str(stuck))
        return 1
    finally:
        late = desktop.close()
        application.processEvents()
    teller.tell("closed", late=late)
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
