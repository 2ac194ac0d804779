"""The words of a loaded PDF, and where on its page each of them stands. PDFium keeps to one thread."""

from collections.abc import Mapping
from contextlib import closing
from typing import NamedTuple

from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from clinicdesk.errors import CannotShow


class Spot(NamedTuple):
    """Where words stand, in points from the page's lower left corner: their line's baseline, left and right end."""

    left: float
    right: float
    baseline: float


class PageWords(NamedTuple):
    """What can be read on a page, with single spaces, and the places of the words that were looked for."""

    text: str
    letters: str
    boxes: tuple[tuple[float, float, float, float], ...]

    def find(self, words: str) -> Spot | None:
        """The first place of some words, whatever blanks and line ends lie between them."""
        start = self.letters.find("".join(words.split()))
        if start < 0:
            return None
        line = self.boxes[start : start + len("".join(words.split()))]
        first = line[0]
        same = [box for box in line if abs(box[1] - first[1]) < first[3] - first[1]]
        return Spot(left=first[0], right=max(box[2] for box in same), baseline=first[1])


def texts(pdf: bytes) -> tuple[PageWords, ...]:
    """The words of every page. CannotShow for what is broken or locked."""
    try:
        with closing(PdfDocument(pdf)) as document:
            return tuple(_page(document[number]) for number in range(len(document)))
    except PdfiumError as error:
        raise CannotShow(
            "This file cannot be read: it is no PDF, or it is broken, or it asks for a password."
        ) from error


def _page(page: PdfPage) -> PageWords:
    with closing(page), closing(page.get_textpage()) as read:
        text: str = read.get_text_range()
        count = read.count_chars()
        found = {at: read.get_text_range(at, 1).strip()[:1] for at in range(count)}
        kept: Mapping[int, str] = {at: one for at, one in found.items() if one}
        boxes = tuple(read.get_charbox(at) for at in kept)
    return PageWords(" ".join(text.split()), "".join(kept.values()), boxes)
