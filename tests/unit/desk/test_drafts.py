"""Half-filled forms outlast a lock and a kill, are seen by who typed them alone, and are gone once they are done."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clinicdesk.desk.clock import now
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.drafts import MOST_BYTES, drop_draft, keep_draft, read_drafts
from clinicdesk.desk.session import lock, set_pin, unlock
from clinicdesk.desk.staff import remove_staff
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.model.records import DraftRecord
from clinicdesk.model.roles import Role
from tests.unit.desk.clinic import enter, make

TEXT = '{"given_name": "Zoë", "family_name": "Lindq'
TYPING = """
import sys
from pathlib import Path
from clinicdesk.desk.clock import now
from clinicdesk.desk.drafts import keep_draft
from tests.unit.desk.clinic import enter
desk = enter(Path(sys.argv[1]), "bea", now)
for number in range(100_000):
    keep_draft(desk, "register", str(number))
    print(number, flush=True)
"""


def test_a_draft_is_kept_in_place_of_the_one_before_and_leaves_no_row_in_the_trail(desk: Desk) -> None:
    before = desk.store.last_row()
    for text in ("Z", "Zo", TEXT):
        keep_draft(desk, "register", text)
    keep_draft(desk, "course", "6 sessions")
    assert read_drafts(desk) == {"register": TEXT, "course": "6 sessions"}
    drop_draft(desk, "course")
    drop_draft(desk, "course")
    assert read_drafts(desk) == {"register": TEXT}
    assert desk.store.last_row() == before


def test_what_was_there_before_and_what_is_dropped_is_in_no_row(desk: Desk) -> None:
    keep_draft(desk, "register", "zzyzx one")
    keep_draft(desk, "register", "zzyzx two")
    assert [one.text for one in desk.store.find(DraftRecord)] == ["zzyzx two"]
    drop_draft(desk, "register")
    assert desk.store.count(DraftRecord) == 0


def test_everybody_has_their_own(as_role: Callable[[Role], Desk]) -> None:
    keep_draft(as_role(Role.FRONT_DESK), "register", TEXT)
    other = as_role(Role.CLINICIAN)
    assert read_drafts(other) == {}
    drop_draft(other, "register")
    assert read_drafts(as_role(Role.FRONT_DESK)) == {"register": TEXT}


def test_who_is_removed_leaves_no_draft(tmp_path: Path) -> None:
    make(tmp_path / "clinic")
    desk = enter(tmp_path / "clinic", "bea", now)
    bea = desk.present().id
    keep_draft(desk, "register", TEXT)
    desk.close()
    desk = enter(tmp_path / "clinic", "ana", now)
    keep_draft(desk, "register", TEXT)
    remove_staff(desk, bea)
    assert [one.by for one in desk.store.find(DraftRecord)] == [desk.present().id]
    desk.close()


def test_while_the_desk_is_locked_a_draft_can_be_kept_but_not_looked_at(desk: Desk) -> None:
    set_pin(desk, "481516")
    desk.shift[desk.present().id] = 0
    lock(desk)
    keep_draft(desk, "register", TEXT)
    for look in (read_drafts, lambda here: drop_draft(here, "register")):
        with pytest.raises(NotAllowed, match="locked"):
            look(desk)
    unlock(desk, "ana", "481516")
    assert read_drafts(desk) == {"register": TEXT}


def test_nobody_signed_in_keeps_nothing(desk: Desk) -> None:
    desk.staff = None
    for act in (read_drafts, lambda here: keep_draft(here, "a", ""), lambda here: drop_draft(here, "a")):
        with pytest.raises(NotAllowed, match="Nobody is signed in"):
            act(desk)


def test_a_text_may_have_64_kib_and_no_more(desk: Desk) -> None:
    keep_draft(desk, "register", "é" * (MOST_BYTES // 2))
    with pytest.raises(EntryRefused, match="more than 64 KiB"):
        keep_draft(desk, "register", "é" * (MOST_BYTES // 2) + "e")
    assert len(read_drafts(desk)["register"]) == MOST_BYTES // 2


def test_a_draft_outlasts_a_kill(tmp_path: Path) -> None:
    make(tmp_path / "clinic")
    command = [sys.executable, "-c", TYPING, str(tmp_path / "clinic")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typing:
        assert typing.stdout
        said = [typing.stdout.readline() for _ in range(20)][-1]
        os.kill(typing.pid, signal.SIGKILL)
        said = [said, *typing.stdout][-1]
    desk = enter(tmp_path / "clinic", "bea", now)
    assert int(read_drafts(desk)["register"]) in {int(said), int(said) + 1}
    desk.close()
