"""Tags: whoever does not see a paper is told the same, in the same order, and what each part is."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from clinicdesk.documents.blocks import Bullets, Heading, Paper, Text
from clinicdesk.documents.case import Case
from clinicdesk.documents.compose import compose
from clinicdesk.documents.logo import logo_of
from clinicdesk.documents.pdf import pdf as made
from clinicdesk.documents.questionnaire import compose as composed_questions
from clinicdesk.documents.questionnaire import questionnaire
from clinicdesk.documents.sheet import sheet
from clinicdesk.engine.visit import work
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import Words, read_words
from tests.conftest import EXAMPLES, as_visit, example_json
from tests.property.strategies import visit_files
from tests.unit.documents.helpers import TOOLS, sheet_of, told_by
from tests.unit.documents.structure_of import Element, Marked, structure_of
from tests.unit.documents.told import told

RULES, WORDS = load(rule_files()), read_words("en")


def paper_of(value: Any, rules: Rulebook, words: Words) -> Paper:
    visit = as_visit(value, rules)
    return compose(Case(visit, work(visit, rules), rules, words, sha256(repr(value).encode()).hexdigest()))


def read(whole: Element) -> list[tuple[str, str]]:
    """What is read of the tree, from its beginning to its end."""
    return [(one.role, one.told if one.role == "Figure" else one.text) for one in whole.walk() if not one.parts]


def check(marked: Marked) -> None:
    """What must hold of every tagged paper."""
    assert marked.bare == []
    assert len(marked.opened) == len({*marked.opened})
    named = [piece for one in marked.whole.walk() for piece in one.pieces]
    assert sorted(named) == sorted(marked.opened)
    assert len(named) == len({*named})
    assert {*marked.owners} == {*named}
    assert all(piece in owner.pieces for piece, owner in marked.owners.items())
    assert not [one for one in marked.whole.walk() if one.parts and one.pieces]
    empty = [one.role for one in marked.whole.walk() if not one.parts and not one.text and not one.told]
    assert {*empty} <= {"TD"}
    headings = [one.role for one in marked.whole.walk() if one.role[0] == "H"]
    assert headings[0] == "H1"
    assert {*headings} <= {"H1", "H2"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_is_told_in_the_order_of_the_blocks(name: str, rules: Rulebook, words: Words) -> None:
    paper = paper_of(example_json(name), rules, words)
    marked = structure_of(made(paper, words))
    check(marked)
    assert read(marked.whole) == [*told(paper.blocks)]


def test_the_questions_are_told_with_their_answers(rules: Rulebook, words: Words) -> None:
    marked = structure_of(questionnaire(rules, words))
    check(marked)
    assert read(marked.whole) == [*told(composed_questions(rules, words).blocks)]


@settings(max_examples=12)
@given(st.data())
def test_every_sheet_is_told_whole(data: st.DataObject) -> None:
    paper = paper_of(data.draw(visit_files(RULES)), RULES, WORDS)
    marked = structure_of(made(paper, WORDS))
    check(marked)
    assert [role for role, _ in read(marked.whole)] == [role for role, _ in told(paper.blocks)]
    tight = ["".join(text.split()) for _, text in read(marked.whole)]
    assert tight == ["".join(text.split()) for _, text in told(paper.blocks)]


@pytest.mark.parametrize("name", ["deductible-met-midway", "rupees"])
def test_the_file_says_that_it_is_tagged_in_which_language_and_what_it_is(
    name: str, rules: Rulebook, words: Words
) -> None:
    pdf = sheet_of(name, rules, words)
    marked, reader = structure_of(pdf), PdfReader(BytesIO(pdf))
    assert marked.catalog["/MarkInfo"] == {"/Marked": True}
    assert marked.catalog["/Lang"] == "en"
    assert marked.catalog["/ViewerPreferences"] == {"/DisplayDocTitle": True}
    assert [page["/Tabs"] for page in marked.pages] == ["/S"] * len(reader.pages)
    assert [page["/StructParents"] for page in marked.pages] == [*range(len(reader.pages))]
    assert marked.whole.role == "Document"
    assert reader.metadata is not None
    assert reader.metadata.title == "Cost and consent sheet"
    fonts = {str(one["/BaseFont"]) for page in marked.pages for one in page["/Resources"]["/Font"].values()}
    assert {font.split("+")[-1] for font in fonts} == {"NotoSans-Regular", "NotoSans-Bold"}


def test_head_and_foot_of_each_page_are_for_the_eye_only(rules: Rulebook, words: Words) -> None:
    paper = paper_of(example_json("deductible-met-midway"), rules, words)
    marked = structure_of(made(paper, words))
    for number, text in enumerate(marked.artifacts, 1):
        foot = f"{paper.clinic}{paper.number} · {paper.rules} · Page {number} of {len(marked.artifacts)}"
        assert text == (paper.about + paper.born if number > 1 else "") + foot
    assert all(paper.number not in one.text for one in marked.whole.walk())


def test_a_tables_cells_have_their_headers(rules: Rulebook, words: Words) -> None:
    marked = structure_of(sheet_of("deductible-met-midway", rules, words))
    table = marked.whole.all("Table")[0]
    assert [one.role for one in table.parts] == ["THead", "TBody"]
    (titles,) = table.parts[0].parts
    assert {one.scope for one in titles.parts} == {"Column"}
    assert [one.text for one in titles.parts][-1] == "You pay"
    rows = table.parts[1].parts
    assert {one.role for one in rows} == {"TR"}
    assert [[(one.role, one.scope) for one in row.parts[:2]] for row in rows] == [
        *[[("TH", "Row"), ("TD", "")]] * 4,
        [("TD", ""), ("TD", "")],
    ]
    assert {len(row.parts) for row in rows} == {len(titles.parts)}
    assert [row.parts[-1].text for row in rows] == ["$60.00", "$60.00", "$20.00", "$12.00", "$152.00"]


def test_a_header_that_stands_again_is_told_once(rules: Rulebook, words: Words) -> None:
    value = example_json("year-end-and-secondary")
    value["service"] |= {"sessions": 60, "every_days": 3}
    paper = paper_of(value, rules, words)
    marked = structure_of(made(paper, words))
    check(marked)
    assert read(marked.whole) == [*told(paper.blocks)]
    table = max(marked.whole.all("Table"), key=lambda one: len(one.all("TR")))
    reached = {page for one in table.walk() for page, _ in one.pieces}
    assert len(reached) > 2
    titles = "".join(one.text for one in table.parts[0].parts[0].parts).replace(" ", "")
    again = [at for at in sorted(reached) if titles in marked.artifacts[at].replace(" ", "")]
    assert again == sorted(reached)[1:]


def test_a_text_that_goes_on_overleaf_is_one_part_with_whole_words(words: Words) -> None:
    text = "We put a thin, sterile needle through the skin and into a muscle. " * 120
    paper = Paper("Title", "1", "Clinic", "", "", True, (Heading("Head", 1), Text(text), Bullets((text,))))
    marked = structure_of(made(paper, words))
    check(marked)
    paragraph, item = marked.whole.parts[1], marked.whole.all("LBody")[0]
    assert {page for page, _ in paragraph.pieces} == {0, 1}
    assert paragraph.text == item.text == text.strip()


def test_the_chart_says_its_bars_in_words(rules: Rulebook, words: Words) -> None:
    marked = structure_of(sheet_of("deductible-met-midway", rules, words))
    (chart,) = marked.whole.all("Figure")
    assert chart.told == (
        "Stacked bars, one for each session. "
        "Sessions 1 and 2, each: You: deductible $60.00. "
        "Session 3: You: deductible $10.00, You: coinsurance $10.00 and Your plan pays $40.00. "
        "Session 4: You: coinsurance $12.00 and Your plan pays $48.00."
    )
    left, bottom, right, top = chart.box
    assert 55 < left < right < 557
    assert 100 < bottom < top < 300
    assert "$12.00" in chart.text


def test_many_bars_that_are_alike_are_told_together(rules: Rulebook, words: Words) -> None:
    value = example_json("self-pay-three-to-six")
    value["service"] |= {"sessions": 60, "every_days": 3}
    value["service"].pop("sessions_range", None)
    marked = structure_of(made(paper_of(value, rules, words), words))
    (chart,) = marked.whole.all("Figure")
    assert chart.told == "Stacked bars, one for each session. Sessions 1 to 60, each: You: self-pay price $60.00."


def test_the_logo_says_whose_it_is(rules: Rulebook, words: Words) -> None:
    visit = as_visit(example_json("deductible-met-midway"), rules)
    out = BytesIO()
    Image.new("RGB", (60, 20), "navy").save(out, "PNG")
    marked = structure_of(sheet(visit, work(visit, rules), rules, words, "0" * 64, logo=logo_of(out.getvalue())))
    check(marked)
    logo = marked.whole.all("Figure")[0]
    assert marked.whole.parts[0] is logo
    assert logo.told == "Logo of Maple Street Physical Therapy"
    left, bottom, right, top = logo.box
    assert (left, top) == (56, 744)
    assert (right - left) / (top - bottom) == pytest.approx(3, rel=0.01)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", ["year-end-and-secondary", "rupees", "questionnaire"])
def test_other_programs_find_the_file_sound_and_tagged(
    tool: str, name: str, rules: Rulebook, words: Words, tmp_path: Path
) -> None:
    pdf = questionnaire(rules, words) if name == "questionnaire" else sheet_of(name, rules, words)
    said = told_by(tool, pdf, tmp_path / "paper.pdf")
    assert ("Tagged: yes" if tool == "pdfinfo" else "No syntax or stream encoding errors found") in said
