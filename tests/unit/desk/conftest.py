"""A small clinic for the desk's tests: an encrypted store on disk, a clock that is set by hand, one of each role."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.model.people import Profession
from clinicdesk.model.records import CLINIC, ClinicRecord, StaffRecord
from clinicdesk.model.roles import Role
from clinicdesk.store.embedded import EmbeddedStore
from clinicdesk.store.keys import Unlocked

STAFF = (
    StaffRecord(id="staff-ana", login="ana", name="Ana Ruiz", roles=(Role.FRONT_DESK,)),
    StaffRecord(
        id="staff-kim",
        login="kim",
        name="Dr. Kim Osei",
        roles=(Role.CLINICIAN,),
        profession=Profession.PT,
        license="PT-1234",
        npi="1234567893",
        dry_needling_hours=60,
    ),
    StaffRecord(id="staff-max", login="max", name="Max Okafor", roles=(Role.MANAGER,)),
    StaffRecord(id="staff-ida", login="ida", name="Ida Lund", roles=(Role.AUDITOR,)),
)


@dataclass
class SetClock:
    """A clock that stands still until it is set."""

    moment: datetime = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **much: float) -> None:
        """Let days, hours, minutes or seconds go by."""
        self.moment += timedelta(**much)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder."""
    made = tmp_path / "clinic"
    made.mkdir()
    return made


@pytest.fixture
def clock() -> SetClock:
    """Monday, 23 November 2026, 15:00 in UTC."""
    return SetClock()


@pytest.fixture
def desk(folder: Path, clock: SetClock) -> Iterator[Desk]:
    """The desk of a new clinic in North Carolina; Ana of the front desk is signed in."""
    key, trail_key = os.urandom(32), os.urandom(32)
    store = EmbeddedStore.create(folder, key, trail_key)
    with store.transaction():
        kept = [store.put(one) for one in STAFF]
        store.put(ClinicRecord(id=CLINIC, name="Riverbend Clinic", state="NC", npi="1234567893", tin="12-3456789"))
    made = Desk(store, folder, Unlocked("", {"first": key}, "first", trail_key), clock)
    made.staff = kept[0]
    yield made
    store.close()


@pytest.fixture
def as_role(desk: Desk) -> Callable[[Role], Desk]:
    """The desk with somebody of a role signed in."""

    def sign_in(role: Role) -> Desk:
        desk.staff = next(one for one in desk.store.find(StaffRecord) if role in one.roles)
        return desk

    return sign_in
