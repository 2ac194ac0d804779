"""Files of a patient: listed without being opened, and read in from outside."""

import os
from dataclasses import asdict
from pathlib import Path

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.files import MOST_BYTES, add_file, files_of, read_scan
from clinicdesk.desk.people import merge, register
from clinicdesk.errors import ClinicdeskError, EntryRefused
from clinicdesk.model.roles import Act
from tests.unit.desk.visits import ANA

SCAN = b"\x89PNG\r\n\x1a\nmade up"


def test_the_files_of_a_patient_are_listed_the_newest_first_under_every_record_that_is_the_patient(desk: Desk) -> None:
    patient, again = register(desk, ANA).id, register(desk, ANA).id
    card = add_file(desk, "card.png", "insurance card", SCAN, again)
    letter = add_file(desk, "letter.pdf", "referral", b"%PDF-1.7 made up", patient)
    merge(desk, again, patient)
    found = files_of(desk, patient)
    assert [one.id for one in found] == [letter.id, card.id]
    told = {key: value for key, value in asdict(found[1]).items() if key not in {"id", "at"}}
    assert told == {"name": "card.png", "purpose": "insurance card", "by": "Ana Ruiz", "size": len(SCAN)}
    row = next(desk.store.trail(newest_first=True, limit=1)).entry
    assert (row.act, row.patient) == (Act.VIEW_PATIENT, patient)


def test_a_file_outside_is_read_whole(tmp_path: Path) -> None:
    place = tmp_path / "scan.png"
    place.write_bytes(SCAN)
    assert read_scan(place) == SCAN


def test_what_is_no_file_is_refused_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for place in (tmp_path, tmp_path / "pipe.pdf", Path(os.devnull)):
        with pytest.raises(ClinicdeskError, match="no file"):
            read_scan(place)


def test_a_file_that_is_not_there_or_too_large_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ClinicdeskError, match="cannot be read"):
        read_scan(tmp_path / "gone.pdf")
    place = tmp_path / "huge.pdf"
    with place.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(EntryRefused, match="20 MiB"):
        read_scan(place)
