"""The same words, tables and chart set by two other programs, where somebody has installed them.

Neither is a dependency: `pip install typst weasyprint` into an environment of its own, and these rows come too.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from importlib import import_module
from importlib.util import find_spec
from itertools import count

from clinicdesk.documents.blocks import Beside, Block, Box, Chart, Heading, Paper, Table, Together
from clinicdesk.documents.chart import chart
from clinicdesk.documents.pieces import Room
from clinicdesk.documents.svg import svg
from clinicdesk.resources import folder
from tests.bench.measure import Row, interleaved, ratio
from tests.unit.documents.told import told

Part = tuple[str, str, Sequence[Sequence[str]]]
"""A role and its words; a picture has its SVG, a table its rows, the first of them its titles."""

TYPST, WEASYPRINT = "typst", "weasyprint"
BARS = {TYPST: 1.0, WEASYPRINT: 0.15}
_WIDE = 500.0
_SIZES = {"H1": (14, "#0d5768", 700), "H2": (9.5, "#0d5768", 700), "BODY": (9.5, "#16202a", 400)}


def rows(ours: Callable[[], object], paper: Paper) -> Iterator[Row]:
    """Our sheet, from the visit to its bytes, against each of them that is there."""
    parts = [*_parts(paper.blocks)]
    for name, setter in ((TYPST, _typst), (WEASYPRINT, _weasyprint)):
        against = f"{name}: the same words, tables and chart, tagged, warm"
        if find_spec(name) is None:
            yield Row("the same sheet", against, "not installed here", f"<= {BARS[name]}x", None)
            continue
        taken = interleaved(ours, setter(parts))
        yield ratio("the same sheet", against, taken, BARS[name])


def _parts(blocks: Sequence[Block]) -> Iterator[Part]:
    for block in blocks:
        if isinstance(block, Table):
            yield "table", "", [[column.title for column in block.columns], *(row.cells for row in block.rows)]
        elif isinstance(block, Chart):
            (piece,) = chart(block, Room(0.0, _WIDE))
            yield "chart", svg(piece.marks, _WIDE, piece.height), ()
        elif isinstance(block, Box | Beside | Together):
            yield from _parts(_inside(block))
        else:
            yield from ((role, words, ()) for role, words in told([block]))


def _inside(block: Box | Beside | Together) -> Sequence[Block]:
    if isinstance(block, Beside):
        return [one for column in block.columns for one in column]
    return (Heading(block.title), *block.blocks) if isinstance(block, Box) else block.blocks


def _typst(parts: Iterable[Part]) -> Callable[[], object]:
    """Each time with another number, as each sheet has one: what was set before is not just taken again."""
    typst = import_module(TYPST)
    compiler = typst.Compiler(font_paths=[str(folder() / "fonts")], ignore_system_fonts=True)
    body = "\n".join(_typst_part(*part) for part in parts)
    numbers = count()

    def make() -> object:
        head = (
            f'#set page(paper: "us-letter", margin: 56pt, footer: context [{next(numbers)} #counter(page).display()])'
        )
        face = '#set text(font: "Noto Sans", size: 9.5pt, lang: "en")'
        return compiler.compile(input=f"{head}\n{face}\n{body}".encode())

    return make


def _typst_part(role: str, words: str, table: Sequence[Sequence[str]]) -> str:
    """JSON's form of a text is Typst's too, but for the escapes of what is no ASCII, which are not used."""
    if role == "chart":
        return f'#image(bytes({_quoted(words)}), format: "svg", alt: "bars")'
    if role == "table":
        titles, *rest = table
        cells = ", ".join(_quoted(cell) for row in rest for cell in row)
        header = ", ".join(map(_quoted, titles))
        return f"#text(8pt, table(columns: {len(titles)}, stroke: none, table.header({header}), {cells}))"
    if role[0] == "H":
        return f"#heading(level: {role[1]}, {_quoted(words)})"
    return f"#list({_quoted(words)})" if role == "LBody" else f"#par({_quoted(words)})"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _weasyprint(parts: Iterable[Part]) -> Callable[[], object]:
    weasyprint = import_module(WEASYPRINT)
    fonts = import_module("weasyprint.text.fonts").FontConfiguration()
    place = (folder() / "fonts").as_uri()
    faces = "".join(
        f"@font-face {{ font-family: Noto; font-weight: {weight}; src: url({place}/NotoSans-{name}.ttf) }}"
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    sizes = "".join(
        f"{role.lower()} {{ font: {weight} {size}pt Noto; color: {color}; margin: 4pt 0 }}"
        for role, (size, color, weight) in _SIZES.items()
    )
    page = "@page { size: letter; margin: 56pt; @bottom-right { content: counter(page) } }"
    style = weasyprint.CSS(
        string=f"{faces}{page}{sizes} td, th {{ font: 8pt Noto; text-align: left }}", font_config=fonts
    )
    body = "".join(_html_part(*part) for part in parts)
    numbers = count()

    def make() -> object:
        text = f"<html lang=en><title>{next(numbers)}</title><body>{body}"
        return weasyprint.HTML(string=text).write_pdf(stylesheets=[style], font_config=fonts, pdf_tags=True)

    return make


def _html_part(role: str, words: str, table: Sequence[Sequence[str]]) -> str:
    if role == "chart":
        return words
    if role == "table":
        titles, *rest = table
        head = "".join(f"<th>{escape(cell)}" for cell in titles)
        return f"<table><thead><tr>{head}<tbody>{''.join(map(_html_row, rest))}</table>"
    name = {"H1": "h1", "H2": "h2", "LBody": "li"}.get(role, "p")
    return f"<{name}>{escape(words)}</{name}>"


def _html_row(cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell)}" for cell in cells)
