"""The tables are what the records declare; every schema that shipped opens; a kill in a migration does no harm."""

import random
import signal
import subprocess
import sys
import time
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from shutil import copy
from types import NoneType
from typing import Any, get_args

import pytest

from clinicdesk.errors import StoreRefused
from clinicdesk.model import records
from clinicdesk.model.people import Signer
from clinicdesk.model.record import Made, Passing, Record, Versioned
from clinicdesk.model.records import (
    DocumentRecord,
    DraftRecord,
    HandOverRecord,
    PatientRecord,
    SheetRecord,
    SignatureRecord,
    VisitRecord,
)
from clinicdesk.store.embedded import DATABASE, HEAD, EmbeddedStore
from clinicdesk.store.head import write_head
from clinicdesk.store.kept import COLUMNS, TABLES, is_json
from clinicdesk.store.schema import STEPS, migrations
from clinicdesk.store.sqlite import Connection, Database, IntegrityError
from tests.unit.store.stores import KEY, TRAIL_KEY, answer, patient, put_parents
from tests.upgrade.make import HERE, keys

PDF = b"%PDF-1.7 made up \x00\xff"
LATER_KINDS = {"0001": {DraftRecord, HandOverRecord}, "0002": {HandOverRecord}, "0003": {HandOverRecord}}
"""What a kept database has none of, since its schema had no place for it."""

KEPT = sorted(path.stem for path in HERE.glob("*.db"))
KINDS = list(TABLES)
LATER = """
import sys
from pathlib import Path
from clinicdesk.store.embedded import EmbeddedStore
from clinicdesk.store.schema import STEPS, migrations

@migrations(name="9001")
def one(db):
    db.execute('ALTER TABLE "patient" ADD COLUMN "nickname" TEXT')
    db.execute('CREATE TABLE "copied" ("id" TEXT, "item" TEXT) STRICT')
    for _ in range(20):
        db.execute('INSERT INTO "copied" SELECT "id", "item" FROM "answer"')

@migrations(name="9002")
def two(db):
    db.execute('CREATE INDEX "copied_item" ON "copied" ("item", "id")')

STEPS |= {"9001": one, "9002": two}
keys = bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3])
store = EmbeddedStore.open(Path(sys.argv[1]), *keys)
print("behind" if store.behind else "up to date", flush=True)
store.migrate()
print(store.behind, store.check(), len(store.find(__import__("clinicdesk.model.records").model.records.AnswerRecord)))
store.close()
"""


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    made = EmbeddedStore.create(tmp_path, KEY, TRAIL_KEY)
    put_parents(made)
    return made


@pytest.fixture
def connection(store: EmbeddedStore) -> Connection:
    return store._connection


def declared(hint: Any) -> str:
    """The type of column that a field of this type needs."""
    if is_json(hint):
        return "TEXT"
    plain = next(one for one in (*get_args(hint), hint) if one is not NoneType)
    types = {(bool, int): "INTEGER", (bytes,): "BLOB", (str, StrEnum, date): "TEXT"}
    return next(name for kinds, name in types.items() if issubclass(plain, kinds))


@pytest.mark.parametrize("kind", KINDS, ids=TABLES.values())
def test_each_field_is_a_column_of_its_type(connection: Connection, kind: type[Record]) -> None:
    found = connection.execute(f'PRAGMA table_info("{TABLES[kind]}")').fetchall()
    columns = {name: (told, bool(never_null)) for _, name, told, never_null, _, _ in found}
    assert columns.pop("number") == ("INTEGER", False)
    assert columns == {
        name: (declared(hint), is_json(hint) or NoneType not in get_args(hint)) for name, hint in COLUMNS[kind].items()
    }


def test_every_kind_of_record_has_a_table() -> None:
    declared = {one for one in vars(records).values() if isinstance(one, type) and issubclass(one, Record)}
    assert declared - {Record, Versioned, Made, Passing} == set(TABLES)
    assert len(set(TABLES.values())) == len(TABLES)


def test_every_table_of_ours_is_strict(connection: Connection) -> None:
    strict = {
        name: bool(told) for _, name, kind, _, _, told in connection.execute("PRAGMA table_list") if kind == "table"
    }
    assert {name for name in strict if not strict[name]} <= {
        "sqlite_schema",
        "sqlite_temp_schema",
        "_sqlite_migrations",
    }
    assert set(TABLES.values()) <= strict.keys()
    with pytest.raises(IntegrityError, match="cannot store TEXT value in INTEGER column"):
        connection.execute('UPDATE "visit" SET "screened" = ?', ("perhaps",))


@pytest.mark.parametrize("column", ["patient", "visit"])
def test_foreign_keys_hold(connection: Connection, column: str) -> None:
    told = {"id": "a", "by": "s", "at": "x", "patient": "p", "visit": "v", "item": "i", "answer": "1"} | {
        column: "nobody"
    }
    names, places = ", ".join(f'"{name}"' for name in told), ", ".join("?" * len(told))
    with pytest.raises(IntegrityError, match="FOREIGN KEY constraint failed"):
        connection.execute(f'INSERT INTO "answer" ({names}) VALUES ({places})', list(told.values()))


APPENDED = [TABLES[kind] for kind in KINDS if not issubclass(kind, Versioned | Passing)]


@pytest.mark.parametrize("table", ["history", *APPENDED])
def test_what_is_appended_can_be_neither_changed_nor_deleted(table: str, tmp_path: Path) -> None:
    copy(HERE / f"{max(STEPS)}.db", tmp_path / DATABASE)
    connection = EmbeddedStore.open(tmp_path, *keys())._connection
    before = connection.execute(f'SELECT * FROM "{table}"').fetchall()
    columns = ", ".join(f'"{told[1]}"' for told in connection.execute(f'PRAGMA table_info("{table}")'))
    for statement in (
        f'UPDATE "{table}" SET "id" = "id"',
        f'DELETE FROM "{table}"',
        f'INSERT OR REPLACE INTO "{table}" ({columns}) SELECT {columns} FROM "{table}"',
    ):
        with pytest.raises(IntegrityError, match="what is appended never changes"):
            connection.execute(statement)
    assert connection.execute(f'SELECT * FROM "{table}"').fetchall() == before
    assert before
    connection.close()


def test_every_schema_is_kept() -> None:
    assert sorted(STEPS) == KEPT


@pytest.mark.parametrize("name", KEPT)
def test_a_database_of_every_schema_opens_and_every_record_reads(name: str, tmp_path: Path) -> None:
    copy(HERE / f"{name}.db", tmp_path / DATABASE)
    store = EmbeddedStore.open(tmp_path, *keys())
    if store.behind:
        store.migrate()
    found = {kind: store.find(kind) for kind in TABLES}
    assert {kind for kind, some in found.items() if not some} == LATER_KINDS.get(name, set())
    assert [one.family_name for one in store.find(PatientRecord)] == ["Lindqvist", "Nguyễn"]
    assert [one.phone for one in store.history(PatientRecord, "patient-1")] == ["", "919 555 0101", "919 555 0101"]
    assert store.get(VisitRecord, "visit-1").version == 2
    assert [one.id for one in store.search("lindq")] == ["patient-1"]
    write_head(tmp_path / HEAD, store.last_row())
    assert store.verify_trail().number == sum(len(some) for some in found.values()) + 3 - (name == "0001")
    sheets = {one.id: one.pdf for one in store.find(SheetRecord)}
    assert store.get(DocumentRecord, "document-1").sha256 == sha256(PDF).hexdigest()
    assert all(one.sha256 == sha256(sheets[one.sheet]).hexdigest() for one in store.find(DocumentRecord))
    signed = [(one.signer, one.name, one.screen is not None) for one in store.find(SignatureRecord)]
    on_screen = [(Signer.INTERPRETER, "Inés Duarte", True)]
    assert signed == [(Signer.PATIENT, "Zoë Lindqvist", False), *(on_screen if name >= "0003" else [])]
    assert store.check() == []
    store.close()


def test_papers_of_the_first_schema_read_back_byte_for_byte_and_each_sheet_is_kept_once(tmp_path: Path) -> None:
    copy(HERE / "0001.db", tmp_path / DATABASE)
    store = EmbeddedStore.open(tmp_path, *keys())
    execute = store._connection.execute
    columns = [told[1] for told in execute('PRAGMA table_info("document")')]
    papers = {"document-1": PDF, "a": PDF, "b": b"%PDF other", "c": PDF + b"\0", "d": b"%PDF other"}
    for paper, pdf in list(papers.items())[1:]:
        told = {"number": None, "id": paper, "kind": paper, "pdf": pdf}
        values = ", ".join(f":{one}" if one in told else f'"{one}"' for one in columns)
        execute(f'INSERT INTO "document" SELECT {values} FROM "document" WHERE "id" = \'document-1\'', told)
    before = execute('SELECT "id", "kind", "inputs", "sha256", "number" FROM "document"').fetchall()
    store.migrate()
    found = store.find(DocumentRecord)
    assert execute('SELECT "id", "kind", "inputs", "sha256", "number" FROM "document"').fetchall() == before
    assert {one.id: store.get(SheetRecord, one.sheet).pdf for one in found} == papers
    assert store.count(SheetRecord) == len(set(papers.values()))
    assert store.check() == []
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        execute(
            'INSERT INTO "signature" SELECT NULL, "id" || 2, "by", "at", "patient", \'nobody\', "signer", "name", '
            '"signed_on", "scan", "screen", "signed", "choice" FROM "signature"'
        )
    store.close()


@pytest.mark.parametrize("name", KEPT[-1:])
def test_the_newest_kept_database_has_the_tables_that_the_steps_make(
    name: str, tmp_path: Path, store: EmbeddedStore
) -> None:
    """A step that has shipped is never edited; this file would show it."""
    kept = tmp_path / "kept"
    kept.mkdir()
    copy(HERE / f"{name}.db", kept / DATABASE)
    opened = EmbeddedStore.open(kept, *keys())
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    assert opened._connection.execute(query).fetchall() == store._connection.execute(query).fetchall()
    opened.close()


def test_a_newer_schema_is_refused_with_words_and_left_alone(store: EmbeddedStore, tmp_path: Path) -> None:
    migrations._record_applied(Database(store._connection, execute_plugins=False), "9999")
    store.close()
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(StoreRefused, match=r"was written by a newer clinicdesk \(schema 9999\). Install that version"):
        EmbeddedStore.open(tmp_path, KEY, TRAIL_KEY)
    assert (tmp_path / DATABASE).read_bytes() == before


def migrating(folder: Path) -> subprocess.Popen[str]:
    """The program of a later version, which has two more steps, at its first start."""
    command = [sys.executable, "-c", LATER, str(folder), KEY.hex(), TRAIL_KEY.hex()]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_migration_that_is_killed_leaves_the_old_schema_or_the_new(store: EmbeddedStore, tmp_path: Path) -> None:
    with store.transaction():
        for number in range(3000):
            store.append(answer(f"a{number}"))
    store.close()
    ends = set()
    chance = random.Random(7)
    for number in range(6):
        folder = tmp_path / str(number)
        folder.mkdir()
        copy(tmp_path / DATABASE, folder / DATABASE)
        with migrating(folder) as later:
            assert later.stdout
            assert later.stdout.readline() == "behind\n"
            time.sleep(chance.uniform(0, 0.2))
            later.send_signal(signal.SIGKILL)
        ends.add(reached(folder))
        with migrating(folder) as later:
            assert later.communicate()[0].splitlines()[-1] == "False [] 3000"
    assert "old" in ends


def reached(folder: Path) -> str:
    """Which schema a killed migration has left, by opening it with today's program."""
    try:
        store = EmbeddedStore.open(folder, KEY, TRAIL_KEY)
    except StoreRefused as refused:
        assert "newer clinicdesk (schema 9002)" in str(refused)  # noqa: PT017 - either end is right
        return "new"
    assert store.check() == []
    assert store.put(patient("q")).version == 1
    store.close()
    return "old"
