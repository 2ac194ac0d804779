"""The tree of a tagged PDF, read back from its bytes: who is in whom, with which words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pdfplumber
from pypdf import PdfReader
from pypdf.generic import ContentStream

SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"f*", b"F", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh", b"BI"}
"""The operators that put something on a page."""


@dataclass
class Element:
    """One element. `pieces` are its marked pieces, each with the number of its page, from 0, and its own."""

    role: str
    told: str
    scope: str
    box: tuple[float, ...]
    pieces: list[tuple[int, int]] = field(default_factory=list)
    parts: list["Element"] = field(default_factory=list)
    text: str = ""

    def walk(self) -> Iterator["Element"]:
        """It and all in it, as they are read."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def all(self, role: str) -> list["Element"]:
        """Those of one role, as they are read."""
        return [one for one in self.walk() if one.role == role]


@dataclass
class Marked:
    """A tagged PDF. `owners` says whose a marked piece is, by the pages' own lists; `bare` is what stands in none."""

    catalog: Any
    pages: list[Any]
    whole: Element
    texts: dict[tuple[int, int], str]
    artifacts: list[str]
    owners: dict[tuple[int, int], Any]
    elements: dict[int, Element]
    bare: list[str]
    opened: list[tuple[int, int]]


def structure_of(pdf: bytes) -> Marked:
    """Everything about the tags of a PDF."""
    reader = PdfReader(BytesIO(pdf))
    catalog: Any = reader.trailer["/Root"]
    tree = catalog["/StructTreeRoot"]
    numbers = {kid.idnum: at for at, kid in enumerate(catalog["/Pages"]["/Kids"])}
    elements: dict[int, Element] = {}
    whole = _element(tree.raw_get("/K"), numbers, elements)
    texts, artifacts = _texts(pdf)
    for one in whole.walk():
        one.text = " ".join("".join(texts[piece] for piece in one.pieces).split())
    bare: list[str] = []
    opened: list[tuple[int, int]] = []
    for at, page in enumerate(reader.pages):
        _look(at, ContentStream(page["/Contents"].get_object(), reader), bare, opened)
    nums = tree["/ParentTree"]["/Nums"]
    lists = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
    owners = {
        (at, number): elements[owner.idnum] for at in range(len(reader.pages)) for number, owner in enumerate(lists[at])
    }
    return Marked(catalog, [*reader.pages], whole, texts, artifacts, owners, elements, bare, opened)


def _element(reference: Any, pages: dict[int, int], elements: dict[int, Element]) -> Element:
    value = reference.get_object()
    attributes = value.get("/A", {})
    box = tuple(float(edge) for edge in attributes.get("/BBox", ()))
    one = Element(value["/S"][1:], str(value.get("/Alt", "")), attributes.get("/Scope", "/")[1:], box)
    elements[reference.idnum] = one
    for raw in value.get("/K", []):
        kid = raw.get_object()
        if isinstance(kid, int):
            one.pieces.append((pages[value.raw_get("/Pg").idnum], kid))
        elif "/MCID" in kid:
            one.pieces.append((pages[kid.raw_get("/Pg").idnum], kid["/MCID"]))
        else:
            assert kid.raw_get("/P").idnum == reference.idnum
            one.parts.append(_element(raw, pages, elements))
    return one


def _texts(pdf: bytes) -> tuple[dict[tuple[int, int], str], list[str]]:
    """The text of each marked piece, and that of each page outside all pieces."""
    texts: dict[tuple[int, int], str] = {}
    artifacts: list[str] = []
    with pdfplumber.open(BytesIO(pdf)) as document:
        for at, page in enumerate(document.pages):
            artifacts.append("".join(char["text"] for char in page.chars if char["mcid"] is None))
            for char in page.chars:
                if char["mcid"] is not None:
                    texts[at, char["mcid"]] = texts.get((at, char["mcid"]), "") + char["text"]
            for shape in (*page.objects.get("image", []), *page.objects.get("curve", [])):
                texts.setdefault((at, shape["mcid"]), "")
    return texts, artifacts


def _look(page: int, stream: ContentStream, bare: list[str], opened: list[tuple[int, int]]) -> None:
    """Each piece that is opened, and what is shown in none."""
    inside: list[bool] = []
    for operands, operator in stream.operations:
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if len(operands) > 1 else {}
            known = "/MCID" in properties
            if known:
                opened.append((page, properties["/MCID"]))
            inside.append(known or operands[0] == "/Artifact")
        elif operator == b"EMC":
            inside.pop()
        elif operator in SHOWS and inside != [True]:
            bare.append(f"page {page}: {operator.decode()}")
    assert inside == []
