"""The libxcb door: keeps windows above all others on X11, within the moment in which they are covered.

Why not Qt: it hears nothing of a window that covers ours, and a timer would leave ours covered in some of the pictures.
A thread with a connection of its own hears it of the X server and raises the window, and `settle` does so right before
a picture is taken. Its picture is given to the server as the window's background, so that it is redrawn without waiting
for the GUI thread. Guarantees: without X11 or its library nothing is done; an error of the server (a window that is
gone) is harmless. Must not touch a widget.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
import select
import threading
from ctypes import POINTER, Structure, c_char_p, c_int, c_int16, c_uint8, c_uint16, c_uint32, c_void_p

from PySide6.QtGui import QGuiApplication

_BACK_PIXMAP, _EVENT_MASK = 0x01, 0x800
_VISIBILITY_CHANGE = 1 << 16
_VISIBILITY_NOTIFY, _UNOBSCURED = 15, 0
_STACK_MODE, _ABOVE = 64, 0
_LOOK_S = 0.5
_SENT_BY_CLIENT = 0x80
_log = logging.getLogger(__name__)


class _Event(Structure):
    """A VisibilityNotify; other events have the same first byte."""

    _fields_ = (
        ("response_type", c_uint8),
        ("pad", c_uint8),
        ("sequence", c_uint16),
        ("window", c_uint32),
        ("state", c_uint8),
    )


class _Geometry(Structure):
    """The answer to GetGeometry."""

    _fields_ = (
        ("response_type", c_uint8),
        ("depth", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("root", c_uint32),
        ("x", c_int16),
        ("y", c_int16),
        ("width", c_uint16),
        ("height", c_uint16),
    )


class KeptAbove:
    """The windows to be kept above."""

    def __init__(self) -> None:
        self._follower: _Follower | None = None

    def keep(self, window: int) -> None:
        """Keep a window above from now on, with the picture that it shows now."""
        if self._follower is None:
            self._follower = _follower()
        if self._follower is not None:
            self._follower.add(window)

    def settle(self) -> None:
        """Raise what is kept, and return when the X server has done so; from any thread."""
        follower = self._follower  # release() may come from the GUI thread meanwhile
        if follower is not None:
            follower.settle()

    def release(self) -> None:
        """Keep nothing above any more."""
        follower, self._follower = self._follower, None
        if follower is not None:
            follower.stop()


def _follower() -> _Follower | None:
    if QGuiApplication.platformName() != "xcb":
        return None
    names = [ctypes.util.find_library(each) for each in ("xcb", "c")]
    try:
        return _Follower(*(ctypes.CDLL(name) for name in names))
    except (OSError, TypeError) as error:
        _log.warning("the mark is kept above by a timer alone: %s", error)
        return None


class _Follower(threading.Thread):
    """A connection of its own to the X server, so that nothing here waits for the GUI thread."""

    def __init__(self, xcb: ctypes.CDLL, libc: ctypes.CDLL) -> None:
        super().__init__(name="mark", daemon=True)
        self._x = _typed(xcb)
        self._free = libc.free
        self._free.argtypes, self._free.restype = [c_void_p], None
        self._connection = self._x.xcb_connect(None, None)
        if self._x.xcb_connection_has_error(self._connection):
            self._x.xcb_disconnect(self._connection)
            raise OSError("the X server gave no connection")
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._windows: list[int] = []
        self.start()

    def add(self, window: int) -> None:
        x, connection = self._x, self._connection
        found = x.xcb_get_geometry_reply(connection, x.xcb_get_geometry(connection, window), None)
        if not found:
            return
        place = found.contents
        pixmap, context = x.xcb_generate_id(connection), x.xcb_generate_id(connection)
        x.xcb_create_pixmap(connection, place.depth, pixmap, window, place.width, place.height)
        x.xcb_create_gc(connection, context, window, 0, None)
        x.xcb_copy_area(connection, window, pixmap, context, 0, 0, 0, 0, place.width, place.height)
        values = (c_uint32 * 2)(pixmap, _VISIBILITY_CHANGE)
        x.xcb_change_window_attributes(connection, window, _BACK_PIXMAP | _EVENT_MASK, values)
        x.xcb_free_gc(connection, context)
        x.xcb_free_pixmap(connection, pixmap)  # the server keeps it as long as the window has it
        self._free(found)
        self._windows.append(window)
        self._raise(window)

    def settle(self) -> None:
        with self._lock:
            if self._ending.is_set():
                return
            for window in self._windows:
                self._raise(window)
            if self._windows:  # the answer comes after all that was asked before
                x, connection = self._x, self._connection
                cookie = x.xcb_get_geometry(connection, self._windows[-1])
                self._free(x.xcb_get_geometry_reply(connection, cookie, None))

    def stop(self) -> None:
        with self._lock:  # whoever settles has its answer first
            self._ending.set()
        self.join(2 * _LOOK_S)

    def run(self) -> None:
        number = self._x.xcb_get_file_descriptor(self._connection)
        while not (self._ending.is_set() or self._x.xcb_connection_has_error(self._connection)):
            self._answer()
            select.select([number], [], [], _LOOK_S)
        self._x.xcb_disconnect(self._connection)

    def _answer(self) -> None:
        while event := self._x.xcb_poll_for_event(self._connection):
            told = event.contents
            kind, window, state = told.response_type & ~_SENT_BY_CLIENT, told.window, told.state
            self._free(event)
            if kind == _VISIBILITY_NOTIFY and state != _UNOBSCURED:
                self._raise(window)

    def _raise(self, window: int) -> None:
        self._x.xcb_configure_window(self._connection, window, _STACK_MODE, (c_uint32 * 1)(_ABOVE))
        self._x.xcb_flush(self._connection)


def _typed(xcb: ctypes.CDLL) -> ctypes.CDLL:
    ids, numbers = c_uint32, POINTER(c_uint32)
    calls: dict[str, tuple[list[type], type | None]] = {
        "xcb_connect": ([c_char_p, c_void_p], c_void_p),
        "xcb_disconnect": ([c_void_p], None),
        "xcb_connection_has_error": ([c_void_p], c_int),
        "xcb_get_file_descriptor": ([c_void_p], c_int),
        "xcb_flush": ([c_void_p], c_int),
        "xcb_generate_id": ([c_void_p], ids),
        "xcb_poll_for_event": ([c_void_p], POINTER(_Event)),
        "xcb_get_geometry": ([c_void_p, ids], ids),
        "xcb_get_geometry_reply": ([c_void_p, ids, c_void_p], POINTER(_Geometry)),
        "xcb_create_pixmap": ([c_void_p, c_uint8, ids, ids, c_uint16, c_uint16], ids),
        "xcb_free_pixmap": ([c_void_p, ids], ids),
        "xcb_create_gc": ([c_void_p, ids, ids, ids, c_void_p], ids),
        "xcb_free_gc": ([c_void_p, ids], ids),
        "xcb_copy_area": ([c_void_p, ids, ids, ids, *[c_int16] * 4, c_uint16, c_uint16], ids),
        "xcb_change_window_attributes": ([c_void_p, ids, ids, numbers], ids),
        "xcb_configure_window": ([c_void_p, ids, c_uint16, numbers], ids),
    }
    for name, (arguments, result) in calls.items():
        function = getattr(xcb, name)
        function.argtypes, function.restype = arguments, result
    return xcb
