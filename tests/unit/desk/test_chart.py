"""The bars on the screen: there where the sheet has them, and with each way to go on that is compared."""

from dataclasses import replace

from clinicdesk.desk.chart import chart_of
from clinicdesk.desk.costs import Option, compare
from clinicdesk.desk.desk import Desk
from clinicdesk.engine.visit import work
from clinicdesk.model.rulebook import Rulebook
from tests.conftest import as_visit, example_json
from tests.unit.desk.visits import at_the_desk


def test_a_course_has_its_bars_and_a_single_session_has_none(rules: Rulebook) -> None:
    visit = as_visit(example_json("deductible-met-midway"), rules)
    drawn = chart_of(visit, work(visit, rules), rules)
    assert drawn.startswith("<svg")
    assert ">$60.00<" in drawn
    alone = replace(visit, service=replace(visit.service, sessions=1))
    assert chart_of(alone, work(alone, rules), rules) == ""


def test_each_option_comes_with_its_own_bars(desk: Desk) -> None:
    case = at_the_desk(desk)
    planned, alone, single = compare(
        desk,
        *case.here,
        [
            Option(name="as planned"),
            Option(name="self-pay", use_insurance=False),
            Option(name="one session", sessions=1),
        ],
    )
    assert "deductible" in planned.chart
    assert "deductible" not in alone.chart
    assert alone.chart.startswith("<svg")
    assert single.chart == ""
