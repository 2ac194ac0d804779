"""A PDF that the clinic loads, looked at before it is kept: nothing that acts, nothing hidden, nothing too large.

Whatever reads a PDF may fail in any way on one that is made to harm, so every failure is a refusal.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from clinicdesk.documents.official_editions import Edition, editions
from clinicdesk.documents.official_pages import taken, written
from clinicdesk.documents.official_words import texts
from clinicdesk.errors import CannotShow

MOST_BYTES = 4 << 20
MOST_PAGES = 4
MOST_OBJECTS = 20_000
MOST_CONTENT = 8 << 20
"""How much a form may be: bytes, pages, objects, and bytes of what is drawn on a page once it is unpacked."""

_ACTS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia", "/GoToE", "/Movie", "/Sound"})
_HIDES = frozenset({"/JS", "/XFA", "/EmbeddedFiles", "/EF", "/RichMediaContent"})
_FAILS = (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
_BROKEN = "this PDF cannot be read: it is broken, or it is no PDF; load it anew from where it is published"
_LOCKED = "this PDF is locked with a password; print it into a new PDF without one, and load that"


class NoFormError(Exception):
    """A PDF that is not kept as a form, and why, in words."""


class Known(NamedTuple):
    """A PDF that may be kept, and the edition that it is."""

    edition: Edition
    pdf: bytes


def known_form(pdf: bytes) -> Known:
    """The edition that a PDF is. NoFormError for none, and for all that `check_pdf` refuses."""
    check_pdf(pdf)
    read = texts(pdf)[0]
    found = next((one for one in editions().values() if all(mark in read.text for mark in one.marks)), None)
    if found is None:
        named = "; ".join(one.title for one in editions().values())
        raise NoFormError(
            f"this PDF reads like none of the forms that are known here ({named}); load the official PDF as it is "
            "published, not a scan of it"
        )
    lacking = [one.anchor for one in found.places if read.find(one.anchor) is None]
    if lacking:
        raise NoFormError(f"“{lacking[0]}” does not stand on this PDF, so it is not the form as it is published")
    return Known(found, pdf)


def check_pdf(pdf: bytes) -> None:
    """NoFormError where a PDF is no upright page that can be printed as it is, or has more to it than that."""
    if len(pdf) > MOST_BYTES:
        raise NoFormError(f"this file has more than {MOST_BYTES >> 20} MiB; a form has less")
    if not pdf.startswith(b"%PDF-"):
        raise NoFormError("this is no PDF; load the form as PDF")
    try:
        _check(pdf)
        texts(pdf)
        written(taken(pdf), "")
    except CannotShow as error:
        raise NoFormError(_BROKEN) from error
    except _FAILS as error:
        raise NoFormError(_BROKEN) from error


def _check(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf), strict=False)
    if reader.is_encrypted:
        raise NoFormError(_LOCKED)
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise NoFormError(f"this PDF has {len(reader.pages):,} pages; a form has {MOST_PAGES} at most")
    for key, value in _everything(reader):
        _check_one(key, value)
    for page in reader.pages:
        _check_page(page)


def _check_one(key: str, value: Any) -> None:
    if key in _HIDES or (key in {"/S", "/Subtype"} and value in _ACTS):
        raise NoFormError(
            "this PDF can do things by itself, or has other files in it; print it into a new PDF, and load that"
        )
    if key in {"/S", "/Subtype"} and value == "/Widget":
        raise NoFormError("this PDF has fields to type into; print it into a new PDF without them, and load that")


def _check_page(page: PageObject) -> None:
    box = page.mediabox
    if page.rotation or min(box.left, box.bottom) != 0 or not 400 < box.width < box.height < 1100:
        raise NoFormError(
            "the pages of this PDF are not upright pages of letter size; load the form as it is published"
        )
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MOST_CONTENT:
        raise NoFormError("there is more drawn on a page of this PDF than on any form; load it anew")


def _everything(reader: PdfReader) -> Iterator[tuple[str, Any]]:
    """Every entry of every dictionary that the file's end leads to."""
    waiting: list[Any] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            place = (one.idnum, one.generation)
            if place in seen:
                continue
            seen.add(place)
            one = one.get_object()
        count += 1
        if count > MOST_OBJECTS:
            raise NoFormError("this PDF has more parts than any form has; load it anew from where it is published")
        if isinstance(one, DictionaryObject):
            yield from ((key, _plain(value)) for key, value in one.items())
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one


def _plain(value: Any) -> Any:
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return str(found) if isinstance(found, NameObject) else None
