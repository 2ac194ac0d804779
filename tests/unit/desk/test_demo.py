"""The demo clinic: forty made-up people, a day with a visit in every state, in a folder that is nobody else's."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pypdfium2
import pytest

from clinicdesk.desk.board import BoardLine, board
from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.courses import standing
from clinicdesk.desk.data_folder import demo_folder
from clinicdesk.desk.demo import DemoPerson, demo_day, demo_people, is_demo, make_demo, open_demo
from clinicdesk.desk.demo_data import read_demo, working_day
from clinicdesk.desk.demo_life import DemoClock, Event, live
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.lacking import Lack
from clinicdesk.desk.papers import reprint
from clinicdesk.desk.people import find, likely_duplicates
from clinicdesk.desk.screening import progress
from clinicdesk.desk.session import lock, unlock
from clinicdesk.desk.signin import make_clinic, sign_in
from clinicdesk.desk.standing_plan import Hold, Part
from clinicdesk.desk.trail import verify_trail
from clinicdesk.engine.calendar import age_on
from clinicdesk.errors import StoreRefused
from clinicdesk.model.records import (
    CLINIC,
    ClinicRecord,
    CourseRecord,
    DocumentRecord,
    EstimateRecord,
    PatientRecord,
    StaffRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.roles import Role
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Kind
from clinicdesk.resources import folder as resources
from clinicdesk.store.backup_folder import BACKUPS, backups
from clinicdesk.store.instance import only_window

NOW = datetime(2026, 11, 24, 15, 40, tzinfo=UTC)
TODAY = day_of(NOW)


class Stopped(Exception):
    pass


def stop(_done: int, _of: int) -> None:
    raise Stopped


def who(role: Role) -> DemoPerson:
    return next(one for one in demo_people() if role in one.roles)


def enter(folder: Path, role: Role, now: datetime = NOW) -> Desk:
    return sign_in(folder, who(role).login, who(role).password, lambda: now)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[int, int]]]:
    """The folder of a whole demo, and what was told while it was made."""
    folder, told = tmp_path_factory.mktemp("demo") / "clinic", []
    make_demo(folder, NOW, lambda done, of: told.append((done, of)))
    return folder, told


@pytest.fixture(scope="module")
def desk(made: tuple[Path, list[tuple[int, int]]]) -> Iterator[Desk]:
    """The manager, who is at the front desk too, on the morning of the demo."""
    opened = enter(made[0], Role.MANAGER)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def day(desk: Desk) -> list[BoardLine]:
    return board(desk, TODAY)


def test_it_is_marked_and_bears_its_day(made: tuple[Path, list[tuple[int, int]]], desk: Desk) -> None:
    assert is_demo(made[0])
    assert demo_day(made[0]) == TODAY
    assert desk.store.get(ClinicRecord, CLINIC).name.endswith("(DEMO)")


def test_it_tells_how_far_it_is_from_the_first_part_to_the_last(made: tuple[Path, list[tuple[int, int]]]) -> None:
    told = made[1]
    assert told == [(one + 1, len(told)) for one in range(len(told))]


def test_there_are_forty_patients_of_every_kind(desk: Desk) -> None:
    patients = desk.store.find(PatientRecord)
    assert len(patients) == 40
    assert len({(one.given_name, one.family_name) for one in patients}) == 40
    ages = [TODAY.year - one.birth_date.year for one in patients if one.birth_date]
    assert min(ages) < 12
    assert max(ages) > 80
    assert any(one.guardian for one in patients)
    assert any(one.representative for one in patients)
    assert {not one.given_name for one in patients} == {not one.family_name for one in patients} == {True, False}
    assert any(len(one.family_name) > 25 for one in patients)
    assert any(not f"{one.given_name}{one.family_name}".isascii() for one in patients)
    assert {one.language for one in patients} > {"en", "es"}


def test_nobody_can_be_reached_by_what_stands_there(desk: Desk) -> None:
    for one in desk.store.find(PatientRecord):
        assert re.fullmatch(r"919-555-01\d\d", one.phone)
        assert not one.email or one.email.endswith(".example")


def test_every_state_of_the_board_is_there_today(day: list[BoardLine]) -> None:
    assert {one.visit.state for one in day} == set(VisitState)
    assert {one.code for line in day for one in line.lacks} == set(Lack) - {Lack.COURSE_TO_CONFIRM}
    assert {one.visit.kind for one in day} == set(Kind)
    assert 16 <= len(day) <= 22
    done = [{one.code for one in line.lacks} for line in day if line.visit.state is VisitState.DONE]
    assert {Lack.COLLECT} in done


def test_the_board_counts_the_questions_as_the_visit_does(desk: Desk, day: list[BoardLine]) -> None:
    counted = {
        line.visit.id: (lack.done, lack.of) for line in day for lack in line.lacks if lack.code is Lack.SCREENING
    }
    told = {}
    for line in day:
        if line.visit.course and line.visit.state in {VisitState.BOOKED, VisitState.ARRIVED}:
            known = progress(desk, line.patient.id, line.visit.id)
            if not known.finished:
                told[line.visit.id] = known.answered, known.required
    with_course = {line.visit.id for line in day if line.visit.course}
    assert {one: counts for one, counts in counted.items() if one in with_course} == told
    kinds = {line.visit.kind for line in day if line.visit.id in told}
    assert kinds == set(Kind)


def test_a_screening_is_half_done_and_a_returning_patient_owes_twenty_dollars(day: list[BoardLine]) -> None:
    lacks = [one for line in day if line.visit.state is VisitState.ARRIVED for one in line.lacks]
    assert any(one.code is Lack.SCREENING and 0 < one.done < one.of for one in lacks)
    assert any(one.code is Lack.COLLECT and one.cents == 2000 for one in lacks)


def test_a_good_faith_estimate_has_a_deadline_and_visits_are_booked_for_the_next_days(desk: Desk) -> None:
    assert any(one.kind == "good_faith_estimate" and one.due for one in desk.store.find(DocumentRecord))
    assert len([one for one in desk.store.find(VisitRecord) if one.day > TODAY]) > 5


def test_of_some_courses_each_part_is_stale(desk: Desk) -> None:
    courses = [one for one in desk.store.find(CourseRecord) if not one.closed_on]
    stale = {part.part for one in courses for part in standing(desk, one.id) if part.hold is Hold.STALE}
    assert stale >= {Part.SCREENING, Part.SESSIONS, Part.COVERAGE_CHECK, Part.PLAN_YEAR, Part.AUTHORIZATION}


def test_every_paper_that_was_issued_reads_back_with_its_patient(desk: Desk) -> None:
    papers = {one.label: one for one in desk.store.find(DocumentRecord)}
    assert len(papers) > 15
    for one in papers.values():
        patient = desk.store.get(PatientRecord, one.patient)
        pages = pypdfium2.PdfDocument(reprint(desk, one.id))
        text = " ".join(pages[at].get_textpage().get_text_range() for at in range(len(pages)))
        assert (patient.family_name or patient.given_name) in text
        assert "(DEMO)" in text


def test_somebody_is_found_without_accents_and_a_likely_duplicate_is_seen(desk: Desk) -> None:
    assert find(desk, "wojcik")[0].family_name == "Wójcik"
    maria = next(one for one in desk.store.find(PatientRecord) if one.given_name == "Maria")
    assert "María" in [one.patient.given_name for one in likely_duplicates(desk, maria.person)]


def test_the_trail_is_whole_and_nothing_in_it_is_still_to_come(desk: Desk) -> None:
    verify_trail(desk)
    rows = list(desk.store.trail())
    assert len(rows) > 1000
    assert all(moment(one.entry.at) <= NOW for one in rows)
    assert not any("clock_back_by_seconds" in one.entry.told for one in rows)
    assert [one.entry.at for one in rows] == sorted(one.entry.at for one in rows)


def test_a_backup_was_made_today(made: tuple[Path, list[tuple[int, int]]]) -> None:
    assert [TODAY.isoformat() in one.name for one in backups(made[0] / BACKUPS)] == [True]


@pytest.mark.parametrize("person", demo_people(), ids=lambda one: one.login)
def test_everybody_signs_in_and_unlocks_as_it_is_told(
    made: tuple[Path, list[tuple[int, int]]], person: DemoPerson
) -> None:
    desk = sign_in(made[0], person.login, person.password, lambda: NOW)
    assert desk.trail_fault == ""
    lock(desk)
    unlock(desk, person.login, person.pin)
    assert desk.staff
    assert (desk.staff.name, desk.staff.roles) == (person.name, person.roles)
    desk.close()


def test_every_role_is_there_and_two_treat() -> None:
    assert {role for one in demo_people() for role in one.roles} == set(Role)
    assert sum(one.profession is not None for one in demo_people()) == 2
    assert demo_people()[0].role_words == "manager and front desk"


def summary(folder: Path) -> list[object]:
    """What is the same in two demos of one instant: everything but keys and ids."""
    desk = enter(folder, Role.MANAGER)
    before = f"{NOW:%Y-%m-%dT%H:%M}"
    told: list[object] = [(one.entry.at, one.entry.act) for one in desk.store.trail(until=before)]
    told += [replace(one.person, id="") for one in desk.store.find(PatientRecord)]
    told += [(one.at, one.patient_total) for one in desk.store.find(EstimateRecord)]
    told += [(one.at, one.kind, one.due, one.blocked) for one in desk.store.find(DocumentRecord)]
    desk.close()
    return told


def test_two_of_one_instant_are_the_same_but_for_keys_and_ids(
    made: tuple[Path, list[tuple[int, int]]], tmp_path: Path
) -> None:
    make_demo(tmp_path / "again", NOW)
    assert summary(tmp_path / "again") == summary(made[0])


def test_todays_demo_is_left_as_it_is(made: tuple[Path, list[tuple[int, int]]]) -> None:
    open_demo(made[0], NOW + timedelta(hours=2), stop)


def test_a_demo_of_another_day_is_made_anew_and_one_that_was_stopped_is_no_demo_of_a_day(tmp_path: Path) -> None:
    (tmp_path / "DEMO").write_text(f"{TODAY - timedelta(days=1)}")
    (tmp_path / "clinic.db").write_text("of yesterday")
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "old").write_text("of yesterday")
    with pytest.raises(Stopped):
        open_demo(tmp_path, NOW, stop)
    assert not (tmp_path / "backups").exists()
    assert (tmp_path / "clinic.db").read_bytes()[:12] != b"of yesterday"
    assert is_demo(tmp_path)
    assert demo_day(tmp_path) is None


def test_a_folder_that_is_not_the_demos_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    for make in (open_demo, make_demo):
        with pytest.raises(StoreRefused, match="not the demo clinic's"):
            make(tmp_path, NOW)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]
    assert not is_demo(tmp_path)
    with pytest.raises(StoreRefused, match="cannot be made"):
        open_demo(tmp_path / "letter.txt", NOW)


@pytest.mark.parametrize("mark", ["", "2026-09-01", "the tape of my band"])
def test_somebody_s_own_folder_with_a_file_of_that_name_is_left_alone(tmp_path: Path, mark: str) -> None:
    (tmp_path / "DEMO").write_text(mark)
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    for make in (open_demo, make_demo):
        with pytest.raises(StoreRefused, match="not the demo clinic's"):
            make(tmp_path, NOW)
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "mine"
    assert (tmp_path / "DEMO").read_text() == mark


def test_no_real_clinic_is_made_in_the_demo_s_folder(tmp_path: Path) -> None:
    (tmp_path / "DEMO").write_text("")
    clinic = ClinicRecord(id="", name="Real", state="NC")
    manager = StaffRecord(id="", login="eve", name="Eve", roles=(Role.MANAGER,))
    with pytest.raises(StoreRefused, match="is the demo clinic's"):
        make_clinic(tmp_path, clinic, manager, "correct horse battery staple")
    assert [one.name for one in tmp_path.iterdir()] == ["DEMO"]


def test_what_a_window_leaves_in_the_folder_does_not_keep_a_demo_from_being_made_anew(tmp_path: Path) -> None:
    (tmp_path / "DEMO").write_text(f"{TODAY - timedelta(days=1)}")
    for name in (
        "clinic.db-wal",
        "clinic.db.before-2026",
        "window.ini",
        "window.ini.lock",
        "call",
        "waits.json",
        "lock",
    ):
        (tmp_path / name).write_text("")
    (tmp_path / "reports").mkdir()
    assert is_demo(tmp_path)


def test_a_demo_that_is_open_in_a_window_is_left_alone(made: tuple[Path, list[tuple[int, int]]]) -> None:
    with only_window(made[0]), pytest.raises(StoreRefused, match="already open"):
        open_demo(made[0], NOW + timedelta(days=1), stop)
    assert demo_day(made[0]) == TODAY


def test_the_folder_is_the_named_one_or_one_of_the_account() -> None:
    assert demo_folder({"CLINICDESK_DEMO": "/somewhere"}) == Path("/somewhere")
    assert demo_folder({}).name == "clinicdesk-demo"


@pytest.mark.parametrize("hour", [timedelta(seconds=20), timedelta(hours=7), timedelta(hours=23, minutes=59)])
def test_at_any_hour_everything_lies_in_the_past_and_today_is_today(hour: timedelta) -> None:
    now = datetime(2026, 11, 24).astimezone() + hour
    clock = DemoClock(now)
    seen: list[datetime] = []

    def happens() -> None:
        seen.extend(clock() for _ in range(90))

    times = [time(at) for at in range(8, 18)]
    days = [date(2026, 11, 23), date(2026, 11, 24)]
    live(clock, [Event(day, at, happens) for day in reversed(days) for at in times], lambda *_: None)
    assert seen == sorted(seen)
    assert seen[-1] <= now
    assert [day_of(one) for one in seen] == [days[0]] * 900 + [days[1]] * 900


@pytest.mark.parametrize(("count", "day"), [(0, 28), (1, 30), (5, 34), (-1, 27), (-5, 23), (-10, 16)])
def test_working_days_are_counted_from_any_day(count: int, day: int) -> None:
    assert working_day(date(2026, 11, 28), count) == date(2026, 11, 1) + timedelta(days=day - 1)


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2027, 1, 1), date(2028, 2, 29), date(2031, 7, 6)])
def test_the_stories_can_be_told_on_any_day_and_everybody_keeps_their_age(today: date, rules: Rulebook) -> None:
    demo = read_demo(today, rules)
    ages = {
        one.person.given_name: age_on(one.person.birth_date, today) for one in demo.stories if one.person.birth_date
    }
    assert (ages["Olivia"], ages["Leila"], ages["Eleanor"]) == (15, 9, 88)
    assert all(visit.day >= one.opened for one in demo.stories for visit in one.visits)
    assert any(visit.day > today for one in demo.stories for visit in one.visits)


def test_the_files_of_the_demo_are_those_that_are_read() -> None:
    names = {one.name for one in (resources() / "demo").iterdir()}
    assert names == {"README.md", "answers.toml", "clinic.toml", "others.toml", "staff.toml", "today.toml"}
