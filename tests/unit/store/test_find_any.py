"""Records found by many values at once: one question to the store instead of one for each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinicdesk.model.records import VisitRecord, VisitState
from clinicdesk.store.protocol import Store
from tests.unit.store.stores import ENGINES, Engine, put_parents, visit


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    engine: Engine = request.param
    made = engine.make(tmp_path)
    put_parents(made)
    yield made
    made.close()


def found(store: Store, column: str, *values: str | date | VisitState | None) -> list[str]:
    return [one.id for one in store.find_any(VisitRecord, column, values)]


def test_records_with_any_of_the_values_come_in_the_order_of_their_making(store: Store) -> None:
    for number, day in zip("zya", (9, 3, 5), strict=True):
        store.put(replace(visit(number), day=date(2026, 11, day), state=VisitState.ARRIVED))
    assert found(store, "id", "a", "z", "nobody") == ["z", "a"]
    assert found(store, "day", date(2026, 11, 5), date(2026, 11, 9)) == ["z", "a"]
    assert found(store, "state", VisitState.ARRIVED, VisitState.BOOKED) == ["v", "z", "y", "a"]
    assert found(store, "patient", "p", "p") == ["v", "z", "y", "a"]


def test_no_value_and_none_find_nothing(store: Store) -> None:
    assert found(store, "id") == []
    assert found(store, "full_on", None) == []


def test_a_value_with_sql_or_json_in_it_is_a_value(store: Store) -> None:
    names = ["') OR 1=1 --", '"]', "\\", "v\0", "[1]"]
    assert found(store, "id", *names) == []
    store.put(visit('"]'))
    assert found(store, "id", *names) == ['"]']


def test_many_thousand_values_are_one_question(store: Store) -> None:
    assert found(store, "id", *(f"v{number}" for number in range(50_000)), "v") == ["v"]
