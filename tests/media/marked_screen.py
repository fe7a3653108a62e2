"""Records the marked display while full-screen windows come up: `python -m tests.media.marked_screen FOLDER`.

`--late`: the mark of a new display comes later than the look that finds the display, as on a busy machine.
Prints one line of JSON at the end: the organisation's private key, the attempt, and how many windows came up.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from protocol.attempts import TrackKind
from recorder.recorder import Recorder
from recorder.states import RecorderConfig
from tests.media.permits import permit_for
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey
from ui.mark import ScreenMarks

WINDOWS = 10
EVERY_MS = 550
LATE_S = 2.2
"""The looks are two seconds apart."""


def mark_late(application: QApplication, marks: ScreenMarks) -> None:
    """Tend to the marks only when no display was plugged in for a while."""
    added_s = [0.0]
    application.screenAdded.connect(lambda _screen: added_s.append(time.monotonic()))
    marks._timer.timeout.disconnect()
    marks._timer.timeout.connect(lambda: marks._tend() if time.monotonic() - added_s[-1] > LATE_S else None)


def main() -> int:
    """Show the mark, record, let windows come up over everything, stop."""
    application = QApplication(sys.argv[:1])
    marks, key, permit = ScreenMarks(), OrganisationKey(), permit_for()
    if "--late" in sys.argv:
        mark_late(application, marks)
    recorder = Recorder(RecorderConfig(streams=(TrackKind.SCREEN,), screen_ready=marks.hold))
    covers: list[QWidget] = []

    def record() -> None:
        recorder.start(permit, key.public, FactList(), FolderSink(Path(sys.argv[1])))
        QTimer.singleShot(EVERY_MS, cover)

    def cover() -> None:
        if len(covers) == WINDOWS:
            recorder.stop()
            marks.hide()
            application.quit()
            return
        flags = Qt.WindowType.X11BypassWindowManagerHint | Qt.WindowType.FramelessWindowHint
        window = QWidget(None, flags)
        window.setStyleSheet(f"background: rgb({20 * len(covers)}, 90, 120)")
        window.setGeometry(application.primaryScreen().geometry())
        window.show()
        window.raise_()
        covers.append(window)
        QTimer.singleShot(EVERY_MS, cover)

    marks.show(record)
    application.exec()
    print(json.dumps({"key": key.private, "attempt": permit.attempt, "windows": len(covers)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
