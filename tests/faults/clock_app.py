"""The app for the test of clocks, led by words: `python -m tests.faults.clock_app <server> <data> <code>`.

`work`: begin; `resume`: be back at work without network; `type`, `left`: type, or only look; `end`. Each is answered
with the time left that the person sees, as a line of JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import keyring
import keyring.backends.fail

from app.composition import Desktop, make_application
from app.settings import Asked, Policy, gather
from tests.demo.candidate import Ear
from tests.demo.driver import Hands
from ui.states import Screen


def begin(hands: Hands) -> None:
    """Through every screen to the work."""
    hands.click("joinButton")
    hands.wait(lambda: hands.window.screen_shown is Screen.NOTICE, "the notice", 60)
    hands.click("noticeRead")
    hands.click("noticeAgree")
    hands.wait(lambda: hands.window.screen_shown is Screen.CHECK, "the check", 60)
    hands.click("startButton", 90)


def main(server: str, data: Path, code: str) -> int:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call] # keyring publishes no types
    make_application()
    desktop = Desktop(gather(Policy(engine="tcp://127.0.0.1:9"), Asked(server, data, code, None, "light")))
    desktop.open()
    ear, hands = Ear(), Hands(desktop.window, 0)
    ear.listen()
    word = ""
    while word != "end":
        hands.wait(lambda: bool(ear.heard), "a word", 120)
        word = ear.heard.pop(0)
        if word == "work":
            begin(hands)
        if word in {"work", "resume"}:
            hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
        if word in {"work", "type"}:
            hands.type_code("x")
            hands.pause(1200)  # the screen counts once a second
        base = desktop.journey._base
        left_us = 0 if base is None else base.attempt.left_us()
        print(json.dumps({"left_us": left_us}), flush=True)
    return 1 if desktop.close() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
