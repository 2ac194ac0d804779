"""The store's contract: what every engine does, tried on each of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.errors import ClinicdeskError, Conflict, NotKept, StoreFailed
from clinicdesk.model.record import Record, Versioned
from clinicdesk.model.records import AnswerRecord, CoverageRecord, PatientRecord, SettingRecord, VisitRecord, VisitState
from clinicdesk.store.kept import TABLES
from clinicdesk.store.protocol import Store
from tests.unit.store.stores import DAY, ENGINES, Engine, answer, coverage, entry, keep, patient, put_parents, visit
from tests.unit.store.values import records

KINDS = sorted(TABLES, key=lambda kind: kind.__name__)


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name, scope="module")
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.param
    return found


@pytest.fixture
def store(engine: Engine, tmp_path: Path) -> Iterator[Store]:
    made = engine.make(tmp_path)
    put_parents(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def lasting(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for many made-up values."""
    made = engine.make(tmp_path_factory.mktemp("lasting"))
    put_parents(made)
    yield made
    made.close()


@pytest.fixture
def other(engine: Engine, store: Store, tmp_path: Path) -> Iterator[Store]:
    """A second connection to `store`, as another window has it."""
    assert store.count(PatientRecord) == 1
    opened = engine.again(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: TABLES[kind])
@given(data=st.data())
@settings(max_examples=25)
def test_every_kind_comes_back_as_it_was_kept(lasting: Store, kind: type[Record], data: st.DataObject) -> None:
    record = data.draw(records(kind))
    record = replace(record, id=record.id + lasting.new_id())
    kept = keep(lasting, record)
    assert lasting.get(kind, record.id) == kept
    assert type(lasting.get(kind, record.id)) is kind
    assert kept == (replace(record, version=1) if isinstance(record, Versioned) else record)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if issubclass(kind, Versioned)], ids=lambda kind: TABLES[kind])
@given(data=st.data())
@settings(max_examples=15)
def test_every_earlier_state_comes_back_too(lasting: Store, kind: type[Versioned], data: st.DataObject) -> None:
    number = lasting.new_id()
    states = [replace(data.draw(records(kind)), id=number, version=version) for version in range(3)]
    kept = [lasting.put(state) for state in states]
    assert lasting.history(kind, number) == kept == [replace(one, version=one.version + 1) for one in states]


def test_ids_sort_by_their_making(store: Store, other: Store) -> None:
    made = [one.new_id() for _ in range(200) for one in (store, other)]
    assert made == sorted(made)
    assert len(set(made)) == 400


def test_records_are_found_by_their_columns_in_the_order_of_their_making(store: Store) -> None:
    days = [date(2026, 11, day) for day in (9, 3, 5)]
    for number, day in zip("zya", days, strict=True):
        store.put(replace(visit(number), day=day, state=VisitState.ARRIVED, screened=number == "y"))
    assert [one.id for one in store.find(VisitRecord, patient="p")] == ["v", "z", "y", "a"]
    assert [one.id for one in store.find(VisitRecord, day=days[1])] == ["y"]
    assert [one.id for one in store.find(VisitRecord, state=VisitState.ARRIVED, screened=False)] == ["z", "a"]
    assert [one.id for one in store.find(VisitRecord, full_on=None)] == ["v", "z", "y", "a"]
    assert store.find(VisitRecord, patient="nobody") == []


def test_the_latest_is_the_last_made(store: Store) -> None:
    for number, told in enumerate(("no", "unsure", "yes")):
        store.append(answer(f"a{number}", told=told))
    store.append(answer("b", item="fever"))
    latest = store.latest(AnswerRecord, visit="v", item="pregnant")
    assert latest is not None
    assert latest.answer == "yes"
    assert store.latest(AnswerRecord, visit="v", item="cough") is None


def test_counting(store: Store) -> None:
    for number in range(5):
        store.put(visit(f"v{number}", screened=number > 2))
    assert store.count(VisitRecord) == 6
    assert store.count(VisitRecord, screened=True) == 2
    assert store.count(VisitRecord, patient="nobody") == 0


def test_a_text_with_sql_in_it_is_a_value(store: Store) -> None:
    text = '\' OR 1=1; DROP TABLE "patient"; --'
    assert store.find(PatientRecord, phone=text) == []
    store.put(patient("q", phone=text))
    assert [one.id for one in store.find(PatientRecord, phone=text)] == ["q"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: TABLES[kind])
def test_what_is_not_there_is_told(store: Store, kind: type[Record]) -> None:
    with pytest.raises(NotKept, match=f"^There is no {TABLES[kind].replace('_', ' ')} with the number nobody"):
        store.get(kind, "nobody")


def test_the_history_of_what_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(NotKept):
        store.history(PatientRecord, "nobody")


def test_a_change_of_what_is_not_there_is_told_and_keeps_nothing(store: Store) -> None:
    with pytest.raises(NotKept):
        store.put(patient("q", version=3))
    assert store.count(PatientRecord) == 1


def test_a_stale_put_is_a_conflict_that_names_what_the_other_changed(store: Store, other: Store) -> None:
    seen, seen_there = store.get(CoverageRecord, "c"), other.get(CoverageRecord, "c")
    plan = replace(seen.plan, member_id="M2", benefits=replace(seen.plan.benefits, copay=3000))
    kept = store.put(replace(seen, plan=plan, rank=2))
    with pytest.raises(Conflict) as refused:
        other.put(replace(seen_there, ended=True))
    assert sorted(refused.value.fields) == ["plan.benefits.copay", "plan.member_id", "rank"]
    assert "Somebody else has changed this coverage" in str(refused.value)
    assert other.get(CoverageRecord, "c") == kept
    assert other.put(replace(kept, ended=True)).version == 3


def test_a_new_record_under_an_id_that_is_taken_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict) as refused:
        store.put(patient("p", given_name="Bea"))
    assert refused.value.fields == ("given_name",)
    assert store.get(PatientRecord, "p").given_name == "Ada"


def test_a_put_from_a_later_state_than_the_kept_one_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict) as refused:
        store.put(patient("p", version=7, phone="555 0100"))
    assert refused.value.fields == ("phone",)


def test_a_second_connection_sees_what_was_kept_and_not_what_is_under_way(store: Store, other: Store) -> None:
    with store.transaction():
        store.put(visit("w"))
        assert store.count(VisitRecord) == 2
        assert other.count(VisitRecord) == 1
    assert other.count(VisitRecord) == 2


class Stop(Exception):
    """Something that goes wrong in the middle."""


def failing(store: Store) -> None:
    """A part of an act that keeps something and then fails."""
    with store.transaction():
        store.append(answer("b"))
        store.log(entry("two"))
        raise Stop


@pytest.mark.parametrize("wrong", [Stop, KeyboardInterrupt, ClinicdeskError])
def test_nothing_stays_of_an_act_that_failed(store: Store, other: Store, wrong: type[BaseException]) -> None:
    before = list(store.trail())

    def act() -> None:
        with store.transaction():
            store.put(replace(store.get(PatientRecord, "p"), phone="555 0100"))
            store.append(answer("a"))
            store.log(entry())
            raise wrong

    with pytest.raises(wrong):
        act()
    for one in (store, other):
        assert one.get(PatientRecord, "p").phone == ""
        assert one.history(PatientRecord, "p") == [replace(patient("p"), version=1)]
        assert one.count(AnswerRecord) == 0
        assert list(one.trail()) == before
    assert store.verify_trail().number == 0


def test_a_transaction_inside_another_joins_it(store: Store, other: Store) -> None:
    def act() -> None:
        with store.transaction():
            with store.transaction():
                store.append(answer("a"))
            assert other.count(AnswerRecord) == 0
            raise Stop

    with pytest.raises(Stop):
        act()
    assert store.count(AnswerRecord) == 0


def test_what_failed_inside_is_undone_where_the_transaction_around_it_goes_on(store: Store) -> None:
    with store.transaction():
        store.append(answer("a"))
        store.log(entry("one"))
        with pytest.raises(Stop):
            failing(store)
        store.append(answer("c"))
    assert [one.id for one in store.find(AnswerRecord)] == ["a", "c"]
    assert [row.entry.act for row in store.trail()] == ["one"]
    assert store.verify_trail().number == 1


def test_an_act_and_its_row_in_the_trail_are_kept_together(store: Store, other: Store) -> None:
    for number in range(3):
        with store.transaction():
            store.append(answer(f"a{number}"))
            store.log(entry())
    assert [row.number for row in other.trail()] == [1, 2, 3]
    assert other.verify_trail() == store.last_row()


@pytest.mark.parametrize(
    "record",
    [visit("w", of="nobody"), answer("v2"), coverage("c2")],
    ids=["visit", "answer", "coverage"],
)
def test_a_record_that_refers_to_nothing_is_refused_with_words(store: Store, record: Any) -> None:
    with pytest.raises(StoreFailed, match="does not fit what is kept"):
        keep(store, replace(record, patient="nobody"))
    assert store.count(type(record), id=record.id) == 0


def test_an_appended_record_is_never_appended_twice(store: Store) -> None:
    store.append(answer("a", told="no"))
    with pytest.raises(StoreFailed, match="does not fit what is kept"):
        store.append(answer("a", told="yes"))
    assert store.get(AnswerRecord, "a").answer == "no"


def test_what_was_kept_is_there_after_closing(engine: Engine, store: Store, tmp_path: Path) -> None:
    store.put(SettingRecord(id="clinic.hours", value="8-17"))
    with store.transaction():
        store.log(entry())
    opened = engine.again(tmp_path)
    assert opened.get(SettingRecord, "clinic.hours").value == "8-17"
    assert opened.find(VisitRecord, day=DAY)[0].id == "v"
    assert opened.verify_trail().number == 1
    assert opened.check() == []
    opened.close()
