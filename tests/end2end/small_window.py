"""A window with a few things in it, for the test of these tests. `python -m tests.end2end.small_window`."""

import sys

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget


class SmallWindow(QWidget):
    """A name, which Return or a button tells back; a question that opens over it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Small window")
        self.name, self.told, self.hidden = QLineEdit(), QLabel("Nothing yet"), QLabel("Hidden words")
        self.hidden.hide()
        self.name.setAccessibleName("Name")
        self.name.returnPressed.connect(self.tell)
        button, remember = QPushButton("&Ask"), QCheckBox("Remember")
        button.clicked.connect(self.ask)
        rows = QFormLayout(self)
        for one in (self.name, button, remember, self.told, self.hidden):
            rows.addRow(one)

    def tell(self) -> None:
        """What was typed, told back."""
        self.told.setText(f"Hello {self.name.text()}")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.told, self.told.text()))

    def ask(self) -> None:
        """A question in a window of its own."""
        question = QDialog(self)
        question.setWindowTitle("A question")
        yes = QPushButton("Yes")
        yes.clicked.connect(question.accept)
        QFormLayout(question).addRow(yes)
        if question.exec():
            self.told.setText("Yes it is")


def main() -> None:
    """Show it until it is closed."""
    application = QApplication(sys.argv)
    window = SmallWindow()
    window.show()
    if "--warn" in sys.argv:
        print("a stray line", file=sys.stderr)
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
