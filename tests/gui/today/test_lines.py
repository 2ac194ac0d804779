"""A line of the board in words: every thing that can be lacking, each with its mark; never a zero for the unknown."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clinicdesk.desk.board import BoardLine
from clinicdesk.desk.lacking import Lack, Lacking
from clinicdesk.model.records import PatientRecord, VisitRecord, VisitState
from clinicdesk.ui.today.lines import Lines, minutes_here, namesakes
from clinicdesk.ui.widgets.painted import Chip
from clinicdesk.words import read_words

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LINES = Lines(read_words("en"), "USD", TODAY)


def line(
    *lacks: Lacking, state: VisitState = VisitState.ARRIVED, minutes: int | None = 5, number: int = 1
) -> BoardLine:
    patient = PatientRecord(id=f"p{number}", given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1))
    visit = VisitRecord(id=f"v{number}", patient=patient.id, day=TODAY, time="09:00", state=state)
    came = None if minutes is None else NOW - timedelta(minutes=minutes)
    return BoardLine(visit=visit, patient=patient, lacks=lacks, arrived_at=came)


def chips(*lacks: Lacking, state: VisitState = VisitState.ARRIVED) -> tuple[Chip, ...]:
    return LINES.cells(line(*lacks, state=state), NOW)[3].chips


@pytest.mark.parametrize(
    ("lack", "state", "text"),
    [
        (Lacking(code=Lack.COURSE), "open", "no course yet"),
        (Lacking(code=Lack.COURSE_TO_CONFIRM), "open", "course to confirm"),
        (Lacking(code=Lack.SCREENING, done=12, of=35), "open", "screening 12/35"),
        (Lacking(code=Lack.STOP), "stop", "STOP"),
        (Lacking(code=Lack.REVIEW), "review", "review by a clinician"),
        (Lacking(code=Lack.NOT_TODAY), "stop", "not today"),
        (Lacking(code=Lack.CONFIRMATION), "review", "paper decision to confirm"),
        (Lacking(code=Lack.COVERAGE_UNKNOWN), "open", "coverage not known"),
        (Lacking(code=Lack.ESTIMATE), "open", "estimate to make"),
        (
            Lacking(code=Lack.SIGNATURE, papers=("consent", "non_covered_waiver")),
            "open",
            "unsigned: Consent and Non-covered service waiver",
        ),
    ],
)
def test_each_thing_that_is_lacking_has_its_word_and_its_mark(lack: Lacking, state: str, text: str) -> None:
    assert chips(lack) == (Chip(state, text),)


def test_every_lack_is_shown_somewhere() -> None:
    for code in Lack:
        cells = LINES.cells(line(Lacking(code=code, cents=2000)), NOW)
        assert (cells[3].chips and cells[3].chips[0].state != "ok") or cells[4].first, code


def test_the_gravest_stands_first_and_money_in_a_column_of_its_own() -> None:
    told = line(Lacking(code=Lack.COVERAGE_UNKNOWN), Lacking(code=Lack.REVIEW), Lacking(code=Lack.COLLECT, cents=2000))
    cells = LINES.cells(told, NOW)
    assert [one.text for one in cells[3].chips] == ["review by a clinician", "coverage not known"]
    assert (cells[4].first, cells[4].text) == ("$20.00", "collect $20.00")
    assert cells[1].text.endswith("review by a clinician, coverage not known, collect $20.00")


@pytest.mark.parametrize("code", [Lack.STOP, Lack.NOT_TODAY])
def test_while_nobody_may_be_treated_there_is_a_dash_in_the_place_of_money(code: Lack) -> None:
    cells = LINES.cells(line(Lacking(code=code)), NOW)
    assert (cells[4].first, cells[4].text) == ("-", "nothing to collect now")
    assert cells[1].text.endswith("nothing to collect now")


def test_what_was_to_be_collected_stays_muted_when_the_visit_is_done() -> None:
    collect = Lacking(code=Lack.COLLECT, cents=2000)
    done, here = (LINES.cells(line(collect, state=one), NOW) for one in (VisitState.DONE, VisitState.ARRIVED))
    assert (done[4].first, done[4].muted, done[4].text) == ("$20.00", True, "was to be collected: $20.00")
    assert not here[4].muted
    assert done[3].chips == ()


def test_where_nothing_is_to_be_collected_there_is_no_zero() -> None:
    cells = LINES.cells(line(Lacking(code=Lack.ESTIMATE)), NOW)
    assert cells[4].text == ""


def test_only_who_is_here_can_have_nothing_left_to_do() -> None:
    assert chips() == (Chip("ok", "questions and papers done"),)
    assert chips(state=VisitState.DONE) == chips(state=VisitState.CANCELLED) == ()


@pytest.mark.parametrize(
    ("state", "minutes", "text"),
    [
        (VisitState.ARRIVED, 5, "here 5 min"),
        (VisitState.ARRIVED, 125, "here 2 h 5 min"),
        (VisitState.ARRIVED, None, "here"),
        (VisitState.BOOKED, None, "to come"),
        (VisitState.DONE, None, "done"),
        (VisitState.CANCELLED, None, "cancelled"),
    ],
)
def test_where_somebody_stands_is_told_in_words(state: VisitState, minutes: int | None, text: str) -> None:
    assert LINES.cells(line(state=state, minutes=minutes), NOW)[2].text == text


def test_nobody_waits_longer_than_since_the_clock_says_so() -> None:
    assert minutes_here(line(minutes=-3), NOW) == 0
    assert minutes_here(line(state=VisitState.DONE), NOW) is None


def test_one_patient_with_two_visits_is_nobodys_namesake() -> None:
    assert namesakes([line(number=1), line(number=1)]) == {}
    assert namesakes([line(number=1), line(number=2)]) == {"p1": True, "p2": True}
