"""Runs of text into a text object of a PDF, in marked pieces."""

import unicodedata
from collections.abc import Callable

from reportlab.pdfgen.textobject import PDFTextObject

from clinicdesk.documents.marks import Face, Run
from clinicdesk.documents.style import fill

_FIRST_MARK = "\u0300"
_ABOVE = 230
_TALL = "bdfhkl"
_RAISED = 0.178
"""The typeface's capitals are so much taller than its small letters, as a part of the size."""


class Writing(PDFTextObject):
    """A text object that sets a face and a colour only where they change, and does not follow where its text ends."""

    _code: list[str]
    _textOut: Callable[[str], None]  # noqa: N815 - ReportLab's name
    _face: Face | None = None

    def literal(self, code: str) -> None:
        """Put in PDF's own operators."""
        self._code.append(code)

    def run(self, run: Run, y: float, after: str = "") -> None:
        """Write one run on this baseline, and `after` it what only those read who do not see it."""
        if run.face is not self._face:
            self._turn(run.face)
        self._code.append(f"1 0 0 1 {run.x:.2f} {y:.2f} Tm")
        if max(run.text, default="") < _FIRST_MARK:
            self._textOut(run.text + after)
            return
        for part, raised in raised_marks(run.text):
            self.setRise(_RAISED * run.face.size if raised else 0)
            self._textOut(part)
        self.setRise(0)
        self._textOut(after)

    def _turn(self, face: Face) -> None:
        if self._face is None or face.color != self._face.color:
            self._code.append(fill(face.color))
        self.setFont(face.font, face.size)
        self._face = face


def raised_marks(text: str) -> list[tuple[str, bool]]:
    """The text in parts: a mark above a tall letter, where Unicode has no composed form, is a part to be raised."""
    parts: list[tuple[str, bool]] = []
    tall = False
    for character in text:
        mark = unicodedata.combining(character)
        if not mark:
            tall = character.isupper() or character in _TALL
        raised = mark == _ABOVE and tall
        if parts and parts[-1][1] is raised:
            parts[-1] = (parts[-1][0] + character, raised)
        else:
            parts.append((character, raised))
    return parts
