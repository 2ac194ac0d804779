"""Lines, pages and tables: nothing lonely, nothing split that belongs together."""

from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.documents import style
from clinicdesk.documents.blocks import Bullets, Column, Heading, Pairs, Row, Signature, Table, Text, Together
from clinicdesk.documents.fonts import width
from clinicdesk.documents.layout import layout
from clinicdesk.documents.marks import Run
from clinicdesk.documents.pages import paginate
from clinicdesk.documents.pieces import Piece, Room
from clinicdesk.documents.wrap import clipped, wrap
from clinicdesk.documents.writing import raised_marks

ROOM = Room(56.0, 500.0)
PROSE = "We put a thin, sterile needle through the skin and into a muscle. "


@given(
    st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "Zs"), exclude_characters="\xad"), max_size=400),
    st.floats(20, 300),
)
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: float) -> None:
    lines = wrap(text, style.BODY, room)
    assert all(width(line, style.BODY) <= room + 0.01 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_word_that_is_too_wide_is_broken_after_its_last_hyphen_that_fits() -> None:
    lines = wrap("Featherstonehaugh-Cholmondeley-Smith", style.BODY, 110)
    assert lines == ["Featherstonehaugh-", "Cholmondeley-Smith"]
    assert "".join(wrap("a-" * 200, style.BODY, 40)) == "a-" * 200


def test_clipping_ends_with_an_ellipsis() -> None:
    short = clipped("a very long name indeed", style.SMALL, 60)
    assert short.endswith("…")
    assert width(short, style.SMALL) <= 60
    assert clipped("Ana", style.SMALL, 60) == "Ana"


def texts(page: list[Piece]) -> list[str]:
    return [mark.text for piece in page for mark in piece.marks if isinstance(mark, Run)]


def paged(blocks: list[object], height: float) -> list[list[str]]:
    pages = paginate(layout(blocks, ROOM), height)  # type: ignore[arg-type]
    return [texts([placed.piece for placed in page]) for page in pages]


@given(st.integers(1, 60), st.integers(60, 400))
def test_no_heading_stands_alone(before: int, height: int) -> None:
    pages = paged([Text(PROSE * before), Heading("A heading"), Text(PROSE * 6)], height)
    page = next(page for page in pages if "A heading" in page)
    assert page[-1] != "A heading"


@given(st.integers(1, 40), st.integers(80, 300))
def test_no_lonely_lines(sentences: int, height: int) -> None:
    pages = paged([Text(PROSE * 9), Text(PROSE * sentences)], height)
    flat = [line for page in pages for line in page]
    total = len(wrap(PROSE * sentences, style.BODY, ROOM.width))
    second = set(range(len(flat) - total, len(flat)))
    at = 0
    for page in pages:
        here = len(second & set(range(at, at + len(page))))
        assert here != 1 or total == 1
        at += len(page)


def test_a_place_to_sign_is_one_piece() -> None:
    assert len(layout([Signature("Patient", (), PROSE * 5)], ROOM)) == 1


def test_together_moves_to_the_next_page() -> None:
    pages = paged([Text(PROSE * 20), Together((Text("one"), Bullets(("two", "three"))))], 80)
    assert ["one", "two", "three"] in [[line for line in page if len(line) < 8] for page in pages]


def test_a_group_that_no_page_holds_goes_on() -> None:
    pages = paged([Together(tuple(Text(f"line {n}") for n in range(40)))], 100)
    assert sum(len(page) for page in pages) == 40


@given(st.integers(1, 80), st.integers(100, 400))
def test_a_tables_header_comes_on_each_page(rows: int, height: int) -> None:
    table = Table((Column("Head"), Column("Sum", right=True)), tuple(Row((f"row {n}", "$1.00")) for n in range(rows)))
    pages = paged([table], height)
    assert all(page[:2] == ["Head", "Sum"] for page in pages)
    assert [line for page in pages for line in page if line.startswith("row")] == [f"row {n}" for n in range(rows)]
    assert len(pages) == 1 or all(sum(line.startswith("row") for line in page) > 1 for page in (pages[0], pages[-1]))


@given(st.lists(st.integers(1, 120), min_size=1, max_size=6), st.integers(130, 400))
def test_a_row_that_is_higher_than_a_page_goes_on_line_by_line(words: list[int], height: int) -> None:
    """Under its header again, nothing over the page's end, nothing lost, and no page that has a header only."""
    cells = [" ".join(f"r{number}w{word}" for word in range(count)) for number, count in enumerate(words)]
    table = Table((Column("Head"), Column("Text", wraps=True)), tuple(Row(("x", cell), tinted=True) for cell in cells))
    pages = paginate(layout([Text(PROSE), table], Room(56.0, 150.0)), height)
    for page in pages:
        assert max(placed.top + placed.piece.height for placed in page) <= height
    told = [texts([placed.piece for placed in page]) for page in pages]
    assert told[0][-2:] != ["Head", "Text"]
    assert all(page[:2] == ["Head", "Text"] and len(page) > 2 for page in told[1:])
    printed = [word for page in told for line in page for word in line.split() if word.startswith("r")]
    assert printed == [word for cell in cells for word in cell.split()]
    assert sum(page.count("x") for page in told) == len(cells)


@given(st.integers(1, 300), st.integers(100, 400))
def test_a_label_with_a_long_value_goes_on_line_by_line(words: int, height: int) -> None:
    value = " ".join(f"w{word}" for word in range(words))
    pages = paginate(layout([Pairs((("A", "one"), ("B", value), ("C", "two")), columns=2)], ROOM), height)
    for page in pages:
        assert max(placed.top + placed.piece.height for placed in page) <= height
    told = [line for page in pages for line in texts([placed.piece for placed in page])]
    assert [word for line in told for word in line.split() if word.startswith("w")] == value.split()
    assert told[-2:] == ["C", "two"]


def test_marks_above_tall_letters_are_raised() -> None:
    assert raised_marks("O\u0323\u0300s\u0323o\u0301") == [
        ("O\u0323", False),
        ("\u0300", True),
        ("s\u0323o\u0301", False),
    ]
    assert raised_marks("Ana") == [("Ana", False)]
