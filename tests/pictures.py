"""Draws docs/pictures/: every paper, ordinary and at its worst, in both languages, as PNG. `python -m tests.pictures`.

Beside the sheets of the examples: the worst visit there is, what is taken home, the blank questions, the session sheet,
Medicare's form as it is filled in (a made-up one of its shape), and the page of signatures.
"""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from clinicdesk.documents.case import Case
from clinicdesk.documents.more_papers import after_care, session_sheet
from clinicdesk.documents.official_abn import abn_values
from clinicdesk.documents.official_editions import editions
from clinicdesk.documents.official_fill import fill
from clinicdesk.documents.questionnaire import questionnaire
from clinicdesk.documents.sheet import drawn, sheet
from clinicdesk.documents.signed import About, signed
from clinicdesk.engine.visit import work
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.document import Earlier
from clinicdesk.model.people import Signer
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Visit
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import Words, read_words
from tests.conftest import as_visit, example_bytes, example_json
from tests.unit.documents.made_up_form import made_up_form
from tests.unit.documents.test_signed import mark, paper
from tests.worst_case import LONG_CLINIC, LONG_FAMILY, LONG_GIVEN, worst_case

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
IN_SPANISH = ("deductible-met-midway", "investigational-bcbsnc", "self-pay-three-to-six", "unmanaged-bleeding-disorder")
EARLIER = {"self-pay-three-to-six": Earlier("AB12C-DE34F-0A1B2C", date(2026, 11, 2), ())}
"""An estimate that takes the place of another one."""

DOTS_PER_INCH = 110
COLORS = 48
CLINIC, PHONE = "Maple Street Physical Therapy", "919-555-0142"


def pictures(pdf: bytes) -> list[Image.Image]:
    """Each page with few colours, which is enough for text and keeps the files small."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].render(scale=DOTS_PER_INCH / 72).to_pil() for number in range(len(document))]
    return [page.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE) for page in pages]


class Language:
    """The papers of one language."""

    def __init__(self, language: str) -> None:
        """Read its rules and words."""
        self.rules: Rulebook = load(rule_files()).in_language(language)
        self.words: Words = read_words(language)

    def example(self, name: str) -> bytes:
        """The sheet of an example."""
        data = example_bytes(name)
        visit = read_visit(data, self.rules)
        changed = tuple(self.words.told(one) for one in ("the course, or what is left of it", "the clinic's fees"))
        earlier = EARLIER[name]._replace(changed=changed) if name in EARLIER else None
        made = work(visit, self.rules)
        return drawn(Case(visit, made, self.rules, self.words, sha256(data).hexdigest(), earlier=earlier))

    def worst(self) -> Visit:
        """The worst visit."""
        return as_visit(worst_case(self.rules), self.rules)

    def papers(self) -> dict[str, bytes]:
        """Every paper beside the sheets of the examples."""
        worst = self.worst()
        long = sheet(worst, work(worst, self.rules), self.rules, self.words, sha256(b"worst").hexdigest())
        return {
            "after-care": after_care(CLINIC, PHONE, self.words),
            "after-care-worst": after_care(LONG_CLINIC, PHONE, self.words),
            "questionnaire": questionnaire(self.rules, self.words),
            "session-sheet": session_sheet(LONG_CLINIC, self.words),
            "signed": self._signatures(self.example("deductible-met-midway"), CLINIC, "Ana Núñez", 1),
            "signed-worst": self._signatures(long, LONG_CLINIC, f"{LONG_GIVEN} {LONG_FAMILY}", 4),
            "worst": long,
        }

    def abn(self) -> dict[str, bytes]:
        """Medicare's form, as it is filled into a made-up one of its shape."""
        ordinary = example_json("medicare-by-physical-therapist")
        worst = {**ordinary, "clinic": worst_case(self.rules)["clinic"]}
        worst["patient"] = {**ordinary["patient"], "given_name": LONG_GIVEN, "family_name": "Cholmondeley-Ōkubo"}
        return {"abn": self._abn(ordinary), "abn-worst": self._abn(worst)}

    def _abn(self, told: dict[str, Any]) -> bytes:
        visit = as_visit(told, self.rules)
        case = Case(visit, work(visit, self.rules), self.rules, self.words, "ab12c" * 12)
        return fill(made_up_form(), editions()["abn-2026"], abn_values(case))

    def _signatures(self, unsigned: bytes, clinic: str, name: str, count: int) -> bytes:
        """The pages of signatures alone."""
        signers = (Signer.PATIENT, Signer.INTERPRETER, Signer.CHILD, Signer.CLINICIAN)
        marks = [mark(one, name, at / 2) for at, one in enumerate(signers[:count])]
        whole = signed(unsigned, paper(unsigned), About(clinic, name, "Sam Lee, PT, DPT"), marks, self.words)
        document, before = pypdfium2.PdfDocument(whole), len(pypdfium2.PdfDocument(unsigned))
        return _some(document, range(before, len(document)))


def _some(document: pypdfium2.PdfDocument, numbers: range) -> bytes:
    made, out = pypdfium2.PdfDocument.new(), BytesIO()
    made.import_pages(document, [*numbers])
    made.save(out)
    return out.getvalue()


def every_paper() -> Mapping[str, bytes]:
    """All of them, each by the name of its pictures."""
    english, spanish = Language("en"), Language("es")
    papers = {name: english.example(name) for name in SHEETS} | english.papers() | english.abn()
    papers |= {f"{name}-es": spanish.example(name) for name in IN_SPANISH}
    return papers | {f"{name}-es": pdf for name, pdf in spanish.papers().items()}


def draw(folder: Path) -> int:
    """All pictures anew, and no other file left over. Returns how many bytes they are."""
    papers = every_paper()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for name, pdf in papers.items():
        for number, picture in enumerate(pictures(pdf), 1):
            picture.save(folder / f"{name}-{number}.png", optimize=True)
    return sum(path.stat().st_size for path in folder.glob("*.png"))


if __name__ == "__main__":
    print(f"{draw(FOLDER) / 1_000_000:.1f} MB of pictures in {FOLDER.relative_to(Path.cwd())}")
