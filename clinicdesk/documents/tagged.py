"""ReportLab's canvas for a tagged PDF: its file has a tree of parts, and small objects are packed.

ReportLab itself writes no tags, and each object in plain text; the tree of a sheet has some four hundred of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from clinicdesk.documents.packed import packed
from clinicdesk.documents.structure import structure
from clinicdesk.documents.tags import Tag
from clinicdesk.documents.writing import Writing

Area = tuple[float, float, float, float]
"""Left, lower, right and upper edge, in points from the page's lower left corner."""


class TaggedCanvas(Canvas):
    """A canvas whose PDF has a tree of parts. `owners` gets for each page the parts of its marked pieces, in order."""

    def __init__(self, size: tuple[float, float], font: str, language: str, whole: Tag) -> None:
        """Open a document; `font` is a registered one, so that no other has to be named."""
        self.out = BytesIO()
        super().__init__(self.out, size, invariant=1, pageCompression=1, initialFontName=font)  # type: ignore[arg-type]
        self.owners: list[list[Tag]] = []
        self._places: dict[str, tuple[int, Area]] = {}
        self._doc = _Document(language, whole, self.owners, self._places)

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> Writing:  # noqa: N802 - ReportLab's name
        """A text object with marked pieces."""
        return Writing(self, x, y, direction)

    def name_place(self, name: str, area: Area) -> None:
        """Name a part of the page that is drawn now (ISO 32000-1, 12.3.2.3)."""
        self._places[name] = len(self.owners) - 1, area


class _Document(pdfdoc.PDFDocument):
    Catalog: Any

    def __init__(
        self, language: str, whole: Tag, owners: Sequence[Sequence[Tag]], places: Mapping[str, tuple[int, Area]]
    ) -> None:
        super().__init__(compression=1, invariant=1, lang=language)
        self.whole, self.owners, self.places = whole, owners, places
        self.Catalog.MarkInfo, self.Catalog.ViewerPreferences = "<</Marked true>>", "<</DisplayDocTitle true>>"

    def addPage(self, page: Any) -> None:  # noqa: N802 - ReportLab's name
        """Number the page for the tree, and let the tabulator go through it as the tree does."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = self.pageCounter - 1, "/S"
        super().addPage(page)

    def format(self) -> bytes:
        """The whole file. The tree has the numbers after all others, so the catalogue is written last."""
        objects = [*self._objects()]
        first = len(objects) + 1
        self.Catalog.StructTreeRoot = f"{first} 0 R"
        pages = [self._number(f"Page{page + 1}") for page in range(len(self.owners))]
        if self.places:
            self.Catalog.Dests = f"<<{''.join(_named(self.places, pages))}>>"
        catalog = self._number(self._name(self.Catalog))
        objects[catalog - 1] = pdfdoc.format(self.Catalog, self, toplevel=1)
        tree = structure(self.whole, self.owners, pages, first)
        info = self._number(self._name(self.info))
        trailer = b"/Root %d 0 R/Info %d 0 R/ID %s" % (catalog, info, self.ID())
        return packed([*objects, *(part.encode() for part in tree)], trailer)

    def _objects(self) -> Iterator[bytes]:
        """All objects by their number, from 1. While one is written, others may come up."""
        number = 0
        while (number := number + 1) in self.numberToId:
            thing = self.idToObject[self.numberToId[number]]
            yield b"" if thing is self.Catalog else pdfdoc.format(thing, self, toplevel=1).rstrip()

    def _name(self, thing: Any) -> str:
        return self.Reference(thing).name  # type: ignore[no-untyped-call,no-any-return]

    def _number(self, name: str) -> int:
        return self.idToObjectNumberAndVersion[name][0]


def _named(places: Mapping[str, tuple[int, Area]], pages: Sequence[int]) -> Iterator[str]:
    for name, (page, area) in places.items():
        yield f"/{name}[{pages[page]} 0 R/FitR {' '.join(f'{edge:.2f}' for edge in area)}]"
