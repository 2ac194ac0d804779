"""A course that is taken up in its middle goes on as it would have gone on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clinicdesk.desk.rest import rest_of, through
from clinicdesk.desk.so_far import SoFar
from clinicdesk.engine.visit import determined, work
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.exchange.visit_writer import visit_text
from clinicdesk.model.visit import Visit
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from tests.conftest import as_visit
from tests.property.strategies import visit_files

RULES = load(rule_files())


def limit_stays(visit: Visit) -> bool:
    """Whether the payer's limit is the same on every day: it is that of the first session which is covered."""
    days = visit.service.dates(visit.service.sessions)
    ones = (replace(visit, service=replace(visit.service, first_session=day, sessions_range=None)) for day in days)
    return len({tuple(one.visits_allowed for one in determined(each, 1, RULES)) for each in ones}) == 1


def check(value: dict[str, Any], part: int) -> None:
    """Worked out from a session on, with what the sessions before took, each line is what it is in the whole course."""
    visit = as_visit(value, RULES)
    assume(visit.service.sessions > 1 and limit_stays(visit))
    held = 1 + part % (visit.service.sessions - 1)
    days = visit.service.dates(held + 1)
    here = replace(visit, day=days[-1])
    so_far = SoFar(days=days[:-1], told=(date.min,) * len(visit.coverage))
    rest = rest_of(here, so_far, RULES, before=held)
    assert rest.before == held
    assert through(rest, RULES).estimate.lines == tuple(
        line for line in work(here, RULES).estimate.lines if line.session > held
    )
    written = replace(rest.visit, clinician_decision=None)
    assert read_visit(visit_text(written), RULES) == written


@given(visit_files(RULES), st.integers(0, 12))
def test_the_rest_of_a_course_costs_what_it_costs_in_the_whole(value: dict[str, Any], part: int) -> None:
    check(value, part)


@pytest.mark.torture
@settings(settings.get_profile("long"))
@given(visit_files(RULES), st.integers(0, 12))
def test_the_rest_of_a_course_ten_thousand_times(value: dict[str, Any], part: int) -> None:
    check(value, part)


@given(visit_files(RULES), st.integers(0, 12))
def test_what_was_told_today_is_taken_as_it_was_told(value: dict[str, Any], part: int) -> None:
    visit = as_visit(value, RULES)
    assume(visit.service.sessions > 1 and not visit.self_pay)
    held = 1 + part % (visit.service.sessions - 1)
    days = visit.service.dates(held + 1)
    so_far = SoFar(days=days[:-1], told=(days[-1],) * len(visit.coverage))
    rest = rest_of(replace(visit, day=days[-1]), so_far, RULES)
    assert rest.before == held
    assert rest.visit.service.first_session == days[-1]
    for told, taken in zip(visit.coverage, rest.visit.coverage, strict=True):
        assert taken.benefits == replace(told.benefits, as_of=days[-1])
        assert 0 <= taken.visits_used - told.visits_used <= held


@given(visit_files(RULES), st.integers(0, 12), st.integers(0, 40))
def test_a_course_runs_in_its_rhythm_from_the_day_of_the_visit(value: dict[str, Any], part: int, late: int) -> None:
    visit = as_visit(value, RULES)
    held = part % visit.service.sessions
    days = visit.service.dates(held + 1)
    here = replace(visit, day=days[-1] + timedelta(days=late))
    rest = rest_of(here, SoFar(days=days[:-1], told=(date.min,) * len(visit.coverage)), RULES)
    session = next(line for line in through(rest, RULES).estimate.lines if line.session == held + 1)
    assert session.day == (here.day if held else visit.service.first_session)
