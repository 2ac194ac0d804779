"""The rule book, the screening and the estimate."""

import json
from collections.abc import Iterator
from functools import partial

from clinicdesk.engine.estimate import estimate
from clinicdesk.engine.screening import screen
from clinicdesk.engine.visit import determined
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from tests.bench.measure import Row, interleaved
from tests.conftest import example_json

REPEATED = 200


def rows() -> Iterator[Row]:
    """Rule book load, 40 answers screened one after the other, one explained estimate of 6 sessions."""
    (taken,) = interleaved(lambda: load(rule_files()))
    yield Row("rule book: all files read and checked", "-", f"{taken * 1000:.1f} ms", "< 60 ms", taken < 0.06)
    yield _screening()
    yield _estimate()


def _screening() -> Row:
    rules = load(rule_files())
    visit = read_visit(json.dumps(example_json("deductible-met-midway")).encode(), rules)
    answers = list(visit.answers.items())
    growing = [dict(answers[:count]) for count in range(1, len(answers) + 1)]
    again = partial(
        screen,
        rules.questionnaire,
        day=visit.day,
        birth_date=visit.patient.birth_date,
        kind=visit.screening,
        age_of_consent=18,
        referral_asked=False,
    )
    (taken,) = interleaved(lambda: [again(told) for told in growing])
    told = f"{taken * 1000:.2f} ms for {len(growing)}"
    return Row("screening, anew after each answer", "one event-loop tick", told, "< 1 ms for 40", taken < 0.001)


def _estimate() -> Row:
    rules = load(rule_files())
    value = example_json("deductible-met-midway")
    value["service"]["sessions"] = 6
    visit = read_visit(json.dumps(value).encode(), rules)
    found = determined(visit, 6, rules)
    (taken,) = interleaved(lambda: [estimate(visit, found) for _ in range(REPEATED)])
    each = taken / REPEATED
    return Row("one estimate of 6 sessions, explained", "-", f"{each * 1e6:.0f} us", "< 100 us", each < 0.0001)
