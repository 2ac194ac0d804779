"""Encryption is really on: a marker is in no byte that is written anywhere, nor is any key."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

MARKER = "Xanthippa-Quillfeather"
DAY_AT_THE_DESK = """
import gc, os, sys, traceback
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from clinicdesk.errors import ClinicdeskError
from clinicdesk.store.backup import back_up
from clinicdesk.store.restore import restore
from clinicdesk.store.rekey import rotate
from tests.unit.store.clinics import clinic
from tests.unit.store.stores import patient, entry

data, marker, wait = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
ours = clinic(data)
store = ours.store()
person = store.put(patient("q", given_name=marker, family_name=marker, address=f"1 {marker} Lane"))
store.put(replace(person, phone="919 555 0100"))
store.log(replace(entry(), told={"name": marker}))
with store.transaction():
    for number in range(800):
        store.put(patient(f"q{number}", family_name=f"{marker} {number}"))
assert store.search(marker.lower()) and store.likely(person) is not None
store._connection.execute('SELECT * FROM "patient" ORDER BY "address" || "family_name"').fetchall()
for wrong in (lambda: store.put(person), lambda: store.put(patient("nobody", version=9))):
    try:
        wrong()
    except ClinicdeskError:
        traceback.print_exc()
store.close()
now = datetime(2026, 11, 24, tzinfo=timezone.utc)
made = back_up(data, ours.unlocked, now)
restore(data, made.backup.folder, ours.unlocked, now)
now_unlocked = rotate(data, ours.unlocked, without="staff-2")
print(ours, now_unlocked, repr(ours.unlocked), vars(store) and "", file=sys.stderr)
store = ours.store()
store.put(patient("last", family_name=marker))
keys = [*now_unlocked.database_keys.values(), now_unlocked.trail_key]
print("KEYS", *(key.hex() for key in keys), flush=True)
if wait:
    os.kill(os.getpid(), 9)
store.close()
"""


@pytest.fixture(params=["", "killed"], ids=["closed", "killed"])
def left(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, list[bytes], bytes]:
    """The folders that a day at the desk has written to, the keys it had, and what it said on the way."""
    for name in ("home", "temp", "work"):
        (tmp_path / name).mkdir()
    told = {"HOME": "home", "TMPDIR": "temp", "SQLITE_TMPDIR": "temp", "XDG_CACHE_HOME": "home", "PWD": "work"}
    environment = {**os.environ, **{name: str(tmp_path / place) for name, place in told.items()}}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", DAY_AT_THE_DESK, str(tmp_path / "work" / "clinic"), MARKER, request.param]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path / "work", env=environment, check=False)
    said, _, keys = done.stdout.partition(b"KEYS ")
    assert keys, done.stderr.decode()
    return tmp_path, [bytes.fromhex(key.decode()) for key in keys.split()], said + done.stderr


def spellings(text: str) -> set[bytes]:
    """A name as it could stand in a file."""
    cases = {text, text.lower(), text.upper(), text.partition("-")[0], text.partition("-")[2].lower()}
    return {case.encode(code) for case in cases for code in ("utf-8", "utf-16-le", "utf-16-be")}


def of_key(key: bytes) -> set[bytes]:
    """A key as it could stand in a file or a log."""
    return {key, key[:16], key[16:], key.hex().encode(), key.hex().upper().encode(), base64.b64encode(key)}


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_a_patients_name_is_in_no_byte_of_any_file(left: tuple[Path, list[bytes], bytes]) -> None:
    folder, _, _ = left
    found = [(path.name, one) for path in files(folder) for one in spellings(MARKER) if one in path.read_bytes()]
    assert found == []
    assert sum(path.name.startswith("clinic.db") for path in files(folder)) >= 3
    assert list((folder / "temp").iterdir()) == []
    assert list((folder / "home").iterdir()) == []


def test_no_key_is_in_any_file_or_in_anything_that_is_said(left: tuple[Path, list[bytes], bytes]) -> None:
    folder, keys, said = left
    assert len(keys) == 3
    for key in keys:
        for spelled in of_key(key):
            assert [path.name for path in files(folder) if spelled in path.read_bytes()] == []
            assert spelled not in said
    assert b"Traceback" in said


def test_what_a_failure_says_names_no_patient(left: tuple[Path, list[bytes], bytes]) -> None:
    _, _, said = left
    lines = [line for line in said.decode().splitlines() if "Error" in line or "clinicdesk.errors" in line]
    assert lines
    assert [line for line in lines if MARKER in line] == []


def test_the_marker_is_seen_where_it_stands(tmp_path: Path) -> None:
    """The search itself finds what is not encrypted."""
    (tmp_path / "plain").write_bytes(b"..." + MARKER.upper().encode("utf-16-le"))
    assert any(one in (tmp_path / "plain").read_bytes() for one in spellings(MARKER))
