"""What stands on a paper, as plain data and in reading order. Nothing here knows a page, a font or a PDF."""

from collections.abc import Sequence
from enum import Enum, StrEnum
from typing import Literal, NamedTuple

from clinicdesk.model.ink import Ink


class Tone(StrEnum):
    """How a box speaks. Each has an icon and words of its own, never a colour alone."""

    STOP = "stop"
    REVIEW = "review"
    INFO = "info"
    PLAIN = "plain"


class Manner(Enum):
    """How a text is set."""

    BODY = "body"
    BOLD = "bold"
    MUTED = "muted"
    SMALL = "small"
    SMALL_BOLD = "small_bold"
    SMALL_MUTED = "small_muted"


class Heading(NamedTuple):
    """A part's title (level 1), or the title of a piece of it (level 2). It never stands alone at a page's end."""

    text: str
    level: Literal[1, 2] = 2


class Text(NamedTuple):
    """A paragraph; `lead` are its first words in bold."""

    text: str
    manner: Manner = Manner.BODY
    lead: str = ""


class Bullets(NamedTuple):
    """A list."""

    items: tuple[str, ...]
    manner: Manner = Manner.BODY


class Letterhead(NamedTuple):
    """The top of the first page: who writes, with their logo as `documents.logo` makes it, and what it is.

    `logo_told` says in words what the logo is.
    """

    name: str
    lines: tuple[str, ...]
    title: str
    notes: tuple[str, ...]
    logo: bytes = b""
    logo_told: str = ""


class Pairs(NamedTuple):
    """Labels with their values, side by side in so many columns."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 4


class Figure(NamedTuple):
    """An amount, or words in its place, with what it means. `large` marks the one that is larger than all others."""

    label: str
    amount: str
    note: str = ""
    large: bool = False


class Figures(NamedTuple):
    """Amounts side by side, the large one first."""

    figures: tuple[Figure, ...]


class Column(NamedTuple):
    """A table's column. Text that may be long wraps and shares the room that the others leave."""

    title: str
    right: bool = False
    wraps: bool = False
    weight: int = 1


class Row(NamedTuple):
    """A table's row. `strong` for sums, `tinted` for the last; `joined` keeps it on one page with the next row."""

    cells: tuple[str, ...]
    strong: bool = False
    tinted: bool = False
    joined: bool = False
    ruled: bool = True


class Table(NamedTuple):
    """A table; its header stands again on each page that it reaches."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Part(NamedTuple):
    """One of the amounts that a bar is made of: its words, its cents a bar, whose it is, which pattern it has."""

    name: str
    values: tuple[int, ...]
    patients: bool
    look: int


class Chart(NamedTuple):
    """Stacked bars. `bars` names each, `tops` are the words above it, `scale` has the axis' values and their words.

    `told` says in words what the bars show.
    """

    title: str
    bars: tuple[str, ...]
    tops: tuple[str, ...]
    parts: tuple[Part, ...]
    scale: tuple[tuple[int, str], ...]
    told: str = ""


class Blank(NamedTuple):
    """A line to write on, with its label. `given` is what is known already. Weights share a row's room.

    `place` names the line, so that what is signed on the screen finds it.
    """

    label: str
    weight: int = 1
    given: str = ""
    place: str = ""


class Signature(NamedTuple):
    """A place to sign: what one signs to, lines to write on. It is never split between pages."""

    title: str
    rows: tuple[tuple[Blank, ...], ...]
    text: str = ""


class Choice(NamedTuple):
    """Boxes to tick, in a row or one below the other. `place` names those below one another, each with its number."""

    options: tuple[str, ...]
    stacked: bool = False
    place: str = ""


class Drawn(NamedTuple):
    """What was drawn on a pad of the screen. `told` says in words what it is."""

    ink: Ink
    told: str


class Question(NamedTuple):
    """A question to be answered by hand: boxes to tick, a short line at its right, or whole lines below it.

    `inset` marks what hangs on the question above; `condition` are bold words before it.
    """

    number: str
    text: str
    help: str = ""
    options: tuple[str, ...] = ()
    writes: bool = False
    lines: int = 0
    inset: bool = False
    condition: str = ""


class NewPage(NamedTuple):
    """What follows begins a page."""


class Box(NamedTuple):
    """A box that speaks in a tone: its title in bold with an icon, then what it holds. `loud` has its title larger."""

    tone: Tone
    title: str
    blocks: tuple["Block", ...] = ()
    loud: bool = False


class Beside(NamedTuple):
    """Columns side by side, as one that is never split."""

    columns: tuple[tuple["Block", ...], ...]


class Together(NamedTuple):
    """Blocks that stay on one page where one page can hold them."""

    blocks: tuple["Block", ...]


Block = (
    Heading
    | Text
    | Bullets
    | Letterhead
    | Pairs
    | Figures
    | Table
    | Chart
    | Signature
    | Choice
    | Drawn
    | Question
    | NewPage
    | Box
    | Beside
    | Together
)

TO_FILL_IN = (Signature, Choice, Question)
"""The blocks that have a place to sign or to tick."""


class Paper(NamedTuple):
    """A whole paper: its blocks, and the small words that stand on every page.

    `about` is whom it is about, and is cut where it is too long; `born` follows it, and never is. `barcode` is what the
    bars beside them say, in ASCII; empty where there are none.
    """

    title: str
    number: str
    clinic: str
    rules: str
    about: str
    letter: bool
    blocks: tuple[Block, ...]
    barcode: str = ""
    born: str = ""


def has_place_to_sign(blocks: Sequence[Block]) -> bool:
    """Whether anything in the blocks can be signed, ticked or filled in."""
    return any(isinstance(block, TO_FILL_IN) or has_place_to_sign(_inside(block)) for block in blocks)


def _inside(block: Block) -> Sequence[Block]:
    if isinstance(block, Beside):
        return [one for column in block.columns for one in column]
    return block.blocks if isinstance(block, Box | Together) else ()
