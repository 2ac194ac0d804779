"""The tree of a paper's parts as objects of a PDF (ISO 32000-1, 14.7)."""

from collections.abc import Iterator, Sequence

from clinicdesk.documents.tags import Role, Tag


def structure(whole: Tag, owners: Sequence[Sequence[Tag]], pages: Sequence[int], first: int) -> list[str]:
    """The tree's root, then each part in the order in which it is read: objects with the numbers from `first` on.

    `owners` has for each page the parts that its marked pieces belong to, by their number; `pages` are the numbers of
    the pages' own objects.
    """
    order = [*_walked(whole)]
    numbers = {tag: first + 1 + at for at, (tag, _) in enumerate(order)}
    root = f"<</Type/StructTreeRoot/K {numbers[whole]} 0 R/ParentTree<</Nums[{_owned(owners, numbers)}]>>>>"
    parts = (_part(tag, first if above is None else numbers[above], numbers, pages) for tag, above in order)
    return [root, *parts]


def _walked(tag: Tag, above: Tag | None = None) -> Iterator[tuple[Tag, Tag | None]]:
    yield tag, above
    for part in tag.parts:
        yield from _walked(part, tag)


def _owned(owners: Sequence[Sequence[Tag]], numbers: dict[Tag, int]) -> str:
    lists = (_references(numbers[tag] for tag in tags) for tags in owners)
    return " ".join(f"{page}[{tags}]" for page, tags in enumerate(lists))


def _references(numbers: Iterator[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _part(tag: Tag, above: int, numbers: dict[Tag, int], pages: Sequence[int]) -> str:
    role, _, scope = tag.role.partition(" ")
    told = f"/Alt<feff{tag.told.encode('utf-16-be').hex()}>" if tag.told else ""
    inside = _pieces(tag, pages) if tag.pieces else ""
    if tag.parts:
        inside = f"/K[{_references(numbers[part] for part in tag.parts)}]"
    return f"<</S/{role}/P {above} 0 R{told}{_attributes(tag, scope)}{inside}>>"


def _attributes(tag: Tag, scope: str) -> str:
    if scope:
        return f"/A<</O/Table/Scope/{scope}>>"
    if tag.role is Role.FIGURE:
        return f"/A<</O/Layout/Placement/Block/BBox[{' '.join(f'{edge:.2f}' for edge in tag.box)}]>>"
    return ""


def _pieces(tag: Tag, pages: Sequence[int]) -> str:
    """The marks of a part: their numbers on its first page, and references to those on others."""
    first = tag.pieces[0][0]
    told = (
        f"{number}" if page == first else f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {number}>>"
        for page, number in tag.pieces
    )
    return f"/Pg {pages[first]} 0 R/K[{' '.join(told)}]"
