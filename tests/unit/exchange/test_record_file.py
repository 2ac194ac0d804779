"""The copy of a patient's record: what JSON cannot hold becomes what it can, and no name in it was typed by anybody."""

import io
import json
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest

from clinicdesk.exchange.record_file import archive, ending_of, record_text
from clinicdesk.exchange.record_index import Index, record_page
from clinicdesk.model.people import Party, Patient
from clinicdesk.model.visit import Kind
from clinicdesk.words import Words


def test_records_dates_and_fixed_words_become_plain_json() -> None:
    told = record_text(
        {"patient": Party("Ana", "mother"), "days": (date(2026, 11, 23), None), "kind": Kind.FULL, "cents": 15200}
    )
    assert json.loads(told) == {
        "clinicdesk": "record/1",
        "patient": {"name": "Ana", "relationship": "mother"},
        "days": ["2026-11-23", None],
        "kind": "full",
        "cents": 15200,
    }


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"II*\0", "tif"),
        (b"MM\0*", "tif"),
        (b"<html>", "bin"),
        (b"", "bin"),
    ],
)
def test_a_file_is_named_by_its_first_bytes(content: bytes, ending: str) -> None:
    assert ending_of(content) == ending


def test_the_archive_has_every_file_and_the_day_on_which_it_was_made() -> None:
    data = archive({"a.txt": b"one", "b/c.pdf": b""}, datetime(2026, 11, 23, 15, 4, 6, tzinfo=UTC))
    with ZipFile(io.BytesIO(data)) as folder:
        assert {one.filename: one.date_time for one in folder.infolist()} == dict.fromkeys(
            ("a.txt", "b/c.pdf"), (2026, 11, 23, 15, 4, 6)
        )
        assert folder.read("a.txt") == b"one"


def test_the_page_leaves_out_what_there_is_none_of(words: Words) -> None:
    page = record_page(
        Index(
            clinic="Riverbend & Sons",
            patient=Patient(given_name="", family_name="Nuñez", birth_date=None),
            made=date(2026, 11, 23),
            plans=[],
            visits=[(date(2026, 11, 23), "09:00")],
            papers=[],
            files=[],
            looked=[],
        ),
        words,
    ).decode()
    assert "Record of Nuñez" in page
    assert "Riverbend &amp; Sons" in page
    assert "Born: not known" in page
    assert page.count("<h2>") == 1
