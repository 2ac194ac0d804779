"""The line at the foot: stale rules, the last backup, whether the set is approved."""

from datetime import date

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.screening_set import approve_set
from clinicdesk.desk.settings import save_rules
from clinicdesk.desk.status import status
from clinicdesk.errors import NotAllowed
from clinicdesk.model.records import RuleFileRecord
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.stale import every_rule
from clinicdesk.store.backup_folder import BACKUPS, name_of
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import become


def test_rules_that_nobody_has_checked_for_a_year_are_counted(desk: Desk, clock: SetClock) -> None:
    told = status(desk)
    assert (told.stale, told.newest_check) == (4, date(2026, 11, 23))
    clock.pass_by(days=366)
    assert status(desk).stale == len([*every_rule(desk.rules)])


def test_the_newest_backup_counts_and_one_that_was_never_finished_is_none(desk: Desk, clock: SetClock) -> None:
    assert status(desk).last_backup is None
    folder = desk.folder / BACKUPS
    for hours in (1, 2):
        clock.pass_by(hours=hours)
        (folder / name_of(clock())).mkdir(parents=True)
    last = clock()
    clock.pass_by(hours=1)
    (folder / f"{name_of(clock())}.part").mkdir()
    assert status(desk).last_backup == last


def test_an_approval_counts_for_the_very_set(desk: Desk) -> None:
    assert not status(desk).approved
    become(desk, "staff-kim")
    approve_set(desk)
    become(desk, "staff-max")
    assert status(desk).approved
    name = "screening/dry-needling.en.toml"
    words = dict(rule_files())[name].decode()
    save_rules(desk, RuleFileRecord(id=name, text=words.replace("?", " ?", 1)))
    assert not status(desk).approved


def test_it_is_no_act_and_tells_also_while_the_desk_is_locked(desk: Desk) -> None:
    before = desk.store.last_row()
    desk.locked = True
    status(desk)
    assert desk.store.last_row() == before
    desk.staff = None
    with pytest.raises(NotAllowed, match="Nobody is signed in"):
        status(desk)
