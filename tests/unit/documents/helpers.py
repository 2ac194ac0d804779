"""Sheets made through the whole chain, and read back from the PDF."""

import shutil
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pypdf import PdfReader

from clinicdesk.documents.sheet import sheet
from clinicdesk.engine.visit import work
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import as_visit, example_json


def pdf_of(value: Any, rules: Rulebook, words: Words) -> bytes:
    """The sheet of a visit file's plain values."""
    visit = as_visit(value, rules)
    return sheet(visit, work(visit, rules), rules, words, sha256(repr(value).encode()).hexdigest())


def sheet_of(name: str, rules: Rulebook, words: Words) -> bytes:
    """The sheet of an example."""
    return pdf_of(example_json(name), rules, words)


@dataclass(frozen=True)
class Page:
    """One page: its text as it is read, its lines to write on, its boxes to tick."""

    text: str
    writing_lines: int
    ticks: int


def pages(pdf: bytes) -> list[Page]:
    """Every page."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [
            Page(
                text=page.extract_text(),
                writing_lines=len(page.lines),
                ticks=sum(1 for rect in page.rects if rect["stroke"] and not rect["fill"]),
            )
            for page in document.pages
        ]


def plain(pdf: bytes) -> str:
    """All text in the order in which it was written, with single spaces: what is wrapped comes back whole."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def over_the_edge(pdf: bytes, margin: float = 56.0) -> list[str]:
    """The characters that are seen outside the margins, on any page."""
    found: list[str] = []
    with pdfplumber.open(BytesIO(pdf)) as document:
        for page in document.pages:
            right, bottom = float(page.width) - margin + 0.6, float(page.height) - 12
            found += [
                char["text"]
                for char in page.chars
                if not char["text"].isspace()
                and (char["x0"] < margin - 0.6 or char["x1"] > right or char["top"] < 20 or char["bottom"] > bottom)
            ]
    return found


TOOLS = {"qpdf": "qpdf", "pdfinfo": "poppler-utils"}
"""Other programs that read PDFs, each with Debian's package of it."""


def told_by(tool: str, pdf: bytes, place: Path) -> str:
    """What another program says of a PDF, which has to find nothing wrong; the test is skipped where it is lacking."""
    if not shutil.which(tool):
        pytest.skip(f"apt-get install -y {TOOLS[tool]}  # {tool} is lacking")
    place.write_bytes(pdf)
    done = subprocess.run(
        [tool, *(["--check"] if tool == "qpdf" else []), place], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return " ".join(done.stdout.split())
