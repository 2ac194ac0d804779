"""Texts into lines: at spaces; inside a word only where it is wider than the line, after a hyphen if it has one."""

import unicodedata
from collections.abc import Iterator, Sequence

from clinicdesk.documents.fonts import metrics, width
from clinicdesk.documents.marks import Face


def composed(text: str) -> str:
    """The text in Unicode's composed form, which is the one that has glyphs."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def paragraphs(text: str) -> list[str]:
    """The text at its line breaks. Any other control character stays, and is refused where it is measured."""
    return composed(text).replace("\r\n", "\n").split("\n")


def wrap(text: str, face: Face, room: float, first: float | None = None) -> list[str]:
    """The lines of `text` in `room` points; `first` is the room of the first line where that is another one."""
    lines: list[str] = []
    for paragraph in paragraphs(text):
        lines += _lines(paragraph.split(" "), face, room, first if first is not None and not lines else room)
    return lines


def _lines(words: Sequence[str], face: Face, room: float, first: float) -> Iterator[str]:
    """Greedy lines. Widths are in thousandths of the size, as the font has them."""
    measure = metrics(face.font).width
    space, limit, left = measure(" "), room * 1000 / face.size, first * 1000 / face.size
    line: list[str] = []
    used = 0.0
    for word in words:
        wide = measure(word)
        if line and used + space + wide <= left:
            used += space + wide
            line.append(word)
            continue
        if line:
            yield " ".join(line)
            left = limit
        elif wide > left < limit:
            yield ""
            left = limit
        if wide > left:
            *whole, rest = _broken(word, face, left)
            yield from whole
            line, used = [rest], measure(rest)
        else:
            line, used = [word], wide
    yield " ".join(line)


def _broken(word: str, face: Face, room: float) -> Iterator[str]:
    """A word that is wider than a line, in parts that are not. Marks stay with their letter."""
    measure, widths = metrics(face.font).width, metrics(face.font).widths
    part, used = "", 0.0
    for character in word:
        wide = widths[character]
        if part and used + wide > room and not unicodedata.combining(character):
            end = part.rfind("-") + 1 or len(part)
            yield part[:end]
            part = part[end:]
            used = measure(part)
        part += character
        used += wide
    yield part


def clipped(text: str, face: Face, room: float) -> str:
    """The text on one line, ended with an ellipsis where it is too wide."""
    text = " ".join(composed(text).split())
    if width(text, face) <= room:
        return text
    while text and width(text + "…", face) > room:
        text = text[:-1]
    return text.rstrip() + "…"
