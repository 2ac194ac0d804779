"""The embedded typeface: read when first needed, with the widths of what can be printed and nothing else."""

import unicodedata
from functools import cache
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

from clinicdesk import resources
from clinicdesk.documents.marks import Face

_KEPT_WORDS = 20_000
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class NoGlyphError(Exception):
    """A character that the typeface cannot print as it should look. `character` is it."""

    def __init__(self, character: str) -> None:
        """Keep the character."""
        super().__init__(character)
        self.character = character


class _Widths(dict[str, float]):
    """Widths by character, looked up in the font when first asked for: a paper needs some hundred of its thousands."""

    def __init__(self, face: TTFontFace) -> None:
        super().__init__()
        self.face = face

    def __missing__(self, character: str) -> float:
        code = ord(character)
        if not self.face.charToGlyph.get(code) or not is_plain(character):
            raise NoGlyphError(character)
        wide: float = self.face.charWidths.get(code, self.face.defaultWidth)
        self[character] = wide
        return wide


class Metrics:
    """The widths of one weight, in thousandths of the size. Only what can be printed without shaping has one."""

    def __init__(self, name: str) -> None:
        """Read and register the weight of this name."""
        data = (resources.folder() / "fonts" / f"{name}.ttf").read_bytes()
        font = TTFont(name, BytesIO(data))
        pdfmetrics.registerFont(font)
        self.widths = _Widths(font.face)
        self._words: dict[str, float] = {}

    def width(self, text: str) -> float:
        """The width of a text, in thousandths of its size. Raises NoGlyphError."""
        known = self._words.get(text)
        if known is None:
            widths = self.widths
            known = sum([widths[character] for character in text])
            if len(self._words) > _KEPT_WORDS:
                self._words.clear()
            self._words[text] = known
        return known


def is_plain(character: str) -> bool:
    """Whether a character is neither a control, nor hidden, nor written from right to left."""
    return unicodedata.category(character) not in _HIDDEN and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT


@cache
def metrics(name: str) -> Metrics:
    """The widths of a weight, by its name."""
    return Metrics(name)


def width(text: str, face: Face) -> float:
    """How wide a text is, in points. Raises NoGlyphError."""
    return metrics(face.font).width(text) * face.size / 1000
