"""The sheet: one process, warm pages against a raw canvas, a batch of a thousand."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reportlab.pdfgen.canvas import Canvas

from clinicdesk.documents.sheet import sheet
from clinicdesk.engine.visit import work
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.resources import folder, rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import read_words
from tests.bench.measure import Row, interleaved, python, ratio
from tests.conftest import example_bytes, example_json

EXAMPLE = "deductible-met-midway"
VISITS = 1000


def rows() -> Iterator[Row]:
    """Start, warm pages, batch."""
    yield _process()
    yield _warm()
    yield from _batch()


def _process() -> Row:
    visit = folder() / "examples" / f"{EXAMPLE}.json"
    with tempfile.TemporaryDirectory() as out:
        ours = python("-m", "clinicdesk", "sheet", str(visit), "-o", f"{out}/sheet.pdf")
        ours()
        taken = interleaved(ours, python("-c", "import reportlab.platypus"))
    return ratio("one `clinicdesk sheet` process", 'python -c "import reportlab.platypus"', taken, 2)


def _warm() -> Row:
    """Our sheet from visit to bytes, against the same calls of a raw canvas by somebody who knows where all goes."""
    rules, words, data = load(rule_files()), read_words("en"), example_bytes(EXAMPLE)
    visit = read_visit(data, rules)
    result, digest = work(visit, rules), sha256(data).hexdigest()
    calls, size = _recorded(lambda: sheet(visit, result, rules, words, digest))
    taken = interleaved(lambda: sheet(visit, result, rules, words, digest), lambda: _replayed(calls, size), rounds=25)
    return ratio("a warm sheet of 3 to 4 pages, laid out", "the same pages on a raw canvas", taken, 2)


Call = tuple[str, tuple[Any, ...], dict[str, Any]]
DRAWING = (
    "drawPath",
    "setFillColorRGB",
    "setStrokeColorRGB",
    "setLineWidth",
    "rect",
    "line",
    "circle",
    "showPage",
    "setFont",
)


def _recorded(draw: Any) -> tuple[list[Call], tuple[float, float]]:
    """Every call that reaches the canvas while a sheet is drawn, in order."""
    calls: list[Call] = []
    sizes: list[tuple[float, float]] = []

    class Recorder(Canvas):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            sizes.append(kwargs["pagesize"])

        def beginText(self, *args: Any, **kwargs: Any) -> Any:  # noqa: N802 - reportlab's name
            return _TextRecorder(super().beginText(*args, **kwargs), calls)

        def drawText(self, text: Any) -> None:  # noqa: N802 - reportlab's name
            calls.append(("drawText", (), {}))
            super().drawText(text.text)

    for name in DRAWING:
        setattr(Recorder, name, _recording(name, getattr(Canvas, name), calls))
    with patch("clinicdesk.documents.pen.Canvas", Recorder):
        draw()
    return calls, sizes[0]


def _recording(name: str, method: Any, calls: list[Call]) -> Any:
    def call(self: Canvas, *args: Any, **kwargs: Any) -> Any:
        calls.append((name, args, kwargs))
        return method(self, *args, **kwargs)

    return call


class _TextRecorder:
    def __init__(self, text: Any, calls: list[Call]) -> None:
        self.text, self.calls = text, calls
        calls.append(("beginText", (), {}))

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.text, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls.append((f"text.{name}", args, kwargs))
            return method(*args, **kwargs)

        return call


def _replayed(calls: Sequence[Call], size: tuple[float, float]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1)
    text = canvas.beginText()
    for name, args, kwargs in calls:
        if name == "beginText":
            text = canvas.beginText()
        elif name == "drawText":
            canvas.drawText(text)
        elif name.startswith("text."):
            getattr(text, name[5:])(*args, **kwargs)
        else:
            getattr(canvas, name)(*args, **kwargs)
    canvas.save()
    return out.getvalue()


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
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    return time.perf_counter() - start, int(done.stdout.split()[-1]) / 1024
