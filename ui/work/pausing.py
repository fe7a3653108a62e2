"""The dialog before a pause: a reason out of five, own words if one likes, and that the time goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from protocol.facts import PauseReason
from protocol.saying import said, say, to_say
from ui.recorded_states import PauseWish
from ui.widgets.dialogs import Dialog
from ui.widgets.text import Button

TIME_GOES_ON = to_say("The time goes on, and what you type is still kept as your work.")
_REASONS = {
    PauseReason.BATHROOM: to_say("Bathroom"),
    PauseReason.FAMILY: to_say("Family"),
    PauseReason.HEALTH: to_say("Health"),
    PauseReason.PRAYER: to_say("Prayer"),
    PauseReason.OTHER: to_say("Another reason"),
}


def ask_pause(parent: QWidget, confirmed: Callable[[PauseWish], object]) -> Dialog:
    """Ask for the reason; `confirmed` gets the wish. Escape and the other button change nothing."""
    dialog = Dialog(parent, "pauseDialog", say("Pause what is recorded?"), ("pause", "accent"))
    dialog.setMinimumWidth(520)
    dialog.add_words(
        say("All streams and everything that is watched for stop at once, until you press “Go on recording”."),
        TIME_GOES_ON,
        say("The report shows the pause as a gap, with your reason. It is nothing against you."),
    )
    reasons = QButtonGroup(dialog)
    for reason, words in _REASONS.items():
        choice = QRadioButton(said(words))
        choice.setObjectName(f"pauseReason.{reason.value}")
        choice.setProperty("reason", reason.value)
        reasons.addButton(choice)
        dialog.add_widget(choice)
    field = dialog.add_field(say("In your own words, if you like"), "pauseWords")
    cancel = Button(say("Keep recording"), "cancelButton")
    dialog.add_button(cancel, lambda: None)
    pause = Button(say("Pause"), "confirmButton", "primary")

    def wish() -> None:
        chosen = reasons.checkedButton()
        if chosen is not None:  # the button is disabled until then
            confirmed(PauseWish(PauseReason(chosen.property("reason")), field.toPlainText().strip()))

    dialog.add_button(pause, wish)
    pause.setEnabled(False)
    pause.setToolTip(say("Choose a reason first."))
    reasons.buttonClicked.connect(lambda _choice: pause.setEnabled(True))
    pause.setDefault(True)
    reasons.buttons()[0].setFocus()
    dialog.open()
    return dialog
