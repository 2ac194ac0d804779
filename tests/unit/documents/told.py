"""What has to be told of a paper's blocks to whoever does not see them: roles and words, in their order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from clinicdesk.documents.blocks import (
    Beside,
    Block,
    Box,
    Bullets,
    Chart,
    Choice,
    Figures,
    Heading,
    Letterhead,
    NewPage,
    Pairs,
    Question,
    Signature,
    Table,
    Text,
    Together,
)

Told = Iterator[tuple[str, str]]


def told(blocks: Sequence[Block]) -> Told:
    """One after the other, each with single spaces."""
    for block in blocks:
        yield from ((role, " ".join(text.split())) for role, text in _TOLD[type(block)](block))


def _each(role: str, texts: Iterable[str]) -> Told:
    return ((role, text) for text in texts if text)


def _letterhead(block: Letterhead) -> Told:
    yield from _each("P", (block.name, *block.lines))
    yield "H1", block.title
    yield from _each("P", block.notes)


def _pairs(block: Pairs) -> Told:
    for label, value in block.pairs:
        yield from (("Lbl", label), ("LBody", value))


def _figures(block: Figures) -> Told:
    for figure in block.figures:
        yield "Lbl", figure.label
        yield from _each("P", (figure.amount, figure.note))


def _table(block: Table) -> Told:
    yield from (("TH", column.title) for column in block.columns)
    for row in block.rows:
        yield "TH" if row.cells[0] else "TD", row.cells[0]
        yield from (("TD", cell) for cell in row.cells[1:])


def _signature(block: Signature) -> Told:
    yield from _each("H2", [block.title])
    yield from _each("P", [block.text])
    for blank in (one for row in block.rows for one in row):
        yield "Lbl", blank.label
        yield from _each("LBody", [blank.given])


def _question(block: Question) -> Told:
    yield "P", f"{block.number} {block.condition} {block.text}"
    yield from _each("P", [block.help])
    yield from _each("LBody", block.options)


def _box(block: Box) -> Told:
    yield "H2", block.title
    yield from told(block.blocks)


_TOLD: dict[type, Callable[[Any], Told]] = {
    Heading: lambda block: _each(f"H{block.level}", [block.text]),
    Text: lambda block: _each("P", [f"{block.lead} {block.text}"]),
    Bullets: lambda block: _each("LBody", block.items),
    Letterhead: _letterhead,
    Pairs: _pairs,
    Figures: _figures,
    Table: _table,
    Chart: lambda block: iter((("H2", block.title), ("Figure", block.told))),
    Signature: _signature,
    Choice: lambda block: _each("LBody", block.options),
    Question: _question,
    NewPage: lambda _: iter(()),
    Box: _box,
    Beside: lambda block: (one for column in block.columns for one in told(column)),
    Together: lambda block: told(block.blocks),
}
