"""The sheet: one process, warm pages against a raw canvas, a batch of a thousand."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reportlab.pdfgen.canvas import Canvas

from clinicdesk.documents.case import Case
from clinicdesk.documents.compose import compose
from clinicdesk.documents.marks import Bars, Disc, Image, Mark, Rect, Run, Shape, Tick, WritingLine
from clinicdesk.documents.pen import Pen
from clinicdesk.documents.sheet import sheet
from clinicdesk.engine.visit import work
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.resources import folder, rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import read_words
from tests.bench import peers
from tests.bench.measure import Row, interleaved, python, ratio, surroundings
from tests.conftest import example_bytes, example_json

EXAMPLE = "deductible-met-midway"
VISITS = 1000


def rows() -> Iterator[Row]:
    """Start, warm pages, batch."""
    yield _process()
    yield from _warm()
    yield from _batch()


def _process() -> Row:
    visit = folder() / "examples" / f"{EXAMPLE}.json"
    with tempfile.TemporaryDirectory() as out:
        ours = python("-m", "clinicdesk", "sheet", str(visit), "-o", f"{out}/sheet.pdf")
        ours()
        taken = interleaved(ours, python("-c", "import reportlab.platypus"))
    return ratio("one `clinicdesk sheet` process", 'python -c "import reportlab.platypus"', taken, 2)


def _warm() -> Iterator[Row]:
    """Our sheet from visit to bytes, against a raw canvas in the hands of somebody who knows where all goes."""
    rules, words, data = load(rule_files()), read_words("en"), example_bytes(EXAMPLE)
    visit = read_visit(data, rules)
    result, digest = work(visit, rules), sha256(data).hexdigest()

    def ours() -> bytes:
        return sheet(visit, result, rules, words, digest)

    pages, size = _recorded(ours)
    taken = interleaved(ours, lambda: _raw(pages, size), rounds=25)
    yield ratio(
        "a warm sheet of 4 pages, laid out and tagged", "the same pages on a raw canvas, without tags", taken, 2
    )
    yield from peers.rows(ours, compose(Case(visit, result, rules, words, digest)))


Page = list[tuple[float, list[Mark]]]


def _recorded(draw: Callable[[], object]) -> tuple[list[Page], tuple[float, float]]:
    """Where every mark of a sheet stands."""
    pages: list[Page] = []
    sizes: list[tuple[float, float]] = []

    class Recorder(Pen):
        def __init__(self, size: tuple[float, float], *rest: Any) -> None:
            super().__init__(size, *rest)
            sizes.append(size)

        def page(self, placed: Iterable[tuple[float, Iterable[Mark]]]) -> None:
            pages.append([(top, [*marks]) for top, marks in placed])
            super().page(pages[-1])

    with patch("clinicdesk.documents.pdf.Pen", Recorder):
        draw()
    return pages, sizes[0]


def _raw(pages: Sequence[Page], size: tuple[float, float]) -> bytes:
    """The marks by ReportLab's own calls: shapes, then all text of a page in one go, a face where it changes."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1)
    for page in pages:
        text, face = canvas.beginText(), None
        for top, marks in page:
            zero = size[1] - top
            for mark in marks:
                if isinstance(mark, Run):
                    if mark.face is not face:
                        face = mark.face
                        text.setFont(face.font, face.size)
                        text.setFillColorRGB(*_rgb(face.color))
                    text.setTextOrigin(mark.x, zero - mark.y)
                    text.textOut(mark.text)
                else:
                    _shape(canvas, mark, zero)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _shape(canvas: Canvas, mark: Shape, zero: float) -> None:
    if isinstance(mark, Tick):
        canvas.rect(mark.x, zero - mark.y - mark.size, mark.size, mark.size, stroke=1, fill=0)
        return
    if isinstance(mark, WritingLine):
        canvas.line(mark.x, zero - mark.y, mark.x + mark.width, zero - mark.y)
        return
    assert not isinstance(mark, Image)
    canvas.setFillColorRGB(*(0, 0, 0) if isinstance(mark, Bars) else _rgb(mark.fill))
    if isinstance(mark, Rect):
        canvas.rect(mark.x, zero - mark.y - mark.height, mark.width, mark.height, stroke=0, fill=1)
    elif isinstance(mark, Disc):
        canvas.circle(mark.x, zero - mark.y, mark.radius, stroke=0, fill=1)
    else:
        path = canvas.beginPath()
        if isinstance(mark, Bars):
            for x, wide in mark.bars:
                path.rect(x, zero - mark.y - mark.height, wide, mark.height)
        else:
            path.moveTo(mark.points[0][0], zero - mark.points[0][1])
            for x, y in mark.points[1:]:
                path.lineTo(x, zero - y)
            path.close()
        canvas.drawPath(path, stroke=0, fill=1)


@cache
def _rgb(color: str) -> tuple[float, float, float]:
    red, green, blue = (round(int(color[at : at + 2], 16) / 255, 4) for at in (1, 3, 5))
    return red, green, blue


def _batch() -> Iterator[Row]:
    """A thousand visits: memory over start, and what a second process brings."""
    with tempfile.TemporaryDirectory() as work_folder:
        visits = Path(work_folder) / "visits"
        visits.mkdir()
        for number in range(VISITS):
            value = example_json(EXAMPLE)
            value["patient"]["id"] = str(number)
            (visits / f"visit-{number:04d}.json").write_text(json.dumps(value))
        one, grown = _run(visits, 1)
        two, _ = _run(visits, 2)
    yield Row(f"batch of {VISITS:,} visits, peak memory over start", "-", f"{grown:.0f} MB", "<= 60 MB", grown <= 60)
    figure = f"{one / two:.2f}x ({one:.1f} s / {two:.1f} s)"
    yield Row(f"batch of {VISITS:,}: two processes", "one process", figure, ">= 1.8x", one / two >= 1.8)


def _run(visits: Path, jobs: int) -> tuple[float, float]:
    """Seconds, and MB of peak memory over what the process has before it begins (of the first process)."""
    code = (
        "import sys\nfrom clinicdesk.cli import main\n"
        "def kib(name): return int(open('/proc/self/status').read().split(name + ':')[1].split()[0])\n"
        "start = kib('VmRSS')\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: print(kib('VmHWM') - start)\n"
    )
    arguments = ["sheet", "--batch", str(visits), "--out", str(visits.parent / "out"), "--jobs", str(jobs)]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True, env=surroundings()
    )
    return time.perf_counter() - start, int(done.stdout.split()[-1]) / 1024
