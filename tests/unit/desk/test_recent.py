"""Who was worked with last is offered again, to whom worked with them; the lock offers those of the shift."""

from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.clock import instant
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.patient_view import view
from clinicdesk.desk.people import find, merge, register, unmerge
from clinicdesk.desk.recent import LOOKED_THROUGH, recent, shift_people
from clinicdesk.desk.session import lock, set_pin, unlock
from clinicdesk.errors import NotAllowed
from clinicdesk.model.people import Patient
from clinicdesk.model.records import PatientRecord, StaffRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.trail import Entry
from tests.unit.desk.visits import ANA, become


def registered(desk: Desk, *names: str) -> list[PatientRecord]:
    return [
        register(desk, Patient(given_name=name, family_name="Adeyemi", birth_date=date(1971, 2, 3))) for name in names
    ]


def test_the_last_ones_come_first_each_once(desk: Desk) -> None:
    ben, cleo, dan = registered(desk, "Ben", "Cleo", "Dan")
    view(desk, ben.id)
    view(desk, cleo.id)
    view(desk, ben.id)
    assert recent(desk) == [ben, cleo, dan]
    assert recent(desk, 2) == [ben, cleo]


def test_each_person_is_offered_their_own(desk: Desk) -> None:
    (ben,) = registered(desk, "Ben")
    become(desk, "staff-kim")
    assert recent(desk) == []
    view(desk, ben.id)
    assert recent(desk) == [ben]
    become(desk, "staff-ida")
    assert recent(desk) == []


def test_who_was_only_among_the_hits_of_a_search_was_not_looked_at(desk: Desk) -> None:
    registered(desk, "Ben")
    become(desk, "staff-kim")
    assert len(find(desk, "Adeyemi")) == 1
    assert recent(desk) == []


def test_a_merged_patient_is_offered_once_as_the_record_that_stays(desk: Desk) -> None:
    ben, cleo = registered(desk, "Ben", "Cleo")
    twice = register(desk, ANA)
    stays = register(desk, replace(ANA, given_name="Ana María"))
    view(desk, ben.id)
    merge(desk, twice.id, stays.id)
    assert recent(desk) == [stays, ben, cleo]
    assert recent(desk, 3) == [stays, ben, cleo]
    unmerge(desk, twice.id)
    assert {one.id for one in recent(desk)} == {twice.id, stays.id, ben.id, cleo.id}


def test_looking_leaves_a_row_without_any_patient(desk: Desk) -> None:
    registered(desk, "Ben")
    recent(desk)
    (row,) = desk.store.trail(act=Act.FIND)
    assert (row.entry.patient, row.entry.told) == ("", {"hits": 1, "recent": True})


def test_only_the_newest_rows_of_the_trail_are_looked_through(desk: Desk) -> None:
    registered(desk, "Ben")
    with desk.store.transaction():
        for _ in range(LOOKED_THROUGH):
            desk.store.log(Entry(at=instant(desk.clock()), by="staff-kim", act=Act.VIEW_DAY, told={}))
    assert recent(desk) == []
    (cleo,) = registered(desk, "Cleo")
    assert recent(desk) == [cleo]


def test_the_lock_offers_those_of_the_shift_who_have_a_pin(desk: Desk) -> None:
    assert desk.staff
    desk.enter(desk.staff)
    assert shift_people(desk) == ()
    set_pin(desk, "280146")
    desk.enter(desk.store.get(StaffRecord, "staff-kim"))
    assert [one.name for one in shift_people(desk)] == ["Ana Ruiz"]
    set_pin(desk, "777216")
    become(desk, "staff-max")
    set_pin(desk, "310577")
    lock(desk)
    assert [(one.name, one.pin) for one in shift_people(desk)] == [("Ana Ruiz", ""), ("Dr. Kim Osei", "")]
    unlock(desk, "ana", "280146")
    kim = desk.store.get(StaffRecord, "staff-kim")
    desk.store.put(replace(kim, active=False))
    assert [one.login for one in shift_people(desk)] == ["ana"]


def test_a_locked_desk_offers_no_patient(desk: Desk) -> None:
    registered(desk, "Ben")
    desk.locked = True
    with pytest.raises(NotAllowed, match="locked"):
        recent(desk)
