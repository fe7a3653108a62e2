"""How the candidate found it: a few answers after the work, given or not. Wire types and their words.

It is no part of the evaluation: it stands in no journal, no report and no evidence file, and beside no name.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from protocol.model import Frozen
from protocol.saying import to_say

MAX_WORDS = 2000
LEAST_TOGETHER = 5
"""Answers are told only together, in groups of this many: nobody can be found by what came between two looks."""


class Obstacle(StrEnum):
    """What got in the way."""

    TASKS = "tasks"
    TIME = "time"
    EDITOR = "editor"
    MACHINE = "machine"
    RECORDING = "recording"
    PLACE = "place"
    ACCESS = "access"


OBSTACLE_WORDS = {
    Obstacle.TASKS: to_say("The tasks were unclear"),
    Obstacle.TIME: to_say("There was too little time"),
    Obstacle.EDITOR: to_say("The editor or running the code"),
    Obstacle.MACHINE: to_say("My computer or connection"),
    Obstacle.RECORDING: to_say("Being recorded"),
    Obstacle.PLACE: to_say("Noise or interruptions around me"),
    Obstacle.ACCESS: to_say("Something I need was missing"),
}
Grade = Annotated[int, Field(ge=1, le=5)]


class Impression(Frozen):
    """`PUT /attempts/{attempt}/impression`: once, after handing in. Each part may be left out, but not all of them.

    `ease` and `fairness` go from 1 (not at all) to 5 (very).
    """

    ease: Grade | None = None
    fairness: Grade | None = None
    obstacles: list[Annotated[Obstacle, Field(strict=False)]] = Field(default_factory=list, max_length=len(Obstacle))
    words: str = Field(default="", max_length=MAX_WORDS)

    @model_validator(mode="after")
    def _says_something(self) -> Impression:
        if len(set(self.obstacles)) != len(self.obstacles):
            raise ValueError("each obstacle stands once")
        if not (self.ease or self.fairness or self.obstacles or self.words.strip()):
            raise ValueError("an answer says something")
        return self
