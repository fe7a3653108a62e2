"""What assistive technology is told beyond what Qt tells of its widgets by itself: roles, and words that are spoken.

Guarantees: a widget that is drawn here, or that the keyboard reaches without Qt giving it a role, has the role it was
given; nothing is spoken twice in a row, and nothing is worked out while no assistive technology listens.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QScrollArea, QWidget

_ROLE = "accessibleRole"
_installed: list[bool] = []


def install() -> None:
    """Let the roles given here be told; once for the process, before a widget shows."""
    if not _installed:
        QAccessible.installFactory(_interface)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(_reveal)
        _installed.append(True)


def set_role(widget: QWidget, role: QAccessible.Role, name: str) -> None:
    """Give a widget a role and a name."""
    widget.setProperty(_ROLE, role.value)
    widget.setAccessibleName(name)


def speak(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have a screen reader say this: after what it is saying, or at once when it is urgent."""
    if not words or not QAccessible.isActive():
        return
    told = QAccessibleAnnouncementEvent(widget, words)
    if urgent:
        told.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(told)


def tell_anew(widget: QWidget) -> None:
    """Have Qt look at a widget's parts again: a tab bar keeps, as children that are nobody, tabs that have gone."""
    if not QAccessible.isActive():
        return
    QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(QAccessible.queryAccessibleInterface(widget)))
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.ObjectCreated))


def _reveal(_before: QWidget | None, focused: QWidget | None) -> None:
    """Scroll to what has the focus and is out of sight: Qt does so only from one thing to the next inside an area."""
    if focused is None or not focused.visibleRegion().isEmpty():
        return
    around = focused.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(focused)
        around = around.parentWidget()


def _interface(_kind: str, owner: QObject | None) -> QAccessibleInterface | None:
    role = owner.property(_ROLE) if isinstance(owner, QWidget) else None
    if role is None or not isinstance(owner, QWidget):
        return None
    return QAccessibleWidget(owner, QAccessible.Role(role))
