"""Texts of users: printed as they are in every script that the typeface has, refused with words in every other."""

import re
from typing import Any

import pytest

from clinicdesk.documents.glyphs import PLACES, check, printed_texts, unprintable
from clinicdesk.errors import CannotPrint
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import as_visit, example_json
from tests.unit.documents.helpers import over_the_edge, pdf_of, plain

PRINTED = (
    "Ana Núñez",
    "Zoë O’Brien-Müller",
    "Åse Øverås",
    "Þórður Æsir",
    "François Lefèvre",
    "João Gonçalves",
    "Łucja Żółkiewska",
    "Ștefan Țuțuianu",
    "Jiří Dvořák",
    "Ľudovít Šťastný",
    "Őrs Szűcs",
    "Çağla Işık İnönü",
    "Ərtoğrul Əliyev",
    "Jānis Bērziņš",
    "Žydrūnė Šimkutė",
    "Õnne Jürgenson",
    "Ħamrun Ġorġ Żahra",
    "Nguyễn Thị Phượng",
    "Trần Đức Hiếu",
    "Đặng Quỳnh Như",
    "Lê Hữu Thọ",
    "Kapaʻakea Kamehameha",
    "Ŋaanisa Ɖekpor",
    "Ọlábísí Adéṣọlá",
    "Γιώργος Παπαδόπουλος",
    "Ἀριστοφάνης Ὀδυσσεύς",
    "Елена Ивановна Щукина",
    "Київська Ґалаґан Їжак",
    "Ђорђе Љубичић Њего",
    "Әсел Құдайбергенқызы",
    "Ўткир Ғафуров",
    "Ŵyn Ŷstwyth",
    "Ǩâʹlles Õõut",
    "Şahin Ğüneş",
    "Māori Ngāti Wāhine",
    "D'Angelo de la Cruz-Ñandú",
    "Æthelred Œuvre",
    "Ĝoĉjo Ŝanĝo Ŭaŭ",
    "Ọ̀ṣun Ọláṣẹ́",
    "Ẹ̀bùn M̀bá",
    "Ɛ́yram Ɔ̀bɔ",
    "IJsbrand Ĳde",
    "Ш́ура Петро́вич",
)

REFUSED = (
    "محمد علي",
    "נועה כהן",
    "王小明",
    "さくら 田中",
    "김민지",
    "अनिता शर्मा",
    "অনিতা",
    "ਅਨੀਤਾ",
    "અનિતા",
    "ଅନୀତା",
    "அனிதா",
    "అనిత",
    "ಅನಿತ",
    "അനിത",
    "අනිතා",
    "ܡܪܝܡ",
    "ދިވެހި",
    "Ana علي",
    "Ana ٣",
    "አማረ",
    "Անի",
    "မြ",
    "ខ្មែរ",
    "สมชาย ใจดี",
    "თამარ",
    "😀 Smith",
    "Ana\u0000",
    "Ana\u0007",
    "Ana\u202eñez",
    "Ana\u200bLee",
    "Ana\u2066x",
    "\ufeffAna",
    "Ana\tLee",
    "Ana\nLee",
    "\ue000",
    "\uffff",
)

HOSTILE = (
    "<b>Ana</b>",
    '<img src="file:///etc/passwd"/>',
    '<img src="https://example.com/x.png"/>',
    "&amp; &lt; &#65;",
    "{0} {name} {0.__class__}",
    "%s %d %(x)s",
    "</para><para>",
    "javascript:alert(1)",
    "<a href='https://example.com'>x</a>",
    "(unbalanced \\( ) \\n) Tj ET",
    "'; DROP TABLE patient;--",
    "=1+1",
    "$(rm -rf ~) `id`",
    "../../etc/passwd",
    "<onDraw name='x'/><font size='99'>y",
)


def named(name: str) -> Any:
    value = example_json("self-pay-three-to-six")
    value["patient"] |= {"given_name": name, "family_name": "Q"}
    return value


@pytest.mark.parametrize("name", PRINTED)
def test_a_name_comes_back_as_it_was(name: str, rules: Rulebook, words: Words) -> None:
    pdf = pdf_of(named(name), rules, words)
    assert f"{name} Q" in plain(pdf)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_printed_is_refused_with_words(name: str, words: Words) -> None:
    assert unprintable("patient.given_name", name, words).startswith("the character U+")


def test_everything_that_cannot_be_printed_is_told_in_one_go(rules: Rulebook, words: Words) -> None:
    value = named("王")
    value["clinic"]["name"] = "מרפאה"
    with pytest.raises(CannotPrint) as told:
        pdf_of(value, rules, words)
    assert [one.place for one in told.value.problems] == ["clinic.name", "patient.given_name"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("محمد علي", "U+0645 ARABIC LETTER MEEM is written from right to left, which this paper cannot print"),
        ("Ana علي", "U+0639 ARABIC LETTER AIN is written from right to left"),
        ("נועה כהן", "U+05E0 HEBREW LETTER NUN is written from right to left"),
        ("王小明", "U+738B CJK UNIFIED IDEOGRAPH-738B is not in the paper's typeface"),
        ("김민지", "U+AE40 HANGUL SYLLABLE GIM is not in the paper's typeface"),
        ("अनिता शर्मा", "U+0905 DEVANAGARI LETTER A is not in the paper's typeface"),
        ("அனிதா", "U+0B85 TAMIL LETTER A is not in the paper's typeface"),
    ],
)
def test_a_name_in_another_script_is_refused_in_a_sentence_that_names_where(
    name: str, why: str, rules: Rulebook, words: Words
) -> None:
    with pytest.raises(CannotPrint) as told:
        check(as_visit(named(name), rules), words, named=True)
    said = str(told.value)
    assert said.startswith(f"The patient's given name: the character {why}")
    assert said.endswith("Write it in Latin letters.")
    with pytest.raises(CannotPrint, match=r"^patient\.given_name: the character U\+"):
        pdf_of(named(name), rules, words)


def test_every_place_has_its_words(rules: Rulebook, words: Words) -> None:
    visit = as_visit(example_json("year-end-and-secondary"), rules)
    places = {re.sub(r"\[\d+\]", "", place) for place, _ in printed_texts(visit)}
    assert places <= set(PLACES)
    assert len({words.say(f"paper.place.{place}", number=1) for place in PLACES}) == len(PLACES)


def test_the_place_tells_which_plan_and_is_that_of_the_visit_file_too(rules: Rulebook, words: Words) -> None:
    value = example_json("year-end-and-secondary")
    value["coverage"][1]["verified_by_phone"]["spoke_to"] = "王"
    with pytest.raises(CannotPrint) as told:
        pdf_of(value, rules, words)
    assert told.value.problems[0].place == "coverage[1].verified_by_phone.spoke_to"
    with pytest.raises(CannotPrint, match=r"^Who answered for the payer of plan 2: the character"):
        check(as_visit(value, rules), words, named=True)


def test_decomposed_letters_are_composed(rules: Rulebook, words: Words) -> None:
    assert "Núñez Q" in plain(pdf_of(named("Nu\u0301n\u0303ez"), rules, words))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str, rules: Rulebook, words: Words) -> None:
    value = named(text)
    value["clinic"] |= {"name": text, "address": text}
    value["clinic"]["practitioner"] |= {"name": text, "license": text}
    value["service"]["body_region"] = text
    pdf = pdf_of(value, rules, words)
    assert plain(pdf).count(text) >= 5
    assert b"/URI" not in pdf
    assert b"/Annots" not in pdf
    assert b"root:" not in pdf


@pytest.mark.parametrize("text", ["W" * 120, "Anna-" * 24, "i" * 120, "Ngaio " * 20])
def test_long_names_wrap(text: str, rules: Rulebook, words: Words) -> None:
    value = named(text.strip())
    value["patient"]["family_name"] = text.strip()
    value["clinic"] |= {"name": text.strip(), "address": text.strip() * 3, "phone": "9" * 40}
    value["clinic"]["practitioner"] |= {"name": text.strip(), "license": "L" * 60}
    value["service"]["body_region"] = text.strip()
    pdf = pdf_of(value, rules, words)
    assert over_the_edge(pdf) == []
    assert plain(pdf).replace(" ", "").count(text.strip().replace(" ", "")) >= 5


def test_a_long_reason_of_many_lines(rules: Rulebook, words: Words) -> None:
    value = example_json("clinician-decided")
    value["clinician_decision"]["reason"] = "\n".join(["The valve was seen to."] * 80)
    pdf = pdf_of(value, rules, words)
    assert plain(pdf).count("The valve was seen to.") == 80
    assert over_the_edge(pdf) == []
