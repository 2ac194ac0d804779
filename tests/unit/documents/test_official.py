"""Official forms: known by their words, filled beside them, and refused in words where a PDF is anything else."""

import zlib
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, NumberObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from clinicdesk.documents.case import Case
from clinicdesk.documents.official_abn import abn_values
from clinicdesk.documents.official_check import MOST_BYTES, NoFormError, check_pdf, known_form
from clinicdesk.documents.official_editions import FIELDS, editions, read
from clinicdesk.documents.official_fill import fill
from clinicdesk.documents.official_words import texts
from clinicdesk.engine.visit import work
from clinicdesk.errors import CannotPrint, RulesRefused
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import folder
from clinicdesk.words import Words
from tests.conftest import as_visit, example_json
from tests.unit.documents.helpers import plain
from tests.unit.documents.made_up_form import WORDS, made_up_form, writer, written

EDITION = editions()["abn-2026"]
VALUES = {
    "notifier": "Maple Street Physical Therapy, 12 Maple Street, Durham, NC 27701, 919-555-0142",
    "patient": "Zoë Nguyễn-Ōkubo",
    "number": "AB12C-DE34F-0F0F0F",
    "service": "Needle insertion without injection, 3 or more muscles (20561). 4 visits, December 1 to 22, 2026.",
    "reason": "Medicare does not pay for this care when it is given by a physical therapist.",
    "cost": "$240.00",
}


def case_of(rules: Rulebook, words: Words, **service: object) -> Case:
    told = example_json("medicare-by-physical-therapist")
    told["service"] |= service
    visit = as_visit(told, rules)
    return Case(visit, work(visit, rules), rules, words, "ab12c" * 12)


def test_an_edition_is_known_by_its_marks() -> None:
    assert known_form(made_up_form()).edition.id == "abn-2026"
    assert known_form(made_up_form("01/31/2026")).edition.id == "abn-2023"


@pytest.mark.parametrize(
    ("pdf", "said"),
    [
        (made_up_form("06/30/2031"), "like none of the forms that are known here .ABN, form CMS-R-131, approved"),
        (made_up_form(number="CMS-10123"), "like none of the forms"),
        (made_up_form(leave_out="B. Patient Name:"), "“Patient Name” does not stand on this PDF"),
    ],
)
def test_what_is_not_the_form_is_refused(pdf: bytes, said: str) -> None:
    with pytest.raises(NoFormError, match=said):
        known_form(pdf)


def test_the_editions_that_ship_end_when_their_sources_say() -> None:
    assert {one.id: (one.expires, one.usable_until) for one in editions().values()} == {
        "abn-2023": (date(2026, 1, 31), date(2026, 5, 12)),
        "abn-2026": (date(2029, 3, 31), date(2029, 3, 31)),
    }
    assert all({place.field for place in one.places} == set(FIELDS) for one in editions().values())
    assert not any(one.verified for one in editions().values())


def test_each_value_stands_where_its_words_are_and_nothing_is_ticked() -> None:
    filled = fill(made_up_form(), EDITION, VALUES)
    (page,) = texts(filled)
    anchors = {place.field: page.find(place.anchor) for place in EDITION.places}
    for place in EDITION.places:
        begin, anchor = page.find(VALUES[place.field].split(",")[0].split(".")[0][:20]), anchors[place.field]
        assert begin
        assert anchor
        if place.below:
            assert 0 < anchor.baseline - begin.baseline < 30, place.field
        else:
            assert abs(begin.baseline - anchor.baseline) < 1, place.field
            assert begin.left > anchor.right
    options = [one for one in WORDS if one[2].startswith("OPTION")]
    assert [page.find(text) for _, _, text in options] == [
        texts(made_up_form())[0].find(text) for _, _, text in options
    ]
    told = plain(filled)
    assert all(" ".join(one.split()) in told for one in VALUES.values())
    assert "X" not in told.replace("Exp", "")


def test_the_same_form_and_values_give_the_same_bytes_and_metadata_tell_no_patient() -> None:
    filled = fill(made_up_form(), EDITION, VALUES)
    assert filled == fill(made_up_form(), EDITION, VALUES)
    meta = PdfReader(BytesIO(filled)).metadata
    assert meta
    assert meta.title == EDITION.title
    assert "Ngu" not in str(meta)


def test_the_officials_own_page_is_still_there_to_the_letter() -> None:
    before = {text for _, _, text in WORDS}
    filled = plain(fill(made_up_form(), EDITION, VALUES))
    assert [text for text in before if text not in filled] == []
    fonts = PdfReader(BytesIO(fill(made_up_form(), EDITION, VALUES))).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert any("NotoSans" in str(one.get_object()["/BaseFont"]) for one in fonts.values())


def test_a_long_value_is_set_smaller_and_one_that_never_fits_is_refused_with_its_place() -> None:
    longer = VALUES | {"patient": "Maximiliana-Theodora von Hohenstein Okonkwo"}
    assert "Maximiliana-Theodora von Hohenstein Okonkwo" in plain(fill(made_up_form(), EDITION, longer))
    with pytest.raises(CannotPrint, match="patient: this is too long for its place on the official form"):
        fill(made_up_form(), EDITION, VALUES | {"patient": "Maximiliana " * 30})


def test_the_values_come_from_the_visit(rules: Rulebook, words: Words) -> None:
    case = case_of(rules, words)
    assert abn_values(case) == {
        "notifier": "Maple Street Physical Therapy, 12 Maple Street, Durham, NC 27701, 919-555-0142",
        "patient": "Max Dorn",
        "number": case.document_number,
        "service": f"{case.service('20561')}. 4 visits, December 1, 2026 to December 22, 2026.",
        "reason": "Medicare does not pay for this care when it is given by a physical therapist.",
        "cost": "$240.00",
    }


def test_the_reason_is_what_the_rule_hangs_on(rules: Rulebook, words: Words) -> None:
    told = example_json("medicare-by-physical-therapist")
    told["clinic"]["practitioner"] |= {"profession": "MD", "name": "Dr. Ines Vega"}
    told["service"] |= {"indication": "tendinopathy", "sessions": 1}
    visit = as_visit(told, rules)
    values = abn_values(Case(visit, work(visit, rules), rules, words, "ab12c" * 12))
    assert values["reason"] == "Medicare does not pay for this care for your condition."
    assert values["service"].endswith("One visit on December 1, 2026.")
    told["service"] |= {"indication": "chronic_low_back_pain", "sessions": 14}
    visit = as_visit(told, rules)
    values = abn_values(Case(visit, work(visit, rules), rules, words, "ab12c" * 12))
    assert values["reason"] == "Medicare pays for a set number of visits. You have used them up."
    assert "2 visits, " in values["service"]


def javascript(made: PdfWriter) -> None:
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): ByteStringObject(b"app.alert(1)")}
    made._root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def launch(made: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): ByteStringObject(b"x")})
    made._root_object[NameObject("/OpenAction")] = action


def attachment(made: PdfWriter) -> None:
    made.add_attachment("other.txt", b"hidden")


def field(made: PdfWriter) -> None:
    note = Text(rect=(50, 50, 100, 100), text="x")
    note[NameObject("/Subtype")] = NameObject("/Widget")
    made.add_annotation(0, note)


def turned(made: PdfWriter) -> None:
    made.pages[0].rotate(90)


def many_pages(made: PdfWriter) -> None:
    for _ in range(5):
        made.add_blank_page(612, 792)


def tiny(made: PdfWriter) -> None:
    made.pages[0].mediabox.upper_right = (100, 100)


def locked(made: PdfWriter) -> None:
    made.encrypt("", "owner", algorithm="RC4-128")


def closed(made: PdfWriter) -> None:
    made.encrypt("secret", algorithm="RC4-128")


def many_objects(made: PdfWriter) -> None:
    deep = ArrayObject([ArrayObject([NumberObject(1)] * 200) for _ in range(200)])
    made._root_object[NameObject("/Odd")] = deep


def bomb(made: PdfWriter) -> None:
    stream = StreamObject()
    stream._data = zlib.compress(b" " * (60 << 20), 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    made.pages[0][NameObject("/Contents")] = made._add_object(stream)


def in_a_ring(made: PdfWriter) -> None:
    ring = DictionaryObject()
    here = made._add_object(ring)
    ring[NameObject("/Next")] = here
    made._root_object[NameObject("/Odd")] = here


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (javascript, "can do things by itself"),
        (launch, "can do things by itself"),
        (attachment, "has other files in it"),
        (field, "fields to type into"),
        (turned, "not upright pages"),
        (many_pages, "6 pages; a form has 4 at most"),
        (tiny, "not upright pages"),
        (locked, "locked with a password"),
        (closed, "locked with a password"),
        (many_objects, "more parts than any form"),
        (bomb, "more drawn on a page|broken"),
    ],
)
def test_a_pdf_that_does_harm_or_is_no_page_is_refused_in_words(harm: Callable[[PdfWriter], None], said: str) -> None:
    made = writer()
    harm(made)
    with pytest.raises(NoFormError, match=said):
        known_form(written(made))


def test_a_ring_of_objects_is_walked_once() -> None:
    made = writer()
    in_a_ring(made)
    check_pdf(written(made))


@pytest.mark.parametrize(
    ("pdf", "said"),
    [
        (b"", "no PDF"),
        (b"MZ\x90", "no PDF"),
        (b"%PDF-1.7\n", "broken"),
        (b"%PDF-1.7\n" + b"\xff" * 5000, "broken"),
        (b"%PDF-" + bytes(MOST_BYTES), "more than 4 MiB"),
    ],
)
def test_what_is_no_pdf_is_refused(pdf: bytes, said: str) -> None:
    with pytest.raises(NoFormError, match=said):
        known_form(pdf)


def test_a_form_that_is_cut_off_or_has_a_wrong_byte_is_refused_or_read_and_nothing_else() -> None:
    whole = made_up_form()
    for at in range(0, len(whole), 37):
        for broken in (whole[:at], whole[:at] + b"\xfe" + whole[at + 1 :]):
            try:
                fill(known_form(broken).pdf, EDITION, VALUES)
            except NoFormError:
                continue


def test_a_scan_has_no_words_so_it_is_not_known() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    with pytest.raises(NoFormError, match="not a scan of it"):
        known_form(out.getvalue())


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "abn-2026"', 'id = "abn"', "id"),
        ("usable_until = 2029-03-31", "", "usable_until"),
        ("verified = false", 'verified = "no"', "verified"),
        ('field = "cost"', 'field = "price"', "field"),
        ('under = "Estimated Cost"', "", "after"),
        ("width = 100", 'width = 100\ncolour = "red"', "colour"),
    ],
)
def test_a_fault_in_an_editions_file_is_named(old: str, new: str, key: str) -> None:
    data = (folder() / "official/abn-2026.toml").read_text("utf-8")
    assert old in data
    with pytest.raises(RulesRefused) as refused:
        read("abn-2026.toml", data.replace(old, new, 1).encode())
    assert key in {fault.key for fault in refused.value.faults}
