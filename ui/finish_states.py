"""View states after the work: what was handed in, what still travels, the receipt, deletion; and sending unseen.

Frozen values like those of `ui.states`, and as ignorant of Qt, disk and network.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from protocol.receipts import Timeliness
from ui.states import Message


class Erasure(StrEnum):
    """Where a wish for deletion stands."""

    NONE = "none"
    ASKING = "asking"
    WAITING = "waiting"
    HELD = "held"
    ERASED = "erased"


@dataclass(frozen=True)
class ErasureView:
    """Deletion as the candidate sees it. `due_wall_us`: the latest time; `receipt`: readable text once erased."""

    state: Erasure = Erasure.NONE
    due_wall_us: int | None = None
    note: str = ""
    receipt: str = ""


@dataclass(frozen=True)
class SentLine:
    """One thing that was handed in: `what` and how it stands.

    `refused`: it was not taken, `detail` says why. `nothing`: the candidate handed nothing in, which is no fault.
    """

    what: str
    detail: str = ""
    done: bool = True
    refused: bool = False
    nothing: bool = False


@dataclass(frozen=True)
class UploadView:
    """What still travels. All zero: everything is there."""

    done_entries: int = 0
    total_entries: int = 0
    done_bytes: int = 0
    total_bytes: int = 0
    offline: bool = False
    about: str = ""
    """How long it will take, as in "2 minutes"; empty while that is not known."""

    @property
    def complete(self) -> bool:
        """Whether nothing is left to send."""
        return self.done_entries >= self.total_entries and self.done_bytes >= self.total_bytes


@dataclass(frozen=True)
class EvidenceView:
    """The way out when the network is dead: a file. `permille` is how far it is written, None while none is.

    `saved_as` and `digest` (SHA-256 in hex) once it is whole; `unreadable`: parts of recordings that are not in it.
    """

    offered: bool = False
    file_name: str = ""
    permille: int | None = None
    saved_as: str = ""
    digest: str = ""
    unreadable: int = 0


@dataclass(frozen=True)
class ReceiptView:
    """The submission receipt: `text` for people, `file_name` as proposed; countersigned once the server answered."""

    text: str
    file_name: str
    countersigned: bool = False
    timeliness: Timeliness | None = None


@dataclass(frozen=True)
class FinishState:
    """After the work. `withdrawn`: the candidate stopped instead of finishing. `moved`: it goes on elsewhere."""

    candidate_name: str
    organisation: str
    assessment_title: str
    sent: tuple[SentLine, ...] = ()
    upload: UploadView = UploadView()
    evidence: EvidenceView = EvidenceView()
    receipt: ReceiptView | None = None
    receipt_saved_as: str = ""
    candidate_page: str = ""
    erasure: ErasureView = ErasureView()
    withdrawn: bool = False
    moved: bool = False
    busy: str = ""
    error: Message | None = None


@dataclass(frozen=True)
class BackgroundState:
    """Sending while the window is closed: what happens, what is `left`, and what `stays` here if Recrutr is ended now.

    `share` of what there was to send has arrived. `stays` is empty when nothing does: then quitting asks nothing.
    """

    title: str
    left: str
    hint: str = ""
    stays: str = ""
    share: float = 0.0
