"""A visit file is looked through: who may be meant stands beside what it says."""

from pathlib import Path

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import register
from clinicdesk.desk.visit_review import look_through
from clinicdesk.errors import ClinicdeskError, VisitRefused
from clinicdesk.model.records import VisitRecord
from tests.conftest import example_bytes
from tests.unit.desk.visits import ANA

NAME = "deductible-met-midway"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "visit.json"
    made.write_bytes(example_bytes(NAME))
    return made


def test_whoever_may_be_meant_is_offered_and_nothing_is_kept(desk: Desk, place: Path) -> None:
    told = look_through(desk, place).visit.patient
    kept = register(desk, told)
    review = look_through(desk, place)
    assert review.meant == (kept,)
    assert review.data == example_bytes(NAME)
    assert [one.login for one in review.treating] == ["kim"]
    assert desk.store.count(VisitRecord) == 0


def test_for_a_patient_who_is_named_nobody_else_is_looked_for(desk: Desk, place: Path) -> None:
    ana = register(desk, ANA)
    assert look_through(desk, place, ana).meant == (ana,)


def test_what_is_no_visit_file_is_refused(desk: Desk, place: Path, tmp_path: Path) -> None:
    place.write_bytes(b"{}")
    with pytest.raises(VisitRefused):
        look_through(desk, place)
    with pytest.raises(ClinicdeskError, match="cannot be read"):
        look_through(desk, tmp_path / "gone.json")
