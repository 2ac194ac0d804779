"""What draws the papers, as one code: the program's own source, its texts and typeface, the libraries below it."""

import sys
import unicodedata
import zlib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import pypdf
import reportlab

import clinicdesk
from clinicdesk.resources import folder

_SOURCE = ("documents", "engine", "exchange", "model", "rulebook")
_ONE_BY_ONE = ("resources.py", "words.py", "desk/paper_changes.py")


@cache
def made_with(language: str) -> str:
    """A sha256 in hexadecimal digits: with the same one, the same inputs and rules give the same bytes."""
    libraries = (clinicdesk.__version__, sys.version, reportlab.__version__, pypdf.__version__)
    whole = sha256("\n".join([*libraries, zlib.ZLIB_RUNTIME_VERSION, unicodedata.unidata_version]).encode())
    for path in (*_source(), *_texts(language)):
        whole.update(path.name.encode() + sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _source() -> Iterator[Path]:
    """The program's own files; none where it ships without its source, and its version alone counts."""
    top = Path(clinicdesk.__file__).parent
    for name in _SOURCE:
        yield from sorted((top / name).glob("*.py"))
    yield from (path for name in _ONE_BY_ONE if (path := top / name).exists())


def _texts(language: str) -> Iterator[Path]:
    """Papers' texts, words, places on official forms, and typefaces; the words of the screens stand on no paper."""
    top = folder()
    yield from sorted((top / "documents").glob(f"*/{language}.toml"))
    yield from sorted(path for path in (top / "locale" / language).glob("*.toml") if not path.name.startswith("ui"))
    yield from sorted((top / "official").glob("*.toml"))
    yield from sorted((top / "fonts").glob("*.ttf"))
