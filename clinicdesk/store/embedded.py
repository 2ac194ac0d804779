"""The embedded store: records on SQLCipher."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from clinicdesk.errors import Conflict, NotKept, StoreFailed, TrailBroken
from clinicdesk.model.record import P, Passing, R, Record, V, Versioned
from clinicdesk.model.records import PatientRecord
from clinicdesk.model.trail import Entry, Head, TrailRow
from clinicdesk.store import likely, search, trail
from clinicdesk.store.checking import faults
from clinicdesk.store.head import read_head, write_head
from clinicdesk.store.ids import new_id
from clinicdesk.store.kept import COLUMNS, TABLES, cell_of, differing, from_row, from_text, to_row, to_text
from clinicdesk.store.opening import create_database, is_behind, migrate, open_database
from clinicdesk.store.protocol import Column, Likeness
from clinicdesk.store.sqlite import Database
from clinicdesk.store.telling import plainly
from clinicdesk.words import said

DATABASE = "clinic.db"
HEAD = "head.json"
"""The files of the data folder that belong to the store."""


class EmbeddedStore:
    """A store in one encrypted file. See `protocol.Store` for what each method does."""

    def __init__(self, database: Database, folder: Path, trail_key: bytes) -> None:
        self._database = database
        self._connection = database.conn
        self._path, self._head = folder / DATABASE, folder / HEAD
        self._file = _file_at(self._path)
        self._trail_key = trail_key
        self._logged: Head | None = None

    @classmethod
    def create(cls, folder: Path, key: bytes, trail_key: bytes) -> Self:
        """A new store in a data folder, under the raw 32-byte key. StoreRefused where there is one already."""
        with plainly():
            return cls(create_database(folder / DATABASE, key), folder, trail_key)

    @classmethod
    def open(cls, folder: Path, key: bytes, trail_key: bytes) -> Self:
        """The store of a data folder. StoreRefused says what is the matter where it cannot be opened."""
        return cls(open_database(folder / DATABASE, key), folder, trail_key)

    @property
    def behind(self) -> bool:
        """Whether the schema is an older version's, so that nothing can be done before `migrate`."""
        with plainly():
            return is_behind(self._database)

    def migrate(self) -> None:
        """Bring the schema up to date."""
        with plainly():
            migrate(self._database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._connection.in_transaction:
            with self._joined():
                yield
            return
        self._logged = None
        with plainly():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._be_in_place()
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._database.rollback()
                raise
        self._remember()

    def new_id(self) -> str:
        return new_id()

    def get(self, kind: type[R], record_id: str) -> R:
        found = self.find(kind, id=record_id)
        if not found:
            raise NotKept(said("There is no {kind} with the number {number}.", kind=_spoken(kind), number=record_id))
        return found[0]

    def find(self, kind: type[R], **equal: Column) -> list[R]:
        return [from_row(kind, row) for row in self._rows(kind, equal, 'ORDER BY "number"')]

    def find_any(self, kind: type[R], column: str, values: Collection[Column]) -> list[R]:
        assert column in COLUMNS[kind], column
        where = f'WHERE "{column}" IN (SELECT "value" FROM json_each(?)) ORDER BY "number"'
        asked = json.dumps([cell_of(one) for one in values])
        return [from_row(kind, row) for row in self._selected(kind, where, [asked])]

    def latest(self, kind: type[R], **equal: Column) -> R | None:
        found = [from_row(kind, row) for row in self._rows(kind, equal, 'ORDER BY "number" DESC LIMIT 1')]
        return found[0] if found else None

    def count(self, kind: type[Record], **equal: Column) -> int:
        where, values = _where(kind, equal)
        with plainly():
            (found,) = self._connection.execute(f'SELECT count(*) FROM "{TABLES[kind]}" {where}', values).fetchone()
        return int(found)

    def put(self, record: V) -> V:
        kept: V = _at_version(record, record.version + 1)
        with self.transaction():
            stored = next(iter(self.find(type(record), id=record.id)), None)
            if stored is None and record.version:
                raise NotKept(
                    said("There is no {kind} with the number {number}.", kind=_spoken(type(record)), number=record.id)
                )
            if stored is None:
                self._insert(kept)
            else:
                self._replace(stored, record, kept)
            if isinstance(kept, PatientRecord):
                self._index(kept)
        return kept

    def append(self, record: Record) -> None:
        with self.transaction():
            self._insert(record)

    def hold(self, record: Passing) -> None:
        told = ", ".join(f'"{name}" = excluded."{name}"' for name in COLUMNS[type(record)])
        with self.transaction():
            self._insert(record, f'ON CONFLICT ("id") DO UPDATE SET {told}')

    def drop(self, kind: type[P], record_id: str) -> None:
        assert issubclass(kind, Passing), kind
        with self.transaction(), plainly():
            self._connection.execute(f'DELETE FROM "{TABLES[kind]}" WHERE "id" = ?', (record_id,))

    def history(self, kind: type[V], record_id: str) -> list[V]:
        with self.transaction():
            return [*self._earlier(kind, record_id), self.get(kind, record_id)]

    def search(self, text: str, limit: int = 20) -> list[PatientRecord]:
        with plainly():
            return [self._patient(number) for number in search.search(self._connection, text, limit)]

    def likely(self, patient: PatientRecord, limit: int = 5) -> list[Likeness]:
        with plainly():
            found = likely.likely(
                self._connection,
                given_name=patient.given_name,
                family_name=patient.family_name,
                birth_date=patient.birth_date,
                phone=patient.phone,
                but=self._number(patient.id),
                limit=limit,
            )
        return [Likeness(self._patient(one.number), one.score, one.because) for one in found]

    def log(self, entry: Entry) -> None:
        with self.transaction(), plainly():
            self._logged = trail.append(self._connection, self._trail_key, entry)

    def trail(self, **filters: Any) -> Iterator[TrailRow]:
        with plainly():
            yield from trail.rows(self._connection, **filters)

    def verify_trail(self) -> Head:
        with plainly():
            found = trail.verify(self._connection, self._trail_key, None)
        self.check_head()
        return found

    def check_head(self) -> None:
        head = read_head(self._head)
        with plainly():
            if head:
                trail.check_head(self._connection, head)
            elif trail.last(self._connection).number:
                raise TrailBroken(
                    said(
                        "The head of the trail, {head}, is missing: nobody can tell by it whether rows were cut off.",
                        head=HEAD,
                    ),
                    0,
                )

    def last_row(self) -> Head:
        with plainly():
            return trail.last(self._connection)

    def check(self) -> Sequence[str]:
        return faults(self._connection)

    def tidy(self) -> None:
        with self.transaction(), plainly():
            search.tidy(self._connection)

    def close(self) -> None:
        self._database.close()

    def _be_in_place(self) -> None:
        """A file that a restore or a new key has taken the place of must not be written to: it would be lost."""
        if _file_at(self._path) != self._file:
            raise StoreFailed("The database was replaced while you worked. Nothing was saved; sign in anew.")

    def _remember(self) -> None:
        if self._logged:
            write_head(self._head, self._logged)

    @contextmanager
    def _joined(self) -> Iterator[None]:
        """Inside another transaction: what fails is undone here, even where the one around it goes on."""
        logged = self._logged
        with plainly():
            self._connection.execute("SAVEPOINT joined")
            try:
                yield
            except BaseException:
                self._logged = logged
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK TO joined")
                    self._connection.execute("RELEASE joined")
                raise
            self._connection.execute("RELEASE joined")

    def _earlier(self, kind: type[V], record_id: str) -> list[V]:
        with plainly():
            rows = self._connection.execute(
                'SELECT "state" FROM "history" WHERE "kind" = ? AND "id" = ? ORDER BY "version"',
                (TABLES[kind], record_id),
            ).fetchall()
        return [from_text(kind, state) for (state,) in rows]

    def _rows(self, kind: type[Record], equal: dict[str, Column], order: str) -> list[dict[str, Any]]:
        where, values = _where(kind, equal)
        return self._selected(kind, f"{where} {order}", values)

    def _selected(self, kind: type[Record], where: str, values: list[Any]) -> list[dict[str, Any]]:
        names = list(COLUMNS[kind])
        told = ", ".join(f'"{name}"' for name in names)
        with plainly():
            found = self._connection.execute(f'SELECT {told} FROM "{TABLES[kind]}" {where}', values).fetchall()
        return [dict(zip(names, row, strict=True)) for row in found]

    def _insert(self, record: Record, otherwise: str = "") -> None:
        row = to_row(record)
        names, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        with plainly():
            self._connection.execute(
                f'INSERT INTO "{TABLES[type(record)]}" ({names}) VALUES ({places}) {otherwise}', list(row.values())
            )

    def _replace(self, stored: Versioned, seen: Versioned, kept: Versioned) -> None:
        if stored.version != seen.version:
            earlier = {one.version: one for one in self._earlier(type(seen), seen.id)}
            raise Conflict(
                said(
                    "Somebody else has changed this {kind} in the meantime. Nothing was saved.",
                    kind=_spoken(type(seen)),
                ),
                differing(stored, earlier.get(seen.version, seen)),
            )
        table, row = TABLES[type(kept)], to_row(kept)
        told = ", ".join(f'"{name}" = ?' for name in row)
        with plainly():
            self._connection.execute(
                'INSERT INTO "history" ("kind", "id", "version", "state") VALUES (?, ?, ?, ?)',
                (table, stored.id, stored.version, to_text(stored)),
            )
            self._connection.execute(f'UPDATE "{table}" SET {told} WHERE "id" = ?', [*row.values(), stored.id])

    def _index(self, patient: PatientRecord) -> None:
        number = self._number(patient.id)
        assert number is not None
        search.index(
            self._connection,
            number,
            given_name=patient.given_name,
            family_name=patient.family_name,
            birth_date=patient.birth_date,
            phone=patient.phone,
            id=patient.id,
        )

    def _number(self, patient: str) -> int | None:
        row = self._connection.execute('SELECT "number" FROM "patient" WHERE "id" = ?', (patient,)).fetchone()
        return row and int(row[0])

    def _patient(self, number: int) -> PatientRecord:
        (found,) = self._rows(PatientRecord, {"number": number}, "")
        return from_row(PatientRecord, found)


def _file_at(path: Path) -> tuple[int, int]:
    """Which file stands at a path: its device and its number there."""
    try:
        found = path.stat()
    except OSError as error:
        raise StoreFailed(said("The database is not at {path} any more. Nothing was saved.", path=path)) from error
    return found.st_dev, found.st_ino


def _where(kind: type[Record], equal: dict[str, Column]) -> tuple[str, list[Any]]:
    unknown = equal.keys() - COLUMNS[kind].keys() - {"number"}
    assert not unknown, unknown
    told = " AND ".join(f'"{name}" IS ?' for name in equal)
    return f"WHERE {told}" if equal else "", [cell_of(value) for value in equal.values()]


def _at_version(record: V, version: int) -> V:
    return type(record)(**{name: getattr(record, name) for name in COLUMNS[type(record)]} | {"version": version})


def _spoken(kind: type[Record]) -> str:
    return said(TABLES[kind].replace("_", " "))
