"""Pages of another file onto the end of one, and over its pages; the tree of parts grows with them."""

from collections.abc import Sequence

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from clinicdesk.documents.signed_update import Update, dictionary

_NAME = NameObject("/Signed")
_OVER = b"Q q /Artifact BMC /Signed Do EMC Q"


def draw_over(update: Update, over: Sequence[PageObject], onto: Sequence[int]) -> None:
    """Draw each page over the page of the file that has the number beside it, from 0."""
    for page, number in zip(over, onto, strict=True):
        under = update.reader.pages[number]
        form = page["/Contents"].get_object()
        assert isinstance(form, StreamObject)
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): ArrayObject(page.mediabox),
                NameObject("/Resources"): page.raw_get("/Resources"),
            }
        )
        _put_into(under, update.add(update.take(form)))
        before, after = (update.add(_content(one)) for one in (b"q", _OVER))
        under[NameObject("/Contents")] = ArrayObject([before, under.raw_get("/Contents"), after])
        update.put(_reference(under.indirect_reference), under)


def join_pages(update: Update, added: PdfReader, count: int) -> None:
    """Put the first so many pages of another file behind those of the file, with what their parts are."""
    pages, whole = _reference(update.root.raw_get("/Pages")), dictionary(update.root["/Pages"])
    first = len(update.reader.pages)
    update.taken[_reference(added.root_object.raw_get("/Pages")).idnum] = pages
    _join_parts(update, added, first, count)
    kids = whole["/Kids"]
    assert isinstance(kids, ArrayObject)
    for number in range(count):
        page = added.pages[number]
        page[NameObject("/StructParents")] = NumberObject(first + number)
        kids.append(update.take(_reference(page.indirect_reference)))
    whole[NameObject("/Count")] = NumberObject(first + count)
    update.put(pages, whole)


def _join_parts(update: Update, added: PdfReader, first: int, count: int) -> None:
    """The parts of the pages that come, as the last ones of the file's own document."""
    ours, theirs = (one.get("/StructTreeRoot") for one in (update.root, added.root_object))
    if ours is None or theirs is None:
        return
    tree, other = dictionary(ours), dictionary(theirs)
    document, others = _reference(tree.raw_get("/K")), _reference(other.raw_get("/K"))
    update.taken[_reference(added.root_object.raw_get("/StructTreeRoot")).idnum] = _reference(
        update.root.raw_get("/StructTreeRoot")
    )
    update.taken[others.idnum] = document
    _extend(tree["/ParentTree"], "/Nums", _owners(update, dictionary(other["/ParentTree"]), first, count))
    _extend(document, "/K", [update.take(one) for one in _items(dictionary(others), "/K")])
    update.put(_reference(update.root.raw_get("/StructTreeRoot")), tree)
    update.put(document, dictionary(document))


def _owners(update: Update, parents: DictionaryObject, first: int, count: int) -> list[PdfObject]:
    """For each page that comes its number in the file, and the parts that its marked pieces belong to."""
    told = _items(parents, "/Nums")[1 : 2 * count : 2]
    return [one for at, owners in enumerate(told) for one in (NumberObject(first + at), update.take(owners))]


def _put_into(page: PageObject, form: IndirectObject) -> None:
    resources = DictionaryObject({NameObject(name): one for name, one in _raw(page["/Resources"])})
    inside = DictionaryObject({NameObject(name): one for name, one in _raw(resources.get("/XObject"))})
    inside[_NAME] = form
    resources[NameObject("/XObject")] = inside
    page[NameObject("/Resources")] = resources


def _raw(value: PdfObject | None) -> list[tuple[str, PdfObject]]:
    if value is None:
        return []
    found = dictionary(value)
    return [(name, found.raw_get(name)) for name in found]


def _content(data: bytes) -> StreamObject:
    made = StreamObject()
    made.set_data(data)
    return made


def _items(holder: DictionaryObject, name: str) -> list[PdfObject]:
    value = holder[name]
    return [*list.__iter__(value)] if isinstance(value, ArrayObject) else [holder.raw_get(name)]


def _extend(holder: PdfObject, name: str, more: Sequence[PdfObject]) -> None:
    found = dictionary(holder)
    found[NameObject(name)] = ArrayObject([*_items(found, name), *more])


def _reference(value: PdfObject | None) -> IndirectObject:
    assert isinstance(value, IndirectObject)
    return value
