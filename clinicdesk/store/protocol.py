"""The store's protocol: records in, records out, whole transactions, and no SQL, so that engines can differ."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from clinicdesk.model.record import P, Passing, R, Record, V
from clinicdesk.model.records import PatientRecord
from clinicdesk.model.trail import Entry, Head, TrailRow

Column = str | int | bool | date | StrEnum | None
"""What a record can be found by."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A record that may be the same patient: how like (0..100), and because of what."""

    patient: PatientRecord
    score: int
    because: tuple[str, ...]


class Store(Protocol):
    """An open store. One thread owns it; other processes may have the same clinic open."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing: commits at the end, undoes everything on any exception. One inside another joins it.

        All that writes asks for one. StoreFailed where the disk or a lock fails.
        """

    def new_id(self) -> str:
        """An id that no other desk makes: UUIDv7 as text."""

    def get(self, kind: type[R], record_id: str) -> R:
        """The record as it stands now. NotKept where there is none."""

    def find(self, kind: type[R], **equal: Column) -> list[R]:
        """All records whose columns have these values, in the order of their making."""

    def find_any(self, kind: type[R], column: str, values: Collection[Column]) -> list[R]:
        """All records whose column has one of these values, in the order of their making; one query, however many.

        None finds nothing.
        """

    def latest(self, kind: type[R], **equal: Column) -> R | None:
        """The last made of them."""

    def count(self, kind: type[Record], **equal: Column) -> int:
        """How many there are."""

    def put(self, record: V) -> V:
        """Keep a new state, one version above the one that the writer saw (`record.version`, 0 = a new record).

        Conflict where the stored version is another; its `fields` name what differs. Returns the record as kept.
        """

    def append(self, record: Record) -> None:
        """Keep a record that will never change."""

    def hold(self, record: Passing) -> None:
        """Keep a record for a while, in the place of the one with its id; nobody sees what was there before."""

    def drop(self, kind: type[P], record_id: str) -> None:
        """Delete a record that was held, for good; nothing happens where there is none."""

    def history(self, kind: type[V], record_id: str) -> list[V]:
        """Every state of a record, the oldest first and the present one last."""

    def search(self, text: str, limit: int = 20) -> list[PatientRecord]:
        """The patients that a typed text finds, newest first; where it finds none, typing errors are forgiven."""

    def likely(self, patient: PatientRecord, limit: int = 5) -> list[Likeness]:
        """Records that may be the same person as `patient` (stored or not), the likeliest first."""

    def log(self, entry: Entry) -> None:
        """Append a row to the trail, inside the transaction; after the commit this computer remembers it."""

    def trail(  # the filters of the trail's page
        self,
        *,
        after: int = 0,
        patient: str = "",
        by: str = "",
        act: str = "",
        since: str = "",
        until: str = "",
        newest_first: bool = False,
        limit: int | None = None,
    ) -> Iterator[TrailRow]:
        """The trail's rows. `since` and `until` are instants as text."""

    def verify_trail(self) -> Head:
        """Check every row, and the head that this computer remembers. TrailBroken names the first bad row."""

    def check_head(self) -> None:
        """TrailBroken where the row that this computer saw last is gone or another one. Quick, however long the trail.

        To be called before the first row of a run is added.
        """

    def last_row(self) -> Head:
        """The trail's last row; number 0 where there is none."""

    def check(self) -> Sequence[str]:
        """What is wrong with the database itself, in sentences; nothing where it is whole."""

    def tidy(self) -> None:
        """Put the search index in order, where it is quickest: at the end of a day. Others wait meanwhile."""

    def close(self) -> None:
        """Close the store. It cannot be used afterwards."""
