"""The sheet as it is read: what stands on it, in which order, with which words."""

from collections import Counter
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from pypdf import PdfReader

from clinicdesk.documents import style
from clinicdesk.documents.case import Case
from clinicdesk.documents.compose import compose
from clinicdesk.documents.layout import layout
from clinicdesk.documents.marks import Run
from clinicdesk.documents.pages import paginate
from clinicdesk.documents.pieces import Room
from clinicdesk.engine.visit import work
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import EXAMPLES, as_visit, example_json
from tests.unit.documents.helpers import over_the_edge, pages, pdf_of, plain, sheet_of
from tests.worst_case import worst_case

FORBIDDEN = (" safe ", " safely", "unsafe", "cleared", " legal", "hipaa")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_page_says_what_it_belongs_to(name: str, rules: Rulebook, words: Words) -> None:
    found = pages(sheet_of(name, rules, words))
    numbers = {page.text.splitlines()[-1].split(" · ")[0] for page in found}
    assert len(numbers) == 1
    assert numbers.pop().endswith(f"-{rules.version[:6].upper()}")
    for number, page in enumerate(found, 1):
        clinic, foot = page.text.splitlines()[-2:]
        assert foot.endswith(f" · Rules {rules.version[:12]} · Page {number} of {len(found)}")
        assert clinic == example_json(name)["clinic"]["name"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_runs_off_and_no_word_promises(name: str, rules: Rulebook, words: Words) -> None:
    pdf = sheet_of(name, rules, words)
    assert over_the_edge(pdf) == []
    text = f" {plain(pdf)} ".lower()
    assert [word for word in FORBIDDEN if word in text] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_same_input_same_bytes(name: str, rules: Rulebook, words: Words) -> None:
    assert sheet_of(name, rules, words) == sheet_of(name, rules, words)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_patient_is_not_in_the_metadata(name: str, rules: Rulebook, words: Words) -> None:
    patient = example_json(name)["patient"]
    reader = PdfReader(BytesIO(sheet_of(name, rules, words)))
    told = " ".join(str(value) for value in (reader.metadata or {}).values())
    assert reader.metadata is not None
    assert reader.metadata.title == "Cost and consent sheet"
    assert patient["family_name"] not in told
    assert patient["given_name"] not in told
    assert reader.xmp_metadata is None


def test_the_parts_come_in_order(rules: Rulebook, words: Words) -> None:
    text = plain(sheet_of("deductible-met-midway", rules, words))
    order = [
        "Maple Street Physical Therapy",
        "12 Maple Street",
        "Ana Núñez",
        "May 1, 1990 (age 36)",
        "No flags recorded. A clinician decides.",
        "confirm with your board",
        "not yet approved by this clinic's clinician",
        "What we expect it to cost",
        "First session, December 1, 2026",
        "$60.00",
        "Whole course",
        "$152.00",
        "Session by session",
        "You pay",
        "How we worked it out",
        "not a promise of payment",
        "Consent to dry needling",
        "Signature",
    ]
    places = [text.index(words_) for words_ in order]
    assert places == sorted(places)


def test_the_member_id_shows_its_end_only(rules: Rulebook, words: Words) -> None:
    value = example_json("deductible-met-midway")
    value["coverage"][0]["member_id"] = "XYZ987654321"
    text = plain(pdf_of(value, rules, words))
    assert "…4321" in text
    assert "XYZ98765" not in text


def tight(value: Any, day: str, rules: Rulebook, words: Words) -> str:
    """The text without spaces: a reader of PDF guesses them between pieces of different size."""
    value["date"] = day
    return plain(pdf_of(value, rules, words)).replace(" ", "")


def test_today_is_the_session_of_the_day(rules: Rulebook, words: Words) -> None:
    value = example_json("deductible-met-midway")
    assert "Firstsession,December1,2026$60.00Session1of4" in tight(value, value["date"], rules, words)
    assert "Duetoday$60.00Session1of4" in tight(value, "2026-12-01", rules, words)
    assert "Duetoday$20.00Session3of4" in tight(value, "2026-12-15", rules, words)
    assert "Nextsession,December22,2026$12.00Session4of4" in tight(value, "2026-12-16", rules, words)
    after = tight(value, "2026-12-23", rules, words)
    assert "Wholecourse$152.00" in after
    assert "Duetoday" not in after
    value["answers"]["emergency_now"] = "yes"
    assert "Today,iftreatmentgoeson$60.00" in tight(value, "2026-12-01", rules, words)


def test_todays_amount_is_the_largest_text(rules: Rulebook, words: Words) -> None:
    with pdfplumber.open(BytesIO(sheet_of("deductible-met-midway", rules, words))) as document:
        chars = [char for page in document.pages for char in page.chars]
    most = max(char["size"] for char in chars)
    assert "".join(char["text"] for char in chars if char["size"] == most).strip() == "$60.00"


def test_do_not_collect_stands_in_place_of_the_amounts(rules: Rulebook, words: Words) -> None:
    value = example_json("unknown-payer-rule")
    value["coverage"][0] |= {"payer": "medicaid", "line_of_business": "medicaid"}
    value["coverage"][0].pop("payer_name", None)
    text = plain(pdf_of(value, rules, words))
    assert "Do not collect: ask the payer" in text
    assert "Due today" not in text
    assert "First session, " not in text
    assert "You pay" not in text


def test_what_is_not_known_is_no_zero(rules: Rulebook, words: Words) -> None:
    text = plain(sheet_of("unknown-payer-rule", rules, words))
    table = text[text.index("Session by session") : text.index("What the codes mean")]
    assert "not known" in table
    assert "$0.00" not in table
    assert "If the plan covers it $120.00" in text


def test_only_columns_that_tell_something(rules: Rulebook, words: Words) -> None:
    text = plain(sheet_of("deductible-met-midway", rules, words))
    table = text[text.index("Session by session") : text.index("What the codes mean")]
    assert "Coinsurance" in table
    assert "Copay" not in table
    assert "Second plan" not in table


def test_the_range_is_told(rules: Rulebook, words: Words) -> None:
    text = plain(sheet_of("self-pay-three-to-six", rules, words))
    assert "3 to 6 sessions would cost you $180.00 to $360.00" in text


def test_a_made_up_plan_is_labelled(rules: Rulebook, words: Words) -> None:
    text = plain(sheet_of("three-session-limit", rules, words))
    assert ": a made-up example" in text
    assert "Sessions 4 and 5" in text


def test_who_decided_what(rules: Rulebook, words: Words) -> None:
    decision = example_json("clinician-decided")["clinician_decision"]
    text = plain(sheet_of("clinician-decided", rules, words))
    assert "A clinician has looked at the findings and decided" in text
    assert decision["by"] in text
    assert decision["license"] in text
    assert decision["reason"] in text


def test_a_long_course_keeps_its_header_and_its_totals(rules: Rulebook, words: Words) -> None:
    value = example_json("year-end-and-secondary")
    value["service"] |= {"sessions": 60, "every_days": 3}
    value["service"]["also"] = [{"code": "97140", "units": 2}, {"code": "97110"}, {"code": "97112"}]
    value["fees"] |= {"97110": {"billed": "1250.00"}, "97112": {"billed": "33.33"}}
    pdf = pdf_of(value, rules, words)
    found = pages(pdf)
    assert over_the_edge(pdf) == []
    rows = [page for page in found if "97112" in page.text and "Together" in page.text]
    assert len(rows) > 4
    assert all("Session Date Service" in page.text for page in rows)
    assert sum(page.text.count("Together") for page in rows) == 60
    for page in rows:
        lines = page.text.splitlines()
        last = [line for line in lines if line.startswith(("Together", "Total", "971"))][-1]
        assert last.startswith(("Together", "Total"))


@pytest.mark.parametrize("count", [150, 175, 300, 2000])
def test_any_number_of_diagnoses_stays_above_the_foot(count: int, rules: Rulebook, words: Words) -> None:
    value = example_json("self-pay-three-to-six")
    codes = [f"M{number // 100 + 10}.{number % 100:02d}" for number in range(count)]
    value["service"] |= {"diagnoses": codes, "also": [{"code": "97140"}]}
    value["fees"]["97140"] = {"billed": "50.00"}
    visit = as_visit(value, rules)
    paper = compose(Case(visit, work(visit, rules), rules, words, "0" * 64))
    wide, high = style.LETTER
    room = high - style.TOP - style.BOTTOM
    found = paginate(layout(paper.blocks, Room(style.MARGIN, wide - 2 * style.MARGIN)), room)
    assert all(placed.top + placed.piece.height <= room for page in found for placed in page)
    told = [[mark.text for placed in page for mark in placed.piece.marks if isinstance(mark, Run)] for page in found]
    assert all(len(page) > 6 for page in told)
    printed = Counter(code for page in told for line in page for code in line.replace(",", "").split())
    assert {printed[code] for code in codes} == {4}


def test_amounts_of_any_size_stay_on_the_page(rules: Rulebook, words: Words) -> None:
    value = example_json("year-end-and-secondary")
    value["fees"]["20561"] = {"billed": "9999999.00", "self_pay": "9999999.00", "allowed": {"unlisted": "8888888.88"}}
    value["service"]["also"] = [{"code": "97140", "units": 20}]
    value["fees"]["97140"] = {"billed": "9999999.00"}
    pdf = pdf_of(value, rules, words)
    assert over_the_edge(pdf) == []
    assert "$209,999,979.00" in plain(pdf)


def test_letter_at_home_and_a4_abroad(rules: Rulebook, words: Words) -> None:
    home = PdfReader(BytesIO(sheet_of("self-pay-three-to-six", rules, words))).pages[0].mediabox
    abroad = PdfReader(BytesIO(sheet_of("rupees", rules, words))).pages[0].mediabox
    assert (float(home.width), float(home.height)) == (612, 792)
    assert round(float(abroad.width)) == 595
    assert round(float(abroad.height)) == 842
    assert "₹" in plain(sheet_of("rupees", rules, words))


def test_the_worst_visit_stays_on_its_pages_and_says_on_each_who_it_is_about(rules: Rulebook, words: Words) -> None:
    pdf = pdf_of(worst_case(rules), rules, words)
    assert over_the_edge(pdf) == []
    assert [one.text.splitlines()[0] for one in pages(pdf)[1:] if ", born December 31, 2011" not in one.text] == []
    assert "Featherstonehaugh- Cholmondeley von und zu" in plain(pdf)
    assert "60 sessions together" in plain(pdf)
