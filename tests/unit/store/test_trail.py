"""The trail shows every manipulation by somebody who can write the database but does not have the MAC key."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.errors import TrailBroken
from clinicdesk.model.trail import Entry, Head, TrailRow
from clinicdesk.store import trail
from clinicdesk.store.head import read_head
from clinicdesk.store.sqlite import Connection, DatabaseError, connect
from clinicdesk.store.trail_text import BEFORE_THE_FIRST, text_of

DATABASE_KEY, MAC_KEY, OTHER_KEY = b"d" * 32, b"m" * 32, b"o" * 32
PATIENTS = ("patient-0", "patient-1", "patient-2", "")
TRIGGERS = ("audit_is_not_changed", "audit_is_not_deleted", "audit_goes_on")
Manipulation = Callable[[Connection], object]


def entry(number: int) -> Entry:
    """The entry of row `number`, unlike any other."""
    return Entry(
        at=f"2026-11-{1 + number // 100:02d}T15:{number // 60 % 60:02d}:{number % 60:02d}.000Z",
        by=f"staff-{number % 2}",
        act="patient.view" if number % 3 else "visit.print",
        patient=PATIENTS[number % 4],
        visit=f"visit-{number}",
        told={"page": number, "fields": ["phone", "address"]},
    )


def made(path: Path) -> Connection:
    """A new encrypted database with an empty trail."""
    connection = opened(path)
    for statement in trail.SCHEMA:
        connection.execute(statement)
    return connection


def opened(path: Path) -> Connection:
    """The encrypted database in a file."""
    connection = connect(str(path), DATABASE_KEY)
    connection.execute("PRAGMA journal_mode = WAL")
    return connection


def add(connection: Connection, *entries: Entry) -> Head:
    """Add some rows, each in a transaction of its own."""
    head = trail.last(connection)
    for one in entries:
        connection.execute("BEGIN IMMEDIATE")
        head = trail.append(connection, MAC_KEY, one)
        connection.execute("COMMIT")
    return head


def grown(path: Path, count: int) -> tuple[Connection, Head]:
    """A new trail of so many rows, added in one transaction, and its head."""
    connection = made(path)
    connection.execute("BEGIN IMMEDIATE")
    for number in range(1, count + 1):
        trail.append(connection, MAC_KEY, entry(number))
    connection.execute("COMMIT")
    return connection, trail.last(connection)


@pytest.fixture
def twenty(tmp_path: Path) -> Iterator[tuple[Connection, Head]]:
    """Twenty rows whose triggers somebody has dropped."""
    connection, head = grown(tmp_path / "clinic.db", 20)
    unguard(connection)
    yield connection, head
    connection.close()


def unguard(connection: Connection) -> None:
    """What whoever has the database key does first."""
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")


def broken(connection: Connection, head: Head | None, key: bytes = MAC_KEY) -> tuple[int, str]:
    """The first bad row and what is said of it."""
    with pytest.raises(TrailBroken) as told:
        trail.verify(connection, key, head)
    return told.value.row, str(told.value)


def run(connection: Connection, *statements: str) -> None:
    """Some statements in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in statements:
        connection.execute(statement)
    connection.execute("COMMIT")


def insert_at(connection: Connection, number: int, text: str, mac: bytes) -> None:
    """Make room at `number` and put a row there."""
    move(connection, number, 1)
    connection.execute("INSERT INTO audit (number, entry, mac) VALUES (?, ?, ?)", (number, text, mac))


def move(connection: Connection, first: int, by: int) -> None:
    """Renumber the rows from `first` on."""
    run(
        connection,
        f"UPDATE audit SET number = -number WHERE number >= {first}",
        f"UPDATE audit SET number = {by} - number WHERE number < 0",
    )


def swap(connection: Connection, one: int, two: int) -> None:
    """Give two rows each other's number."""
    run(
        connection,
        f"UPDATE audit SET number = -1 WHERE number = {one}",
        f"UPDATE audit SET number = {one} WHERE number = {two}",
        f"UPDATE audit SET number = {two} WHERE number = -1",
    )


@pytest.mark.parametrize("count", [0, 1, 2, 1000])
def test_an_untouched_trail_verifies_with_its_head_with_an_older_one_and_without(count: int, tmp_path: Path) -> None:
    connection, head = grown(tmp_path / "clinic.db", count)
    assert head.number == count
    older = [Head(number=row.number, mac=row.mac.hex()) for row in trail.rows(connection, limit=5)]
    for seen in (None, Head(number=0, mac=BEFORE_THE_FIRST.hex()), head, *older):
        assert trail.verify(connection, MAC_KEY, seen) == head
    found = list(trail.rows(connection))
    assert [row.number for row in found] == list(range(1, count + 1))
    assert [row.entry for row in found] == [entry(number) for number in range(1, count + 1)]


def test_the_trail_is_encrypted_on_disk(tmp_path: Path) -> None:
    grown(tmp_path / "clinic.db", 20)
    on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(on_disk) > 4096
    assert b"visit-7" not in on_disk
    assert b"patient.view" not in on_disk


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET entry = entry WHERE number = 2",
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (number, entry, mac) VALUES (2, '{}', x'00')",
        "INSERT INTO audit (number, entry, mac) VALUES (9, '{}', x'00')",
        "INSERT INTO audit (entry, mac) VALUES ('{}', x'00')",
        "INSERT INTO audit (number, entry, mac) VALUES (4, 5, 'text')",
    ],
)
def test_accidents_are_stopped(statement: str, tmp_path: Path) -> None:
    connection, head = grown(tmp_path / "clinic.db", 3)
    with pytest.raises(DatabaseError):
        connection.execute(statement)
    assert trail.verify(connection, MAC_KEY, head) == head


@pytest.mark.parametrize("number", [1, 2, 10, 19, 20])
@pytest.mark.parametrize("name", ["at", "by", "act", "patient", "visit", "told"])
def test_an_edited_entry_is_found(name: str, number: int, twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    value = json.loads(text_of(entry(number)))
    value[name] = {"page": 0} if name == "told" else "x"
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    connection.execute("UPDATE audit SET entry = ? WHERE number = ?", (text, number))
    row, said = broken(connection, head)
    assert row == number
    assert "edited" in said


@pytest.mark.parametrize("number", [1, 2, 10, 19, 20])
def test_an_edited_mac_is_found(number: int, twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    connection.execute("UPDATE audit SET mac = ? WHERE number = ?", (b"\xaa" * 32, number))
    row, said = broken(connection, head)
    assert row == number
    assert "has another MAC" in said or number == 20


@pytest.mark.parametrize("number", [1, 10, 19])
def test_an_edited_number_is_found(number: int, twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    connection.execute("UPDATE audit SET number = 99 WHERE number = ?", (number,))
    assert broken(connection, head) == (
        number,
        f"Row {number} of the trail is missing: it was deleted, and row {number + 1} comes next.",
    )


def test_the_last_row_with_another_number_is_found(twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    connection.execute("UPDATE audit SET number = 99 WHERE number = 20")
    assert broken(connection, head)[0] == 20
    assert broken(connection, None)[0] == 20


@pytest.mark.parametrize("number", [1, 2, 10, 19])
def test_a_deleted_row_is_found(number: int, twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    connection.execute("DELETE FROM audit WHERE number = ?", (number,))
    row, said = broken(connection, head)
    assert row == number
    assert "deleted" in said


@pytest.mark.parametrize("number", [1, 2, 10, 19])
def test_a_deleted_row_whose_gap_is_closed_is_found(number: int, twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    connection.execute("DELETE FROM audit WHERE number = ?", (number,))
    move(connection, number + 1, -1)
    row, said = broken(connection, head)
    assert row == number
    assert "renumbered" in said


@pytest.mark.parametrize("left", [0, 1, 10, 19])
def test_a_tail_that_is_cut_off_is_found_by_the_head_alone(left: int, twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    connection.execute("DELETE FROM audit WHERE number > ?", (left,))
    row, said = broken(connection, head)
    assert row == left + 1
    assert f"The trail ends at row {left}, but this computer has seen row 20" in said
    with pytest.raises(TrailBroken):
        trail.check_head(connection, head)
    assert trail.verify(connection, MAC_KEY, None).number == left


@pytest.mark.parametrize("number", [1, 2, 10, 20, 21])
def test_an_inserted_row_is_found(number: int, twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    insert_at(connection, number, text_of(entry(77)).decode(), b"\xaa" * 32)
    row, said = broken(connection, head)
    assert row == number
    assert "put in" in said
    if number < 21:
        assert f"what was written as row {number} stands at {number + 1}" in said


@pytest.mark.parametrize("number", [0, -1, -(2**63)])
def test_a_row_before_the_first_is_found(number: int, twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    connection.execute("INSERT INTO audit (number, entry, mac) VALUES (?, '{}', x'00')", (number,))
    assert broken(connection, head) == (
        number,
        f"Row {number} of the trail was put in: the first row has the number 1.",
    )


def test_a_copy_of_a_row_is_found(twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    text, mac = connection.execute("SELECT entry, mac FROM audit WHERE number = 5").fetchone()
    insert_at(connection, 12, text, mac)
    row, said = broken(connection, head)
    assert row == 12
    assert "out of order: what stands there was written as row 5" in said


@pytest.mark.parametrize(("one", "two"), [(1, 2), (1, 20), (5, 6), (5, 15), (19, 20), (2, 19)])
def test_two_rows_that_are_swapped_are_found(one: int, two: int, twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    swap(connection, one, two)
    row, said = broken(connection, head)
    assert row == one
    assert f"out of order: what stands there was written as row {two}" in said


def test_swapped_entries_under_macs_left_in_place_are_found(twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    texts = [one for (one,) in connection.execute("SELECT entry FROM audit WHERE number IN (4, 9) ORDER BY number")]
    connection.execute("UPDATE audit SET entry = ? WHERE number = 4", (texts[1],))
    connection.execute("UPDATE audit SET entry = ? WHERE number = 9", (texts[0],))
    assert broken(connection, head) == (4, "Row 4 of the trail was edited after it was written.")


@pytest.mark.parametrize(
    "text",
    ["", "no json", "{}", "[]", "null", "{" * 5_000, "[" * 100_000, '{"act":1}', '{"act": "a"}', "\x00", "\udce9"],
)
def test_text_that_is_no_rows_is_found_and_stops_nobody_else(text: str, twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    raw = text.encode(errors="surrogateescape")
    connection.execute("UPDATE audit SET entry = CAST(? AS TEXT) WHERE number = 7", (raw,))
    row, said = broken(connection, head)
    assert row == 7
    assert "not as the program writes rows" in said
    with pytest.raises(TrailBroken) as told:
        list(trail.rows(connection))
    assert told.value.row == 7
    assert len(list(trail.rows(connection, patient=PATIENTS[2]))) == 5
    assert add(connection, entry(21)).number == 21


@pytest.mark.parametrize("change", [(",", ", "), ("7", "7.0"), ("7", "07"), ("{", " {"), ("patient", "\\u0070atient")])
def test_the_same_values_written_otherwise_are_found(change: tuple[str, str], twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    plain, otherwise = change
    other = text_of(entry(7)).decode().replace(plain, otherwise)
    connection.execute("UPDATE audit SET entry = ? WHERE number = 7", (other,))
    row, said = broken(connection, head)
    assert row == 7
    assert "not as the program writes rows" in said


def test_a_table_of_another_make_is_found_wrong_and_nothing_crashes(twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    run(
        connection,
        "ALTER TABLE audit RENAME TO was",
        "CREATE TABLE audit (number, entry, mac)",
        "INSERT INTO audit SELECT number, entry, mac FROM was",
    )
    assert trail.verify(connection, MAC_KEY, head) == head
    connection.execute("INSERT INTO audit SELECT number, entry, mac FROM was WHERE number = 3")
    assert broken(connection, head) == (3, "Row 3 of the trail stands there more than once.")
    connection.execute("DELETE FROM audit WHERE number = 3")
    connection.execute("INSERT INTO audit VALUES (3, NULL, NULL)")
    assert broken(connection, head)[0] == 3
    connection.execute("UPDATE audit SET entry = 3, mac = 'x' WHERE number = 3")
    assert broken(connection, head)[0] == 3
    connection.execute("UPDATE audit SET number = 'x' WHERE number = 3")
    assert broken(connection, head)[0] == 3
    connection.execute("UPDATE audit SET number = NULL, mac = NULL WHERE number = 2")
    assert broken(connection, head)[0] == 1
    connection.execute("DELETE FROM audit WHERE number = 'x'")
    connection.execute("UPDATE audit SET mac = NULL WHERE number = 20")
    assert trail.last(connection) == Head(number=20, mac="")


def test_yesterdays_copy_put_back_is_found(tmp_path: Path) -> None:
    connection, _ = grown(tmp_path / "clinic.db", 20)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(tmp_path / "clinic.db", tmp_path / "yesterday.db")
    head = add(connection, entry(21), entry(22), entry(23))
    connection.close()
    shutil.copy(tmp_path / "yesterday.db", tmp_path / "clinic.db")
    connection = opened(tmp_path / "clinic.db")
    row, said = broken(connection, head)
    assert row == 21
    assert "an older copy of the database was put back" in said
    add(connection, entry(31), entry(32))
    assert broken(connection, head)[0] == 23
    add(connection, *(entry(number) for number in range(33, 40)))
    for check in (lambda: trail.verify(connection, MAC_KEY, head), lambda: trail.check_head(connection, head)):
        with pytest.raises(TrailBroken, match="Row 23 of the trail is not the one that this computer has seen") as told:
            check()
        assert told.value.row == 23


def test_of_two_faults_the_first_is_told(twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    other = Head(number=10, mac="ab" * 32)
    connection.execute("UPDATE audit SET entry = replace(entry, 'staff', 'stuff') WHERE number IN (15, 18)")
    assert broken(connection, other)[0] == 10
    assert broken(connection, head)[0] == 15
    connection.execute("DELETE FROM audit WHERE number > 16")
    assert broken(connection, head)[0] == 15
    connection.execute("DELETE FROM audit WHERE number = 4")
    assert broken(connection, other)[0] == 4


@pytest.mark.parametrize("count", [1, 2, 20])
def test_a_wrong_key_is_told_as_such(count: int, tmp_path: Path) -> None:
    connection, head = grown(tmp_path / "clinic.db", count)
    row, said = broken(connection, head, OTHER_KEY)
    assert row == 1
    assert "this is the wrong key" in said


def test_rows_of_somebody_without_the_key_are_found(twenty: tuple[Connection, Head]) -> None:
    connection, head = twenty
    connection.execute("BEGIN IMMEDIATE")
    trail.append(connection, OTHER_KEY, entry(21))
    trail.append(connection, OTHER_KEY, entry(22))
    connection.execute("COMMIT")
    row, said = broken(connection, head)
    assert row == 21
    assert "edited or put in" in said


def test_two_connections_append_in_turns(tmp_path: Path) -> None:
    first = made(tmp_path / "clinic.db")
    second = opened(tmp_path / "clinic.db")
    heads = [add(first if number % 2 else second, entry(number)) for number in range(1, 41)]
    assert [head.number for head in heads] == list(range(1, 41))
    assert trail.verify(first, MAC_KEY, heads[-1]) == trail.verify(second, MAC_KEY, heads[-1]) == heads[-1]


APPENDER = """
import sys
from pathlib import Path
from tests.unit.store import test_trail as t
from clinicdesk.store.head import write_head
connection = t.opened(Path(sys.argv[1]) / "clinic.db")
connection.execute("PRAGMA busy_timeout = 20000")
for number in range(60):
    assert write_head(Path(sys.argv[1]) / "head.json", t.add(connection, t.entry(number)))
"""


def test_processes_append_at_the_same_time_and_the_head_is_the_last_row(tmp_path: Path) -> None:
    connection = made(tmp_path / "clinic.db")
    here = Path(__file__).parents[3]
    running = [subprocess.Popen([sys.executable, "-c", APPENDER, str(tmp_path)], cwd=here) for _ in range(3)]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    head = trail.last(connection)
    assert head.number == 180
    assert read_head(tmp_path / "head.json") == head
    assert trail.verify(connection, MAC_KEY, head) == head


def test_what_is_rolled_back_leaves_no_row(tmp_path: Path) -> None:
    connection, head = grown(tmp_path / "clinic.db", 3)
    connection.execute("BEGIN IMMEDIATE")
    assert trail.append(connection, MAC_KEY, entry(9)).number == 4
    connection.execute("ROLLBACK")
    assert add(connection, entry(4)).number == 4
    assert [row.entry for row in trail.rows(connection, after=head.number)] == [entry(4)]


NAUGHTY = [
    "a\nb",
    "\r\n",
    "\x00\x1b[31m\x7f\x9b",
    "\u2028\u2029\x85\x0b",
    "👩🏽‍⚕️𝔘",
    "\u202eabc",
    "e\u0301",
    "é",
    "\ud800",
    '"\\',
]


@pytest.mark.parametrize("text", NAUGHTY)
def test_any_text_is_kept_letter_by_letter_in_one_plain_line(text: str, tmp_path: Path) -> None:
    connection = made(tmp_path / "clinic.db")
    told = Entry(at=text, by=text, act="x", patient="p", visit=text, told={text: text, "list": [text], "n": None})
    head = add(connection, told, entry(2))
    assert next(trail.rows(connection, patient="p")).entry == told
    assert trail.verify(connection, MAC_KEY, head) == head
    (kept,) = connection.execute("SELECT entry FROM audit WHERE number = 1").fetchone()
    assert kept.isascii()
    assert kept.isprintable()


@pytest.mark.parametrize("value", [0.5, {"a": 1}, [1], [["a"]], b"x", object()])
def test_what_an_entry_may_not_tell_is_refused_before_anything_is_written(value: object, tmp_path: Path) -> None:
    connection = made(tmp_path / "clinic.db")
    with pytest.raises(TypeError):
        trail.append(connection, MAC_KEY, Entry(at="", by="", act="", told={"a": value}))  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        trail.append(connection, MAC_KEY, Entry(at="", by=value, act="", told={}))  # type: ignore[arg-type]
    assert trail.last(connection).number == 0


def test_the_text_of_an_entry_is_this_and_no_other() -> None:
    one = Entry(at="2026-11-24T15:04:05.123Z", by="s", act="a", told={"z": True, "é": None, "b": ["x"], "a": 2**70})
    assert text_of(one) == (
        b'{"act":"a","at":"2026-11-24T15:04:05.123Z","by":"s","patient":"",'
        b'"told":{"a":1180591620717411303424,"b":["x"],"z":true,"\\u00e9":null},"visit":""}'
    )


def numbers(found: Iterator[TrailRow]) -> list[int]:
    """The numbers of some rows, as they come."""
    return [row.number for row in found]


def test_rows_are_found_by_each_filter_and_by_all(tmp_path: Path) -> None:
    connection, _ = grown(tmp_path / "clinic.db", 300)
    every = {number: entry(number) for number in range(1, 301)}
    since, until = "2026-11-02", "2026-11-03T15:04:00.000Z"
    assert numbers(trail.rows(connection, after=290)) == list(range(291, 301))
    assert numbers(trail.rows(connection, limit=2, newest_first=True)) == [300, 299]
    assert numbers(trail.rows(connection, limit=0)) == []
    assert numbers(trail.rows(connection, patient="patient-1")) == [n for n in every if n % 4 == 1]
    assert numbers(trail.rows(connection, by="staff-1")) == [n for n in every if n % 2]
    assert numbers(trail.rows(connection, act="visit.print")) == [n for n in every if n % 3 == 0]
    assert numbers(trail.rows(connection, since=since)) == [n for n in every if every[n].at >= since]
    assert numbers(trail.rows(connection, until=until)) == [n for n in every if every[n].at < until]
    both = trail.rows(
        connection, after=20, patient="patient-1", by="staff-1", act="visit.print", since=since, until=until
    )
    expected = [n for n in every if n > 20 and n % 12 == 9 and since <= every[n].at < until]
    assert numbers(both) == expected != []
    assert numbers(trail.rows(connection, patient="' OR 1 --")) == []


@pytest.mark.parametrize("found_by", ["patient = 'p'", "at >= '2026' AND at < '2027'"])
def test_a_search_by_patient_or_time_uses_an_index(found_by: str, tmp_path: Path) -> None:
    connection, _ = grown(tmp_path / "clinic.db", 5)
    plan = connection.execute(f"EXPLAIN QUERY PLAN {trail._KEPT} WHERE {found_by} ORDER BY number LIMIT -1").fetchall()
    assert "USING INDEX audit_" in plan[0][3]


COUNT = 12
row_numbers = st.integers(1, COUNT)


@st.composite
def manipulations(draw: st.DrawFn) -> tuple[int, Manipulation]:
    """A manipulation of a trail of COUNT rows, and the first row that it makes wrong."""
    one = draw(row_numbers)
    two = draw(row_numbers.filter(lambda number: number != one))
    column = draw(st.sampled_from(["entry", "mac"]))
    at = draw(st.integers(0, 31))
    first, second = min(one, two), max(one, two)

    def flip(connection: Connection) -> None:
        (value,) = connection.execute(f"SELECT CAST({column} AS BLOB) FROM audit WHERE number = {one}").fetchone()
        other = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
        cast = "CAST(? AS TEXT)" if column == "entry" else "?"
        connection.execute(f"UPDATE audit SET {column} = {cast} WHERE number = {one}", (other,))

    def delete(connection: Connection) -> None:
        connection.execute(f"DELETE FROM audit WHERE number BETWEEN {first} AND {second}")

    def close_up(connection: Connection) -> None:
        delete(connection)
        move(connection, second + 1, first - second - 1)

    def copy(connection: Connection) -> None:
        text, mac = connection.execute(f"SELECT entry, mac FROM audit WHERE number = {two}").fetchone()
        insert_at(connection, one, text, mac)

    ways: list[tuple[int, Manipulation]] = [
        (one, flip),
        (first, delete),
        (first, close_up),
        (first, lambda connection: swap(connection, one, two)),
        (one, copy),
        (one, lambda connection: move(connection, one, 1)),
    ]
    found: tuple[int, Manipulation] = draw(st.sampled_from(ways))
    return found


@pytest.fixture(scope="module")
def clean() -> Iterator[tuple[Path, Head]]:
    """A trail of COUNT rows in a file that every try copies."""
    with TemporaryDirectory() as folder:
        connection, head = grown(Path(folder) / "clean.db", COUNT)
        connection.close()
        yield Path(folder) / "clean.db", head


@given(manipulation=manipulations())
def test_any_manipulation_is_found_at_its_first_row(
    clean: tuple[Path, Head], manipulation: tuple[int, Manipulation]
) -> None:
    path, head = clean
    first, manipulate = manipulation
    copied = path.with_name("tried.db")
    shutil.copy(path, copied)
    connection = opened(copied)
    unguard(connection)
    manipulate(connection)
    assert broken(connection, head)[0] == first
    connection.close()


@given(flipped=st.integers(0, 10_000_000))
def test_no_bit_of_a_trail_can_change_unseen(clean: tuple[Path, Head], flipped: int) -> None:
    path, head = clean
    copied = path.with_name("tried.db")
    shutil.copy(path, copied)
    connection = opened(copied)
    unguard(connection)
    number = flipped % COUNT + 1
    (text,) = connection.execute("SELECT CAST(entry AS BLOB) FROM audit WHERE number = ?", (number,)).fetchone()
    bit = flipped // COUNT % (len(text) * 8)
    changed = text[: bit // 8] + bytes([text[bit // 8] ^ 1 << bit % 8]) + text[bit // 8 + 1 :]
    connection.execute("UPDATE audit SET entry = CAST(? AS TEXT) WHERE number = ?", (changed, number))
    row, said = broken(connection, head)
    assert row == number
    assert "edited" in said
    connection.close()
