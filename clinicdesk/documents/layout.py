"""Blocks into pieces: where each text and shape stands, for a given room."""

from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import Any

from clinicdesk.documents import style
from clinicdesk.documents.blocks import (
    Beside,
    Block,
    Box,
    Bullets,
    Chart,
    Choice,
    Drawn,
    Figure,
    Figures,
    Heading,
    Letterhead,
    Manner,
    NewPage,
    Pairs,
    Question,
    Signature,
    Table,
    Text,
    Together,
    Tone,
)
from clinicdesk.documents.chart import chart
from clinicdesk.documents.fonts import width
from clinicdesk.documents.form import choice, question, signature
from clinicdesk.documents.icons import SIZE, icon
from clinicdesk.documents.logo import size_of
from clinicdesk.documents.marks import Disc, Face, Image, Rect, moved
from clinicdesk.documents.pieces import Piece, Room, backed, beside, join, stacked
from clinicdesk.documents.signed_ink import drawn
from clinicdesk.documents.table import table
from clinicdesk.documents.tags import Role
from clinicdesk.documents.typeset import GAP, MOST_WHOLE, lines, paragraph, without_lonely_lines
from clinicdesk.documents.wrap import composed, paragraphs

_FEW_ROWS = 4
"""So many rows of labels and values are not torn apart."""

_FACES = {
    Manner.BODY: (style.BODY, style.BODY_BOLD),
    Manner.BOLD: (style.BODY_BOLD, style.BODY_BOLD),
    Manner.MUTED: (style.BODY_MUTED, style.BODY_BOLD),
    Manner.SMALL: (style.SMALL, style.SMALL_BOLD),
    Manner.SMALL_BOLD: (style.SMALL_BOLD, style.SMALL_BOLD),
    Manner.SMALL_MUTED: (style.SMALL_MUTED, style.LABEL),
}
_HEADINGS = {1: (style.HEAD, 3 * style.GRID, Role.TITLE), 2: (style.SUBHEAD, 14.0, Role.HEADING)}
_TONES = {
    Tone.STOP: (style.STOP_PALE, style.STOP),
    Tone.REVIEW: (style.REVIEW_PALE, style.REVIEW),
    Tone.INFO: (style.ACCENT_PALE, style.ACCENT),
    Tone.PLAIN: (style.PALE, style.MUTED),
}
_INSET = 2 * style.GRID
_AFTER_HEADING = 3.0
_NOT_SPLIT = 320.0


def layout(blocks: Iterable[Block], room: Room) -> list[Piece]:
    """The pieces of the blocks."""
    pieces: list[Piece] = []
    new_page = after_heading = False
    for block in blocks:
        if isinstance(block, NewPage):
            new_page = True
            if pieces:
                pieces[-1].joined = False
            continue
        made = _LAYOUT[type(block)](block, room)
        if after_heading and not isinstance(block, Heading):
            made[0].space = min(made[0].space, _AFTER_HEADING)
        after_heading = isinstance(block, Heading)
        if new_page and made:
            made[0].opens_page, new_page = True, False
        pieces += made
    if pieces:
        pieces[-1].joined = False
    return pieces


def _heading(block: Heading, room: Room) -> list[Piece]:
    face, above, role = _HEADINGS[block.level]
    pieces = join(lines(block.text, face, room.under(role)))
    pieces[0].space = above
    pieces[-1].joined = True
    return pieces


def _text(block: Text, room: Room) -> list[Piece]:
    face, bold = _FACES[block.manner]
    return paragraph(block.text, face, room.under(Role.PARAGRAPH), block.lead, bold)


def _bullets(block: Bullets, room: Room) -> list[Piece]:
    face, _ = _FACES[block.manner]
    pieces: list[Piece] = []
    inner = room.inset(1.5 * style.GRID).under(Role.LIST)
    for item in block.items:
        made = paragraph(item, face, inner.under(Role.ITEM).under(Role.BODY))
        made[0].space = GAP / 2
        made[0].marks.append(Disc(room.left + 3.5, style.leading(face) / 2 + 0.4, face.size / 6, style.ACCENT))
        pieces += made
    return pieces


def _letterhead(block: Letterhead, room: Room) -> list[Piece]:
    left, right = room.split((3, 2), 2 * style.GRID)
    logo = _logo(block, left) if block.logo else []
    text = left.inset(size_of(block.logo)[0] + 1.5 * style.GRID) if block.logo else left
    name = lines(block.name, style.HEAD_INK, text.under(Role.PARAGRAPH))
    for line in block.lines:
        name += lines(line, style.SMALL_MUTED, text.under(Role.PARAGRAPH))
    notes = lines(block.title, style.SUBHEAD, right.under(Role.TITLE), right=True)
    notes[0].marks = [moved(mark, 3.0) for mark in notes[0].marks]
    notes[0].height = style.LEADING[style.HEAD_SIZE]
    for line in block.notes:
        notes += lines(line, style.SMALL_MUTED, right.under(Role.PARAGRAPH), right=True)
    head = beside((logo, name, notes))
    head.height += style.GRID + 2
    head.marks.append(Rect(room.left, head.height - 2, room.width, 2, style.ACCENT))
    return [head]


def _logo(block: Letterhead, room: Room) -> list[Piece]:
    wide, high = size_of(block.logo)
    return [Piece(high, [Image(room.left, 0, wide, high, block.logo, room.under(Role.FIGURE, block.logo_told).tag)])]


def _pairs(block: Pairs, room: Room) -> list[Piece]:
    pieces: list[Piece] = []
    rooms = _pair_rooms(block, room.under(Role.LIST))
    for start in range(0, len(block.pairs), block.columns):
        some = block.pairs[start : start + block.columns]
        row = _pair_row([_pair(label, value, one) for (label, value), one in zip(some, rooms, strict=False)])
        row[0].space = style.GRID
        pieces += row
    return join(pieces) if len(pieces) <= _FEW_ROWS else pieces


def _pair(label: str, value: str, room: Room) -> list[Piece]:
    item = room.under(Role.ITEM)
    return lines(label, style.LABEL, item.under(Role.LABEL)) + lines(value, style.BODY, item.under(Role.BODY))


def _pair_row(columns: list[list[Piece]]) -> list[Piece]:
    """One row as a single piece, or as a piece a line where it is long."""
    if max(len(column) for column in columns) <= MOST_WHOLE:
        return [beside(columns)]
    return without_lonely_lines([beside([one] for one in line if one) for line in zip_longest(*columns)])


def _pair_rooms(block: Pairs, room: Room) -> list[Room]:
    """Columns as wide as their longest value where all of them fit on the line, else all alike."""
    gap = 2 * style.GRID
    needed = [0.0] * block.columns
    for at, (label, value) in enumerate(block.pairs):
        wide = max(
            width(composed(label), style.LABEL),
            *(width(line, style.BODY) for line in paragraphs(value)),
            0.0,
        )
        needed[at % block.columns] = max(needed[at % block.columns], wide + 1)
    spare = room.width - sum(needed) - gap * (block.columns - 1)
    even = (room.width - gap * (block.columns - 1)) / block.columns
    if spare < 0 or max(needed) <= even:
        return room.split((1,) * block.columns, gap)
    rooms: list[Room] = []
    left = room.left
    for wide in needed:
        rooms.append(Room(left, wide + spare / block.columns, room.tag))
        left += rooms[-1].width + gap
    return rooms


def _figures(block: Figures, room: Room) -> list[Piece]:
    weights = [3 if figure.large else 2 for figure in block.figures]
    rooms = room.inset(_INSET, _INSET).under(Role.LIST).split(weights, _INSET)
    row = beside([_figure(figure, one)] for figure, one in zip(block.figures, rooms, strict=True))
    row.marks = [moved(mark, 1.5 * style.GRID) for mark in row.marks]
    row.height += 2.75 * style.GRID
    row.space = style.GRID
    return backed([row], room, style.ACCENT_PALE, style.ACCENT)


def _figure(figure: Figure, room: Room) -> Piece:
    """Label, amount, note. All amounts of a row stand on the height of the large one."""
    face = _fitting(figure.amount, style.BIG if figure.large else style.HEAD_INK, room)
    item = room.under(Role.ITEM)
    label, body = lines(figure.label, style.SMALL_BOLD, item.under(Role.LABEL)), item.under(Role.BODY)
    amount = lines(figure.amount, face, body.under(Role.PARAGRAPH))
    amount[0].space = 2.0
    notes = lines(figure.note, style.SMALL_MUTED, body.under(Role.PARAGRAPH)) if figure.note else []
    return stacked([*label, *amount, *notes])


def _fitting(text: str, face: Face, room: Room) -> Face:
    """The face, smaller where the text would be cut in two."""
    widest = max(width(word, face) for word in composed(text).split(" "))
    return face if widest <= room.width else Face(face.font, face.size * room.width / widest * 0.99, face.color)


def _box(block: Box, room: Room) -> list[Piece]:
    fill, bar = _TONES[block.tone]
    inner = room.inset(_INSET, _INSET).under(Role.SECTION)
    face = Face(style.BOLD, style.HEAD_SIZE, bar) if block.loud else style.BODY_BOLD
    title = lines(block.title, face, inner.inset(SIZE + style.GRID).under(Role.HEADING))
    lower = max(0.0, (SIZE + 1 - title[0].height) / 2)
    title[0].marks = [moved(mark, lower) for mark in title[0].marks]
    title[0].height += 2 * lower
    title[0].marks += icon(block.tone, inner.left, (title[0].height - SIZE) / 2)
    body = layout(block.blocks, inner.inset(SIZE + style.GRID))
    pieces = [Piece(1.25 * style.GRID, joined=True), *join(title), *body, Piece(1.25 * style.GRID)]
    pieces[len(title)].joined = pieces[-2].joined = True
    pieces[0].space = 1.5 * style.GRID
    if sum(piece.space + piece.height for piece in pieces) < _NOT_SPLIT:
        join(pieces)
    return backed(pieces, room, fill, bar)


def _beside(block: Beside, room: Room) -> list[Piece]:
    rooms = room.split((1,) * len(block.columns), 3 * style.GRID)
    whole = beside(layout(column, one) for column, one in zip(block.columns, rooms, strict=True))
    whole.space = 2 * style.GRID
    return [whole]


def _together(block: Together, room: Room) -> list[Piece]:
    return join(layout(block.blocks, room))


_LAYOUT: dict[type, Callable[[Any, Room], list[Piece]]] = {
    Heading: _heading,
    Text: _text,
    Bullets: _bullets,
    Letterhead: _letterhead,
    Pairs: _pairs,
    Figures: _figures,
    Table: table,
    Chart: chart,
    Signature: signature,
    Choice: choice,
    Drawn: drawn,
    Question: question,
    Box: _box,
    Beside: _beside,
    Together: _together,
}
