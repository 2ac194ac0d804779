"""What is filled in by hand, into pieces: places to sign, boxes to tick, questions. Each stays on one page."""

from collections.abc import Sequence

from clinicdesk.documents import style
from clinicdesk.documents.blocks import Blank, Choice, Question, Signature
from clinicdesk.documents.fonts import width
from clinicdesk.documents.marks import Mark, Rect, Run, Tick, WritingLine
from clinicdesk.documents.pieces import Piece, Room, beside, join, stacked
from clinicdesk.documents.tags import Role
from clinicdesk.documents.typeset import GAP, baseline, lines, paragraph
from clinicdesk.documents.wrap import composed

TICK = 9.0
_WRITING = 24.0
_AFTER_TICK = 5.0
_BETWEEN = 16.0
_ANSWER = 200.0


def signature(block: Signature, room: Room) -> list[Piece]:
    """A place to sign as one piece."""
    inner = room.under(Role.SECTION)
    pieces = lines(block.title, style.BODY_BOLD, inner.under(Role.HEADING)) if block.title else []
    if block.text:
        pieces += paragraph(block.text, style.BODY, inner.under(Role.PARAGRAPH))
    blanks = inner.under(Role.LIST)
    pieces += [_blanks(row, blanks) for row in block.rows]
    whole = stacked(pieces)
    whole.space = 1.75 * style.GRID
    return [whole]


def _blanks(row: Sequence[Blank], room: Room) -> Piece:
    rooms = room.split([blank.weight for blank in row], 2 * style.GRID)
    blanks = [_blank(blank, one) for blank, one in zip(row, rooms, strict=True)]
    most = max(blank.height for blank in blanks)
    return beside([Piece(most - blank.height), blank] for blank in blanks)


def _blank(blank: Blank, room: Room) -> Piece:
    """A line with its label below it; what is given stands above it, however long it is."""
    item = room.under(Role.ITEM)
    label = lines(blank.label, style.SMALL_MUTED, item.under(Role.LABEL))
    given = lines(blank.given, style.BODY, item.under(Role.BODY)) if blank.given else []
    above = stacked([Piece(max(2.0, _WRITING - 1 - sum(line.height for line in given))), *given])
    line = Piece(2.5, [WritingLine(room.left, 1.0, room.width, blank.place)])
    return stacked([above, line, *label])


def choice(block: Choice, room: Room) -> list[Piece]:
    """Boxes to tick."""
    options = room.under(Role.LIST)
    if block.stacked:
        places = [f"{block.place}.{number}" if block.place else "" for number in range(1, len(block.options) + 1)]
        pieces = [_option(option, options, place) for option, place in zip(block.options, places, strict=True)]
        for piece in pieces:
            piece.space = GAP
        return join(pieces)
    row = Piece(style.LEADING[style.BODY_SIZE], _options(block.options, options), space=GAP)
    return [row]


def _option(text: str, room: Room, place: str) -> Piece:
    whole = stacked(lines(text, style.BODY, room.inset(TICK + 7).under(Role.ITEM).under(Role.BODY)))
    whole.marks.append(Tick(room.left, 2.2, TICK, place))
    return whole


def _options(options: Sequence[str], room: Room) -> list[Mark]:
    """Boxes in one row from the room's left edge on; the room belongs to a list."""
    marks: list[Mark] = []
    left = room.left
    for option in options:
        tag = room.under(Role.ITEM).under(Role.BODY).tag
        marks.append(Tick(left, 2.2, TICK))
        marks.append(Run(left + TICK + _AFTER_TICK, baseline(style.BODY), composed(option), style.BODY, tag))
        left += _option_width(option) + _BETWEEN
    return marks


def _option_width(option: str) -> float:
    return TICK + _AFTER_TICK + width(composed(option), style.BODY)


def question(block: Question, room: Room) -> list[Piece]:
    """A question with its boxes at the right where there is room for them, else below it."""
    text = room.inset((6 if block.inset else 3) * style.GRID)
    wide = _answer_width(block)
    at_right = 0 < wide <= text.width * 0.45
    asked = _asked(block, text.inset(0, wide + 2 * style.GRID) if at_right else text)
    if at_right:
        answers = room.inset(room.width - wide)
        asked.marks += (
            _options(block.options, answers.under(Role.LIST))
            if block.options
            else [WritingLine(answers.left, 12.0, wide)]
        )
    elif block.options:
        asked = stacked([asked, *_option_rows(block.options, text.under(Role.LIST))])
    for _ in range(block.lines):
        asked.height += _WRITING - 4
        asked.marks.append(WritingLine(text.left, asked.height - 3, text.width))
    asked.height += 3.5
    asked.marks.append(
        Rect(text.left - 3 * style.GRID, asked.height - 0.5, text.width + 3 * style.GRID, 0.5, style.RULE)
    )
    asked.space = 3.0
    return [asked]


def _answer_width(block: Question) -> float:
    if block.writes:
        return _ANSWER
    return sum(_option_width(option) + _BETWEEN for option in block.options) - _BETWEEN if block.options else 0.0


def _asked(block: Question, room: Room) -> Piece:
    words = room.under(Role.PARAGRAPH)
    pieces = paragraph(block.text, style.BODY, words, block.condition, style.SUBHEAD)
    if block.help:
        pieces += lines(block.help, style.SMALL_MUTED, room.under(Role.PARAGRAPH))
    whole = stacked(pieces)
    if block.number:
        left = room.left - 3 * style.GRID
        whole.marks.insert(0, Run(left, baseline(style.BODY), block.number, style.BODY_BOLD, words.tag))
    return whole


def _option_rows(options: Sequence[str], room: Room) -> list[Piece]:
    """The boxes in as many rows as they need."""
    rows: list[list[str]] = [[]]
    used = 0.0
    for option in options:
        wide = _option_width(option) + _BETWEEN
        if rows[-1] and used + wide - _BETWEEN > room.width:
            rows.append([])
            used = 0.0
        rows[-1].append(option)
        used += wide
    high = style.LEADING[style.BODY_SIZE]
    return [Piece(high, _options(row, room), space=2.0) for row in rows]
