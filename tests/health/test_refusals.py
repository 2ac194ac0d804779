"""Every refusal that reaches the screens has a translation that can be looked up, and that says the same values."""

import string

import pytest

from clinicdesk.desk.chain import NotReady
from clinicdesk.desk.entry import refuse
from clinicdesk.errors import Conflict, EntryRefused, NotAllowed, Problem
from clinicdesk.exchange.json_text import _SAID
from clinicdesk.model.document import NoticeKind
from clinicdesk.store.kept import TABLES
from clinicdesk.words import Words, read_words, said
from tests.health.refusals import every_text, joined, returned, templates

SAID = "said."


@pytest.fixture(scope="module")
def spanish() -> Words:
    """The catalogue."""
    return read_words("es")


def translated(words: Words) -> dict[str, str]:
    return {key.removeprefix(SAID): str(text) for key, text in words.texts.items() if key.startswith(SAID)}


def kinds() -> set[str]:
    return {one.replace("_", " ") for one in TABLES.values()}


def values(text: str) -> set[str]:
    return {f"{name}:{form}" for _, name, form, _ in string.Formatter().parse(text) if name}


def test_refusals_are_found_in_the_source() -> None:
    assert len(templates()) > 300
    assert len(set(returned())) > 5


def test_no_refusal_is_put_together_so_that_its_translation_cannot_be_looked_up() -> None:
    assert joined() == []


def test_every_refusal_has_its_spanish(spanish: Words) -> None:
    assert sorted({*templates(), *returned(), *_SAID.values(), *kinds()} - translated(spanish).keys()) == []


def test_every_translation_belongs_to_a_text_of_the_program(spanish: Words) -> None:
    assert sorted(translated(spanish).keys() - every_text() - kinds()) == []


def test_a_translation_tells_the_same_values(spanish: Words) -> None:
    assert [one for one, told in translated(spanish).items() if values(one) != values(told)] == []


def test_a_refusal_is_reworded_with_its_values(spanish: Words) -> None:
    papers = (NoticeKind.CONSENT, NoticeKind.ABN)
    error = NotAllowed(
        said("Not signed yet: {papers}. File the signature, or call the visit cancelled.", papers=papers)
    )
    assert str(error).startswith("Not signed yet: ")
    spanish.reword(error)
    assert str(error) == (
        f"Falta la firma: {spanish.word(papers[0])} y {spanish.word(papers[1])}. "
        "Archive la firma, o ponga la visita como cancelada."
    )


def test_a_problem_keeps_the_name_of_its_field_and_a_row_is_told_in_words(spanish: Words) -> None:
    typed = refuse("name", "this day is still to come")
    read = EntryRefused([Problem(said("row {number}", number=3), "there is no name")])
    for one in (typed, read):
        spanish.reword(one)
    assert [tuple(one) for one in typed.problems] == [("name", "este día aún no llega")]
    assert str(typed) == "name: este día aún no llega"
    assert str(read) == "fila 3: no hay nombre"


def test_what_somebody_has_typed_is_never_translated(spanish: Words) -> None:
    error = NotAllowed(said("{login} may not work here any more.", login="name"))
    spanish.reword(error)
    assert str(error) == "name ya no puede trabajar aquí."


def test_a_conflict_keeps_its_fields_and_a_mistake_of_ours_stays_as_it_is(spanish: Words) -> None:
    conflict, mistake = Conflict(said("{login} may not work here any more.", login="x"), ["phone"]), ValueError("x")
    for one in (conflict, mistake):
        spanish.reword(one)
    assert conflict.fields == ("phone",)
    assert mistake.args == ("x",)


def test_what_is_lacking_is_told_line_by_line(spanish: Words) -> None:
    fee = "The clinic has no fee for {code} on {day}. Somebody who manages enters it under Settings."
    error = NotReady([said(fee, code="20560", day="x")])
    spanish.reword(error)
    assert str(error).splitlines() == [
        "Esta visita todavía no se puede calcular.",
        "La clínica no tiene precio para 20560 el x. Un gerente lo anota en Ajustes.",
    ]


def test_in_english_all_stays_as_it_is() -> None:
    error = NotAllowed(said("{login} may not work here any more.", login="lee"))
    read_words("en").reword(error)
    assert str(error) == "lee may not work here any more."
