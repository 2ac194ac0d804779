"""A paper is printed: a printer is chosen in the system's own dialog, and how far the printing is can be seen."""

import os
import sys
from collections.abc import Iterable, MutableMapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from clinicdesk.desk.preview import PageSize, pages
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column
from clinicdesk.ui.papers.job import Job
from clinicdesk.ui.papers.paper import Paper
from clinicdesk.ui.papers.saving import save_pdf
from clinicdesk.ui.remembered import remembered
from clinicdesk.ui.widgets.basic import add, button, label, row

PRINTER = "printer"
"""Under this name the printer is remembered that this computer's papers go to; none = it is asked each time."""

_WIDE = 420
_CUPS = "/run/cups/cups.sock"
_SETTINGS = (Path("/etc/cups/client.conf"), Path("~/.cups/client.conf").expanduser())


def stay_off_the_network(environment: MutableMapping[str, str], settings: Iterable[Path] = _SETTINGS) -> None:
    """Have CUPS asked through its own socket only: where that is not there, it would be asked over a network one.

    Whoever has set a server of their own is left alone.
    """
    if sys.platform == "linux" and "CUPS_SERVER" not in environment and not any(one.exists() for one in settings):
        environment["CUPS_SERVER"] = _CUPS


def printers() -> list[str]:
    """The names of the printers that the system has."""
    stay_off_the_network(os.environ)
    return QPrinterInfo.availablePrinterNames()


def print_paper(parent: QWidget, front: Front, paper: Paper, *, asks_how: bool = False) -> QDialog | None:
    """Print on the printer that was chosen for this computer, else have one chosen, and how many of which pages.

    Where the system has no printer, that is said, and saving is offered instead. None where nothing is asked.
    """
    known, chosen = printers(), remembered(front.folder, PRINTER)
    if not known:
        return NoPrinter(parent, front, paper)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if chosen in known:
        printer.setPrinterName(chosen)
        printer.setPageSize(QPrinterInfo.printerInfo(chosen).defaultPageSize())
        if not asks_how:
            print_on(parent, front, paper, printer)
            return None
    asks = QPrintDialog(printer, parent.window())
    asks.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asks.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    asks.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    asks.setMinMax(1, paper.pages)
    asks.accepted.connect(lambda: print_on(parent, front, paper, printer))
    QDialog.open(asks)
    return asks


def print_on(parent: QWidget, front: Front, paper: Paper, printer: QPrinter) -> None:
    """Print on a printer as it is set: pages, copies, order. The job is named by the paper's number.

    The trail has its row before anything goes to the printer.
    """
    printer.setDocName(paper.number)
    printer.setCreator("clinicdesk")
    printer.setFullPage(True)

    def begin(pdf: bytes, sizes: tuple[PageSize, ...]) -> None:
        job = Job(front, pdf, sizes, printer)
        job.over.connect(lambda why: _tell_end(front, job, paper.number, why))
        Printing(parent, job, paper.number)
        job.begin()

    def handed_out(pdf: bytes) -> None:
        front.ask(parent, lambda _desk: pages(pdf), lambda sizes: begin(pdf, sizes))

    front.ask(parent, paper.printed, handed_out)


class _Small(QDialog):
    """A small dialog over the window; it names nobody in its title."""

    def __init__(self, parent: QWidget, front: Front) -> None:
        super().__init__(parent.window())
        self.front = front
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(front.words.say("ui.title"))
        self.setMinimumWidth(_WIDE)
        self.body = column(self, margin=24, spacing=16)


class NoPrinter(_Small):
    """The system has no printer: said in words, with the way out."""

    def __init__(self, parent: QWidget, front: Front, paper: Paper) -> None:
        super().__init__(parent, front)
        say = front.words.say

        def save() -> None:
            self.accept()
            save_pdf(parent, front, paper)

        self.instead = button(say("ui.papers.print.save"), save, "primary", "save", "Ctrl+Return")
        leave = button(say("ui.papers.print.close"), self.reject)
        none, why = label(say("ui.papers.print.none"), "heading", wrap=False), label(say("ui.papers.print.none_why"))
        add(self.body, none, why, row(1, leave, self.instead))
        self.instead.setFocus()
        self.open()


class Printing(_Small):
    """How far a printing is, and the way to call it off."""

    def __init__(self, parent: QWidget, job: Job, number: str) -> None:
        super().__init__(parent, job.front)
        say = self.front.words.say
        self.job, self.number = job, number
        self.told = label(say("ui.papers.print.preparing", number=number))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(say("ui.papers.print.progress"))
        self.bar.setMaximum(job.parts)
        self.off = button(say("ui.papers.print.call_off"), self.reject)
        add(self.body, self.told, self.bar, row(1, self.off))
        job.moved.connect(self.bar.setValue)
        job.handed_over.connect(self._handed_over)
        job.over.connect(self.accept)
        self.rejected.connect(job.call_off)
        self.open()

    def _handed_over(self) -> None:
        self.off.setEnabled(False)
        self.told.setText(self.front.words.say("ui.papers.print.handing_over", number=self.number))


def _tell_end(front: Front, job: Job, number: str, why: str) -> None:
    say = front.words.say
    if why:
        front.told.emit("stop", why)
    elif job.called_off:
        front.told.emit("note", say("ui.papers.print.called_off", number=number))
    else:
        front.told.emit("ok", say("ui.papers.print.done", number=number, count=len(job.order)))
