"""A patient asks for everything that the clinic keeps, and takes it home in one file."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from clinicdesk.desk.courses import move_visit, open_course, open_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import change, merge, register
from clinicdesk.desk.plans import add_coverage
from clinicdesk.desk.record_contents import OF_A_PATIENT
from clinicdesk.desk.record_export import export_record
from clinicdesk.errors import ClinicdeskError, NotAllowed
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.people import Patient
from clinicdesk.model.records import FileRecord, PatientRecord, VisitRecord, VisitState
from clinicdesk.model.roles import Act, Role
from clinicdesk.model.screening import Outcome
from clinicdesk.model.visit import Service
from clinicdesk.store.kept import COLUMNS
from tests.unit.desk.kept import answered, issued, screened, signed

TODAY = date(2026, 11, 23)
MARKUP = '<script src="https://example.org/x.js">alert(1)</script>'
ANA = Patient(given_name="Ana", family_name=f"Nuñez {MARKUP}", birth_date=date(1990, 5, 1), phone="(919) 555-0142")


@pytest.fixture
def manager(as_role: Callable[[Role], Desk]) -> Desk:
    return as_role(Role.MANAGER)


@pytest.fixture
def visit(manager: Desk) -> VisitRecord:
    """A visit with answers, a paper and a scan."""
    patient = register(manager, ANA).id
    add_coverage(manager, patient, Coverage(payer="bcbsnc", in_network=True, member_id="YPP123"), 1)
    course = open_course(manager, patient, Service(code="20561", sessions=3, first_session=TODAY), "staff-kim")
    visit = open_visit(manager, patient, course.id, TODAY, "09:00")
    answered(manager, visit, {"pregnant": "yes"})
    answered(manager, visit, {"pregnant": "no"})
    screened(manager, visit, Outcome.NO_FLAGS, {"pregnant": "no"})
    signed(manager, issued(manager, visit))
    scan(manager, patient, "../../etc/passwd", b"\xff\xd8\xff made up")
    return move_visit(manager, patient, visit.id, VisitState.ARRIVED)


def scan(desk: Desk, patient: str, name: str, content: bytes) -> None:
    desk.store.append(
        FileRecord(
            id=desk.store.new_id(), by="staff-ana", at="2026-11-23T15:00:00.000Z", patient=patient, name=name,
            purpose="scan", content=content, sha256=sha256(content).hexdigest(),
        )
    )  # fmt: skip


def opened(path: Path) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(path.read_bytes())) as folder:
        assert folder.testzip() is None
        return {name: folder.read(name) for name in folder.namelist()}


def record_of(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(opened(path)["record.json"])
    return told


def test_the_file_has_the_papers_byte_for_byte_under_names_that_nobody_typed(
    manager: Desk, visit: VisitRecord, tmp_path: Path
) -> None:
    digest = export_record(manager, visit.patient, tmp_path / "record.zip")
    files = opened(tmp_path / "record.zip")
    assert set(files) == {"index.html", "record.json", "papers/0001.pdf", "files/0001.jpg"}
    assert files["papers/0001.pdf"] == b"%PDF-1.7\n made up\n"
    assert digest == sha256((tmp_path / "record.zip").read_bytes()).hexdigest()


def test_the_record_has_every_kind_with_amendments_and_earlier_states(
    manager: Desk, visit: VisitRecord, tmp_path: Path
) -> None:
    changed = change(manager, replace(manager.store.get(PatientRecord, visit.patient), phone="919 555 0143"))
    export_record(manager, visit.patient, tmp_path / "record.zip")
    told = record_of(tmp_path / "record.zip")
    assert (told["clinicdesk"], told["patient"], told["clinic"]) == ("record/1", visit.patient, "Riverbend Clinic")
    records = told["records"]
    assert [one["answer"] for one in records["answer"]] == ["yes", "no"]
    (patient,) = records["patient"]
    assert (patient["phone"], [one["phone"] for one in patient["earlier"]]) == (changed.phone, ["(919) 555-0142"])
    assert [one["state"] for one in (*records["visit"][0]["earlier"], *records["visit"])][-1] == "arrived"
    assert (records["document"][0]["file"], records["file"][0]["file"]) == ("papers/0001.pdf", "files/0001.jpg")
    assert "pdf" not in records["document"][0]
    assert records["coverage"][0]["plan"]["member_id"] == "YPP123"
    assert told["staff"]["staff-ana"] == "Ana Ruiz"


def test_every_kind_of_record_that_says_whose_it_is_goes_with_it() -> None:
    assert set(OF_A_PATIENT) == {kind for kind, columns in COLUMNS.items() if "patient" in columns}


def test_who_looked_goes_with_it_and_the_export_itself_is_in_the_trail(
    manager: Desk, visit: VisitRecord, tmp_path: Path
) -> None:
    digest = export_record(manager, visit.patient, tmp_path / "record.zip")
    acts = [one["act"] for one in record_of(tmp_path / "record.zip")["trail"]]
    assert acts[0] == "visit.move"
    assert acts[-1] == "patient.register"
    entry = next(manager.store.trail(newest_first=True)).entry
    assert (entry.act, entry.patient, entry.told["sha256"]) == (Act.EXPORT_RECORD, visit.patient, digest)


def test_nothing_of_another_patient_is_in_it(manager: Desk, visit: VisitRecord, tmp_path: Path) -> None:
    other = register(manager, Patient(given_name="Ben", family_name="Zzyzx", birth_date=None))
    scan(manager, other.id, "zzyzx.pdf", b"%PDF-zzyzx")
    export_record(manager, visit.patient, tmp_path / "record.zip")
    held = b"".join(opened(tmp_path / "record.zip").values()).lower()
    assert b"zzyzx" not in held
    assert other.id.encode() not in held


def test_after_a_merging_the_record_of_both_goes_with_it(manager: Desk, visit: VisitRecord, tmp_path: Path) -> None:
    stays = register(manager, replace(ANA, given_name="Anna"))
    merge(manager, visit.patient, stays.id)
    export_record(manager, stays.id, tmp_path / "one.zip")
    export_record(manager, visit.patient, tmp_path / "other.zip")
    for name in ("one.zip", "other.zip"):
        told = record_of(tmp_path / name)
        assert told["patient"] == stays.id
        assert [one["id"] for one in told["records"]["patient"]] == [stays.id, visit.patient]
        assert [one["id"] for one in told["records"]["visit"]] == [visit.id]


class Page(HTMLParser):
    """The tags, links and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_can_be_read_and_has_no_script_and_no_way_out(
    manager: Desk, visit: VisitRecord, tmp_path: Path
) -> None:
    export_record(manager, visit.patient, tmp_path / "record.zip")
    files = opened(tmp_path / "record.zip")
    page = Page(files["index.html"].decode())
    assert page.tags.isdisjoint({"script", "iframe", "img", "link", "object", "form"})
    assert set(page.links) == set(files) - {"index.html"}
    assert f"Record of Ana Nuñez {MARKUP}" in page.words
    assert "May 1, 1990" in page.words
    assert "../../etc/passwd" in page.words
    assert re.search(r"Max Okafor\s*patient\.register", page.words)


@pytest.mark.parametrize("where", ["missing/record.zip", "."])
def test_where_it_cannot_be_written_nothing_is_left_and_the_trail_has_no_export(
    manager: Desk, visit: VisitRecord, tmp_path: Path, where: str
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    with pytest.raises(ClinicdeskError, match="cannot be written"):
        export_record(manager, visit.patient, place / where)
    assert list(place.iterdir()) == []
    assert list(manager.store.trail(act=Act.EXPORT_RECORD)) == []


def test_only_a_manager_exports_a_record(visit: VisitRecord, as_role: Callable[[Role], Desk], tmp_path: Path) -> None:
    for role in (Role.FRONT_DESK, Role.CLINICIAN, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            export_record(as_role(role), visit.patient, tmp_path / "record.zip")
    assert not (tmp_path / "record.zip").exists()
