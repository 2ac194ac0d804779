"""Draws docs/pictures/: twelve sheets and the blank form, three in Spanish too, as PNG. `python -m tests.pictures`."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pypdfium2
from PIL import Image

from clinicdesk.documents.questionnaire import questionnaire
from clinicdesk.documents.sheet import sheet
from clinicdesk.engine.visit import work
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import read_words
from tests.conftest import example_bytes

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SHEETS = (
    "clinician-decided",
    "deductible-met-midway",
    "incomplete",
    "investigational-bcbsnc",
    "medicare-by-physical-therapist",
    "return-visit",
    "rupees",
    "self-pay-three-to-six",
    "three-session-limit",
    "twelve-today",
    "unmanaged-bleeding-disorder",
    "year-end-and-secondary",
)
IN_SPANISH = ("deductible-met-midway", "investigational-bcbsnc", "unmanaged-bleeding-disorder")
DOTS_PER_INCH = 110
COLORS = 48


def pictures(pdf: bytes) -> list[Image.Image]:
    """Each page with few colours, which is enough for text and keeps the files small."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].render(scale=DOTS_PER_INCH / 72).to_pil() for number in range(len(document))]
    return [page.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE) for page in pages]


def drawn(language: str, names: Iterable[str]) -> dict[str, bytes]:
    """The sheets of examples in a language, and the blank form."""
    rules, words = load(rule_files()).in_language(language), read_words(language)
    papers = {"questionnaire": questionnaire(rules, words)}
    for name in names:
        data = example_bytes(name)
        visit = read_visit(data, rules)
        papers[name] = sheet(visit, work(visit, rules), rules, words, sha256(data).hexdigest())
    return papers


def draw(folder: Path) -> int:
    """All pictures anew, and no other file left over. Returns how many bytes they are."""
    papers = {**drawn("en", SHEETS), **{f"{name}-es": pdf for name, pdf in drawn("es", IN_SPANISH).items()}}
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for name, pdf in papers.items():
        for number, picture in enumerate(pictures(pdf), 1):
            picture.save(folder / f"{name}-{number}.png", optimize=True)
    return sum(path.stat().st_size for path in folder.glob("*.png"))


if __name__ == "__main__":
    print(f"{draw(FOLDER) / 1_000_000:.1f} MB of pictures in {FOLDER.relative_to(Path.cwd())}")
