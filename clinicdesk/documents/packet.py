"""Several papers as one file, to be printed or saved in one go; what is tagged in them stays so, in its language."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from clinicdesk.documents.official_pages import written

_YES = BooleanObject(value=True)


def joined(papers: Sequence[bytes], title: str, language: str, *, beside: Sequence[bytes] = ()) -> bytes:
    """The pages of several PDFs, one after the other. The same ones give the same bytes.

    Each of our own papers is a part of one tagged document, where it has tags; its pages keep their lists of who owns
    what, under new numbers. Of what comes from elsewhere, `beside`, the pages alone go along, as a file may have its
    tags in any shape.
    """
    writer = PdfWriter()
    whole = DictionaryObject({NameObject("/S"): NameObject("/Document")})
    place = writer._add_object(whole)  # noqa: SLF001 - pypdf has no other way to put an object in
    kids, owners = ArrayObject(), ArrayObject()
    for paper in papers:
        _take(writer, PdfReader(BytesIO(paper)), place, kids, owners)
    for one in beside:
        for page in PdfReader(BytesIO(one)).pages:
            writer.add_page(page)
    root = _named(Type=NameObject("/StructTreeRoot"), K=place)
    root.update(_named(ParentTree=_named(Nums=owners), ParentTreeNextKey=NumberObject(len(owners) // 2)))
    top = writer._add_object(root)  # noqa: SLF001 - likewise
    whole.update(_named(P=top, K=kids))
    writer.root_object.update(
        _named(
            StructTreeRoot=top,
            MarkInfo=_named(Marked=_YES),
            Lang=TextStringObject(language),
            ViewerPreferences=_named(DisplayDocTitle=_YES),
        )
    )
    return written(writer, title)


def _take(writer: PdfWriter, reader: PdfReader, whole: IndirectObject, kids: ArrayObject, owners: ArrayObject) -> None:
    """Take the pages of one part over, and its tree of tags where it has one."""
    pages = [(page, writer.add_page(page)) for page in reader.pages]
    catalog: Any = reader.trailer["/Root"]
    tree = catalog.get("/StructTreeRoot")
    if tree is None:
        return
    own = tree["/ParentTree"]["/Nums"]
    lists = {int(own[at]): own[at + 1] for at in range(0, len(own), 2)}
    for was, page in pages:
        owned = lists[int(str(was["/StructParents"]))]
        number = NumberObject(len(owners) // 2)
        page[NameObject("/StructParents")] = number
        owners.extend([number, owned.clone(writer)])
    top = tree.raw_get("/K").clone(writer)
    top.get_object().update(
        _named(S=NameObject("/Part"), P=whole, Lang=TextStringObject(str(catalog.get("/Lang", ""))))
    )
    kids.append(top)


def _named(**entries: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})
