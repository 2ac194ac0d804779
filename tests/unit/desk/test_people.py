"""A clerk finds, registers, changes and merges patients."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.patient_view import view
from clinicdesk.desk.people import (
    Difference,
    agreeing,
    change,
    differences,
    find,
    likely_duplicates,
    merge,
    register,
    signs_alone_from,
    unmerge,
    with_person,
)
from clinicdesk.desk.plans import add_coverage
from clinicdesk.errors import Conflict, EntryRefused, NotAllowed, NotKept
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.people import Party, Patient
from clinicdesk.model.records import CLINIC, ClinicRecord, PatientRecord
from clinicdesk.model.roles import Act, Role
from clinicdesk.model.trail import Entry

ANA = Patient(given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1), phone="(919) 555-0142")
BEN = Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3), phone="919-555-0199")


def last_row(desk: Desk) -> Entry:
    """What the trail learned last."""
    return next(desk.store.trail(newest_first=True, limit=1)).entry


def refusal(desk: Desk, person: Patient) -> dict[str, str]:
    """What is said to somebody who registers such a person, by field."""
    with pytest.raises(EntryRefused) as refused:
        register(desk, person)
    assert desk.store.count(PatientRecord) == 0
    return {one.place: one.text for one in refused.value.problems}


def test_a_registered_patient_is_found_by_the_start_of_a_name_without_the_accent(desk: Desk) -> None:
    kept = register(desk, ANA)
    register(desk, BEN)
    assert kept.version == 1
    assert kept.phone == "(919) 555-0142"
    assert find(desk, "nunez") == [kept]
    assert find(desk, "0142") == [kept]


def test_a_search_tells_the_trail_how_much_was_typed_and_found_but_not_what(desk: Desk) -> None:
    register(desk, ANA)
    find(desk, "nunez")
    entry = last_row(desk)
    assert (entry.act, entry.by, dict(entry.told)) == (Act.FIND, "staff-ana", {"hits": 1, "length": 5})
    assert "nunez" not in str(entry)


def test_likely_duplicates_are_shown_before_saving_and_nothing_is_kept(desk: Desk) -> None:
    kept = register(desk, ANA)
    register(desk, BEN)
    again = Patient(given_name="Anna", family_name="Nunez", birth_date=date(1990, 5, 1), phone="+1 919 555 0142")
    (found,) = likely_duplicates(desk, again)
    assert found.patient == kept
    assert desk.store.count(PatientRecord) == 2
    assert last_row(desk).told["hits"] == 1


def test_somebody_like_another_is_registered_all_the_same_when_the_clerk_says_so(desk: Desk) -> None:
    first, second = register(desk, ANA), register(desk, ANA)
    assert first.id != second.id


@pytest.mark.parametrize(
    ("person", "field", "word"),
    [
        (replace(ANA, given_name="", family_name=" "), "family_name", "needs a name"),
        (replace(ANA, given_name="123"), "given_name", "at least one letter"),
        (replace(ANA, birth_date=date(2026, 11, 24)), "birth_date", "still to come"),
        (replace(ANA, birth_date=date(1896, 11, 22)), "birth_date", "more than 130 years"),
        (replace(ANA, phone="5" * 41), "phone", "at most 40"),
        (replace(ANA, guardian=Party("")), "guardian.name", "this is empty"),
        (replace(ANA, address="half \ud83d"), "", "half a character"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(desk: Desk, person: Patient, field: str, word: str) -> None:
    told = refusal(desk, person)
    assert list(told) == [field]
    assert word in told[field]


def test_all_of_it_is_told_at_once(desk: Desk) -> None:
    told = refusal(desk, replace(ANA, given_name="?", birth_date=date(2030, 1, 1), email="x" * 201))
    assert set(told) == {"given_name", "birth_date", "email"}


@pytest.mark.parametrize("birth", [None, date(2026, 11, 23), date(1896, 11, 23)])
def test_a_birth_date_may_be_unknown_today_or_130_years_ago(desk: Desk, birth: date | None) -> None:
    assert register(desk, replace(ANA, birth_date=birth)).birth_date == birth


@pytest.mark.parametrize("name", ["\u202eana", "Ana\u2066", "Ana\nNo flags", "Ana\u2028Lee", "Ana\x1b[2J"])
def test_a_name_that_turns_or_breaks_the_line_it_stands_in_is_refused(desk: Desk, name: str) -> None:
    assert "turns or breaks the line" in refusal(desk, replace(ANA, given_name=name))["given_name"]
    assert "turns or breaks the line" in refusal(desk, replace(ANA, family_name=name))["family_name"]


@pytest.mark.parametrize("name", ["אנה", "سارة", "می‌خواهم", "Łukasz", "क्‍ष", "\u200fאנה"])
def test_a_name_in_any_script_is_kept_as_it_was_typed(desk: Desk, name: str) -> None:
    assert register(desk, replace(ANA, given_name=name)).given_name == name


def test_a_patient_may_have_one_name_only(desk: Desk) -> None:
    assert register(desk, replace(ANA, given_name="")).given_name == ""


def test_a_change_is_kept_with_what_was_before_and_the_trail_knows_the_fields(desk: Desk) -> None:
    kept = register(desk, ANA)
    moved = change(desk, replace(kept, address="7 Elm Street", phone="919 555 0143"))
    assert moved.version == 2
    assert view(desk, kept.id).states == (kept, moved)
    entry = next(row.entry for row in desk.store.trail(act=Act.CHANGE_PATIENT))
    assert dict(entry.told) == {"changed": ["phone", "address"]}
    assert "Elm" not in str(entry)


def test_of_two_who_change_one_patient_the_second_is_told_which_fields_differ(desk: Desk) -> None:
    seen = register(desk, ANA)
    change(desk, replace(seen, phone="919 555 0143"))
    rows = desk.store.count(PatientRecord)
    with pytest.raises(Conflict) as conflict:
        change(desk, replace(seen, email="ana@example.org"))
    assert set(conflict.value.fields) >= {"phone"}
    assert desk.store.get(PatientRecord, seen.id).email == ""
    assert desk.store.count(PatientRecord) == rows


def test_nobody_changes_a_patient_into_somebody_who_could_not_be_registered(desk: Desk) -> None:
    kept = register(desk, ANA)
    with pytest.raises(EntryRefused):
        change(desk, replace(kept, family_name="", given_name=""))
    with pytest.raises(NotAllowed, match="step of its own"):
        change(desk, replace(kept, merged_into=register(desk, BEN).id))
    with pytest.raises(NotKept):
        change(desk, replace(kept, id="somebody"))


def test_after_a_merging_both_ids_show_one_patient_with_the_plans_of_both(desk: Desk) -> None:
    stays, goes = register(desk, ANA), register(desk, replace(ANA, given_name="Anna"))
    plan = Coverage(payer="bcbsnc", in_network=True, member_id="A1")
    first, second = add_coverage(desk, stays.id, plan, 1), add_coverage(desk, goes.id, replace(plan, member_id="B2"), 2)
    assert merge(desk, goes.id, stays.id) == stays
    for one in (goes.id, stays.id):
        seen = view(desk, one)
        assert seen.record == stays
        assert [kept.id for kept in seen.merged] == [goes.id]
        assert [one.record for one in seen.plans] == [first, second]
    assert find(desk, "Anna Nuñez") == [stays]


def test_a_merging_shows_in_both_histories_and_can_be_undone(desk: Desk) -> None:
    stays, goes = register(desk, ANA), register(desk, replace(ANA, given_name="Anna"))
    merge(desk, goes.id, stays.id)
    assert unmerge(desk, goes.id).merged_into == ""
    assert [one.merged_into for one in view(desk, goes.id).states] == ["", stays.id, ""]
    acts = [(row.entry.act, dict(row.entry.told)) for row in view(desk, stays.id).looked]
    assert (Act.MERGE, {"goes": goes.id}) in acts
    assert (Act.UNMERGE, {"goes": goes.id}) in acts
    assert view(desk, stays.id).merged == ()


def test_a_merging_that_makes_no_sense_is_refused(desk: Desk) -> None:
    one, two, three = (register(desk, replace(ANA, given_name=name)) for name in ("Ana", "Anna", "Anne"))
    with pytest.raises(NotAllowed, match="into itself"):
        merge(desk, one.id, one.id)
    with pytest.raises(NotAllowed, match="nothing to undo"):
        unmerge(desk, one.id)
    merge(desk, two.id, one.id)
    with pytest.raises(NotAllowed, match="one patient already"):
        merge(desk, one.id, two.id)
    with pytest.raises(NotAllowed, match="Undo that first"):
        merge(desk, two.id, three.id)
    with pytest.raises(NotAllowed, match="should stay was merged"):
        merge(desk, three.id, two.id)
    with pytest.raises(NotAllowed, match="Change the patient's other record"):
        change(desk, replace(desk.store.get(PatientRecord, two.id), phone=""))


def test_a_chain_of_mergings_ends_at_the_last_one_that_stays(desk: Desk) -> None:
    one, two, three = (register(desk, replace(ANA, given_name=name)) for name in ("Ana", "Anna", "Anne"))
    merge(desk, one.id, two.id)
    merge(desk, two.id, three.id)
    assert view(desk, one.id).record == three
    assert {kept.id for kept in view(desk, three.id).merged} == {one.id, two.id}
    unmerge(desk, two.id)
    assert view(desk, one.id).record.id == two.id
    assert view(desk, three.id).merged == ()


def test_who_looked_at_a_patient_stands_in_the_view(desk: Desk, as_role: Callable[[Role], Desk]) -> None:
    kept = register(desk, ANA)
    view(as_role(Role.AUDITOR), kept.id)
    looked = [(row.entry.by, row.entry.act) for row in view(desk, kept.id).looked]
    assert looked == [("staff-ida", Act.VIEW_PATIENT), ("staff-ana", Act.REGISTER)]


def test_an_auditor_looks_but_registers_nobody(desk: Desk, as_role: Callable[[Role], Desk]) -> None:
    with pytest.raises(NotAllowed):
        register(as_role(Role.AUDITOR), ANA)
    assert desk.store.count(PatientRecord) == 0


def test_after_a_conflict_it_is_told_field_by_field_who_changed_what(desk: Desk) -> None:
    began = register(desk, ANA)
    theirs = change(desk, replace(began, phone="919 555 0100", email="ana@example.org"))
    mine = replace(began, phone="919 555 0199", address="12 Elm St")
    with pytest.raises(Conflict):
        change(desk, mine)
    assert differences(began, mine, theirs) == (
        Difference("phone", "919 555 0199", "919 555 0100", mine_is_new=True, theirs_is_new=True),
        Difference("email", "", "ana@example.org", mine_is_new=False, theirs_is_new=True),
        Difference("address", "12 Elm St", "", mine_is_new=True, theirs_is_new=False),
    )


def test_from_which_age_a_patient_signs_alone_is_the_clinics_state_to_say(desk: Desk) -> None:
    assert signs_alone_from(desk) == 18
    clinic = desk.store.get(ClinicRecord, CLINIC)
    with desk.store.transaction():
        desk.store.put(replace(clinic, state="AL"))
    assert signs_alone_from(desk) == 19


def test_what_two_persons_have_in_common_is_told_whatever_the_spelling() -> None:
    again = replace(ANA, family_name="NUNEZ", phone="919.555.0142", email="ana@example.org", address="")
    assert agreeing(ANA, again) == {"name", "birth_date", "phone"}
    assert agreeing(ANA, BEN) == frozenset()
    assert agreeing(replace(ANA, birth_date=None), replace(BEN, birth_date=None)) == frozenset()


def test_a_form_changes_the_person_and_nothing_else_of_the_record(desk: Desk) -> None:
    kept = register(desk, ANA)
    again = with_person(kept, replace(kept.person, phone="919 555 0100"))
    assert again == replace(kept, phone="919 555 0100")
    assert change(desk, again).version == 2
