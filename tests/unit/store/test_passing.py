"""Records that are held for a while: the last state alone is there, and what is dropped is gone for good."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from clinicdesk.model.records import DraftRecord
from clinicdesk.store.embedded import EmbeddedStore
from clinicdesk.store.opening import _SETTINGS, migrate
from clinicdesk.store.protocol import Store
from clinicdesk.store.sqlite import Database, connect
from tests.unit.store.stores import AT, ENGINES, TRAIL_KEY, Engine

DRAFT = DraftRecord(id="s a", by="s", place="a", at=AT, text="zzyzx one")


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    engine: Engine = request.param
    made = engine.make(tmp_path)
    yield made
    made.close()


def test_the_last_state_is_there_alone(store: Store) -> None:
    other = replace(DRAFT, id="s b", place="b")
    for record in (DRAFT, other, replace(DRAFT, text="zzyzx two")):
        store.hold(record)
    assert store.find(DraftRecord, by="s") == [replace(DRAFT, text="zzyzx two"), other]


def test_what_is_dropped_is_not_there_and_dropping_it_again_does_nothing(store: Store) -> None:
    store.hold(DRAFT)
    store.hold(replace(DRAFT, id="s b"))
    for _ in range(2):
        store.drop(DraftRecord, "s a")
        assert [one.id for one in store.find(DraftRecord)] == ["s b"]


def test_holding_and_dropping_are_undone_with_their_transaction(store: Store) -> None:
    store.hold(DRAFT)
    with suppress(ZeroDivisionError), store.transaction():
        store.drop(DraftRecord, "s a")
        store.hold(replace(DRAFT, id=f"s {1 // 0}"))
    assert store.find(DraftRecord) == [DRAFT]


def test_what_is_dropped_or_was_there_before_stands_in_no_page(tmp_path: Path) -> None:
    """Looked at under the same settings without a key, since nothing can be read of the encrypted file."""
    connection = connect(str(tmp_path / "clinic.db"), None)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    migrate(Database(connection, execute_plugins=False))
    store = EmbeddedStore(Database(connection, execute_plugins=False), tmp_path, TRAIL_KEY)
    for number in range(40):
        store.hold(replace(DRAFT, id=f"s {number}", text="zzyzx one" * 2000))
    assert held(store, tmp_path)
    for number in range(40):
        store.hold(replace(DRAFT, id=f"s {number}", text="x"))
    assert not held(store, tmp_path)
    store.hold(DRAFT)
    assert held(store, tmp_path)
    store.drop(DraftRecord, DRAFT.id)
    assert not held(store, tmp_path)
    store.close()


def held(store: EmbeddedStore, folder: Path) -> bool:
    """Whether the text is in the database file once everything was put there."""
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"zzyzx one" in (folder / "clinic.db").read_bytes()
