"""The own cases of the problem that is shown: add, change, remove, each within the limits. No widgets."""

from __future__ import annotations

from dataclasses import replace

from protocol.identifiers import new_identifier
from protocol.runs import MAX_CASE_CHARACTERS, MAX_CASES
from protocol.saying import to_say
from ui.run_results import OwnCase

MAX_NAME = 40
TOO_MANY = to_say("There is room for {most} cases of your own. Remove one to add another.", most=MAX_CASES)
TOO_LONG_TO_ADD = to_say(
    "A case holds up to {most:,} characters; this input has more and is not kept.",
    most=MAX_CASE_CHARACTERS,
)
TOO_LONG = to_say(
    "A case holds up to {most:,} characters. This one is kept as it was before.",
    most=MAX_CASE_CHARACTERS,
)


class OwnCases:
    """See above."""

    def __init__(self) -> None:
        self.all: tuple[OwnCase, ...] = ()

    @property
    def full(self) -> bool:
        """Whether there is no room for another one."""
        return len(self.all) >= MAX_CASES

    def add(self, input_text: str = "") -> bool:
        """Add one, with a name that no other has. False, and nothing is added, when it is too long."""
        if len(input_text) > MAX_CASE_CHARACTERS:
            return False
        taken = {one.name for one in self.all}
        name = next(name for number in range(1, MAX_CASES + 2) if (name := f"My case {number}") not in taken)
        made = OwnCase(new_identifier(), name, input_text)
        self.all = (*self.all, made)
        return True

    def change(self, changed: OwnCase) -> bool:
        """Take another name or other texts. False, and nothing is changed, when they are too long."""
        if max(len(changed.input), len(changed.answer)) > MAX_CASE_CHARACTERS:
            return False
        kept = replace(changed, name=changed.name.strip()[:MAX_NAME] or "My case")
        self.all = tuple(kept if one.case == kept.case else one for one in self.all)
        return True

    def remove(self, case: str) -> None:
        """Remove one."""
        self.all = tuple(one for one in self.all if one.case != case)
