"""Words as the search keeps them: folded, split at signs and also joined, so that a name is found however written."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 200
"""Of a text, so many characters are looked at."""

_APOSTROPHES = dict.fromkeys(map(ord, "´`ʹʺʻʼʽʾʿˊˋ"), "'")
_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n"}
)
_LETTERS_OF_THEIR_OWN = {0, 7, 8, 9}
"""Combining classes of marks that are part of a letter: vowel signs, nukta, the voicing marks of kana, virama."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Scripts that put no blank between words."""


def fold(text: str) -> str:
    """The text in lower case without accents: letters and digits, `-` for any sign, one blank for blanks and commas.

    Folding again changes nothing. No other character comes out, whatever goes in.
    """
    text = text[:LONGEST]
    if text.isascii():
        return _spaced(text.lower().translate(_ASCII))
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold())
    plain = unicodedata.normalize("NFC", "".join(filter(_is_kept, lower.translate(_STROKES))))
    return _spaced("".join(map(_folded, plain)))


def _spaced(text: str) -> str:
    return " ".join(text[:LONGEST].split())


def _is_kept(char: str) -> bool:
    """Accents and invisible signs are not."""
    return unicodedata.combining(char) in _LETTERS_OF_THEIR_OWN and unicodedata.category(char) != "Cf"


def _folded(char: str) -> str:
    if char.isspace() or char in ",;":
        return " "
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return char if unicodedata.category(char)[0] in "LMN" else "-"


_ASCII = {code: _folded(chr(code)) for code in range(128)}


def chunks(text: str) -> list[list[str]]:
    """The folded text at its blanks, and each piece at its signs: "Ana O'Brien" is [[ana], [o, brien]]."""
    pieces = ([part for part in piece.split("-") if part] for piece in fold(text).split())
    return [parts for parts in pieces if parts]


def joined(text: str) -> str:
    """All of the folded text as one word: "O'Brien" is obrien."""
    return "".join(part for parts in chunks(text) for part in parts)


def name_words(name: str) -> list[str]:
    """Every word under which a name is found: the parts, each piece joined, all of it joined; each one once.

    A run of a script without blanks is found from any of its characters on.
    """
    pieces = chunks(name)
    words = [part for parts in pieces for part in parts]
    whole = ["".join(parts) for parts in pieces]
    words += [*whole, "".join(whole)]
    words += [ending for word in words for ending in _endings(word)]
    return [word for word in dict.fromkeys(words) if word]


def is_unspaced(text: str) -> bool:
    """Whether the text has letters of a script without blanks."""
    return _UNSPACED.search(text) is not None


def _endings(word: str) -> Iterator[str]:
    for match in _UNSPACED.finditer(word):
        run = match[0]
        yield from (run[start:] for start in range(len(run)))


def phone_digits(phone: str) -> str:
    """The digits of a telephone number, without the country code 1 and without an extension."""
    number = re.split("(?<=[0-9])[^0-9]{0,2}(?:x|ext)", phone[:LONGEST].lower(), maxsplit=1)[0]
    return national("".join(re.findall("[0-9]", number)))


def national(digits: str) -> str:
    """The digits of a telephone number without the country code 1."""
    return digits[1:] if len(digits) == len("19195550100") and digits[0] == "1" else digits
