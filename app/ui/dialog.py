"""What every dialog of ours is: a window never larger than its screen."""

from PySide6.QtWidgets import QDialog

from app.ui import screen


class Dialog(QDialog):
    """Whatever the size of the text, it is shown within its screen, and what it does is in reach."""

    def setVisible(self, visible: bool) -> None:
        if visible:
            screen.keep_inside(self)
        super().setVisible(visible)
