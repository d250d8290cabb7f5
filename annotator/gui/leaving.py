"""Before a project is left: waits for the store, and asks only if it does not take the last steps."""

from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.gui.saving import Saver, SaveState


def may_leave(saver: Saver, window: QWidget) -> bool:
    """Whether everything is stored, or the person wants to leave all the same."""
    saver.try_now()
    saver.settle()
    return saver.state is SaveState.SAVED or _would_lose(saver, window)


def _would_lose(saver: Saver, window: QWidget) -> bool:
    number = len(saver.waiting)
    steps = "The last step could" if number == 1 else f"The last {number} steps could"
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Not saved")
    box.setText(f"{steps} not be stored yet. Stay until that works, or leave without?")
    box.setStandardButtons(QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Discard)
    box.button(QMessageBox.StandardButton.Cancel).setText("Stay")
    box.button(QMessageBox.StandardButton.Discard).setText("Leave without")
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)

    def on_state(state: SaveState) -> None:
        if state is SaveState.SAVED:
            box.reject()

    # The steps are tried again meanwhile; once they are stored there is nothing to ask any more.
    saver.state_changed.connect(on_state)
    box.exec()
    saver.state_changed.disconnect(on_state)
    wants = box.standardButton(box.clickedButton()) is QMessageBox.StandardButton.Discard
    box.deleteLater()
    return saver.state is SaveState.SAVED or wants
