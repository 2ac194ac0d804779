"""Records that may be the same person are shown with the reasons, and others are not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clinicdesk.store.likely import Likeness, likely
from clinicdesk.store.sqlite import Connection
from tests.unit.store.searched import made, put

PHONE, OTHER_PHONE = "919-555-0100", "336-555-0199"
BORN = "1990-05-11"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Connection]:
    connection = made(tmp_path)
    yield connection
    connection.close()


def like(connection: Connection, name: str, born: str | None = BORN, phone: str = PHONE) -> list[Likeness]:
    family, _, given = name.partition(", ")
    birth_date = date.fromisoformat(born) if born else None
    return likely(connection, given_name=given, family_name=family, birth_date=birth_date, phone=phone)


@pytest.mark.parametrize(
    ("name", "born", "phone", "score", "because"),
    [
        ("Garcia, Maria", BORN, PHONE, 100, ("same_name", "same_birth_date", "same_phone")),
        ("GARCÍA, María", BORN, "+1 (919) 555 0100", 100, ("same_name", "same_birth_date", "same_phone")),
        ("Garcia, Maria", BORN, OTHER_PHONE, 85, ("same_name", "same_birth_date")),
        ("Garcia, Maria", BORN, "", 85, ("same_name", "same_birth_date")),
        ("Garcia, Maria", None, PHONE, 75, ("same_name", "same_phone")),
        ("Garcia, Maria", None, "", 60, ("same_name",)),
        ("Garcia, Maria", "1990-11-05", OTHER_PHONE, 78, ("same_name", "swapped_birth_day_month")),
        ("Garcia, Maria", "1990-05-12", OTHER_PHONE, 75, ("same_name", "similar_birth_date")),
        ("Garcia, Maria", "1960-03-02", PHONE, 65, ("same_name", "same_phone")),
        ("Maria, Garcia", BORN, PHONE, 95, ("names_swapped", "same_birth_date", "same_phone")),
        ("Maria, Garcia", BORN, OTHER_PHONE, 80, ("names_swapped", "same_birth_date")),
        ("Gacria, Maria", BORN, OTHER_PHONE, 81, ("similar_name", "same_birth_date")),
        ("Garcia, Maria Elena", BORN, OTHER_PHONE, 83, ("similar_name", "same_birth_date")),
        ("Garcia-Lopez, Maria", BORN, OTHER_PHONE, 83, ("similar_name", "same_birth_date")),
        ("Garcia, M", BORN, OTHER_PHONE, 83, ("similar_name", "same_birth_date")),
        ("Garcia, Lucia", BORN, PHONE, 75, ("same_family_name", "same_birth_date", "same_phone")),
        ("Garcia, Lucia", BORN, OTHER_PHONE, 60, ("same_family_name", "same_birth_date")),
        ("Novak, Maria", BORN, OTHER_PHONE, 60, ("same_given_name", "same_birth_date")),
    ],
)
def test_who_is_likely_how_much_and_why(
    kept: Connection, name: str, born: str | None, phone: str, score: int, because: tuple[str, ...]
) -> None:
    put(kept, 7, "Garcia, Maria", BORN, PHONE)
    assert like(kept, name, born, phone) == [Likeness(7, score, because)]


@pytest.mark.parametrize(
    ("name", "born", "phone"),
    [
        ("Garcia, Lucia", "1960-03-02", OTHER_PHONE),
        ("Garcia, Lucia", "1960-03-02", PHONE),
        ("Garcia, Lucia", None, ""),
        ("Garcia, Maria", "1960-03-02", OTHER_PHONE),
        ("Garcia, Maria", "1960-03-02", ""),
        ("Novak, Petr", BORN, OTHER_PHONE),
        ("Novak, Petr", BORN, PHONE),
        ("Novak, Petr", "1960-03-02", PHONE),
        ("Garcia, ", None, ""),
        (", ", None, ""),
        (", ", BORN, PHONE),
    ],
)
def test_who_is_not_likely(kept: Connection, name: str, born: str | None, phone: str) -> None:
    put(kept, 7, "Garcia, Maria", BORN, PHONE)
    assert like(kept, name, born, phone) == []


def test_a_twin_is_told_apart_from_the_same_person(kept: Connection) -> None:
    put(kept, 1, "Garcia, Maria", BORN, PHONE)
    put(kept, 2, "Garcia, Lucia", BORN, PHONE)
    same, twin = like(kept, "Garcia, Maria")
    assert (same.number, twin.number) == (1, 2)
    assert same.because[0] == "same_name"
    assert twin.because == ("same_family_name", "same_birth_date", "same_phone")
    assert same.score - twin.score == 25


def test_marks_in_names_do_not_matter(kept: Connection) -> None:
    put(kept, 1, "O’Brien, Anne-Marie", BORN)
    put(kept, 2, "Wałęsa, Łukasz", "1970-01-31")
    assert like(kept, "OBrien, Anne Marie", None, "") == [Likeness(1, 60, ("same_name",))]
    assert like(kept, "walesa, lukasz", None, "") == [Likeness(2, 60, ("same_name",))]


def test_names_without_letters_are_alike_to_nobody(kept: Connection) -> None:
    put(kept, 1, "?, -", BORN, PHONE)
    assert like(kept, "!, *") == []


def test_the_record_itself_is_left_out(kept: Connection) -> None:
    put(kept, 1, "Garcia, Maria", BORN)
    put(kept, 2, "Garcia, Maria", BORN)
    found = likely(kept, given_name="Maria", family_name="Garcia", birth_date=date.fromisoformat(BORN), phone="", but=2)
    assert [one.number for one in found] == [1]


def test_the_likeliest_come_first_of_equals_the_newest_and_no_more_than_asked(kept: Connection) -> None:
    for number in range(1, 8):
        put(kept, number, "Garcia, Maria", BORN, PHONE if number == 3 else "")
    assert [one.number for one in like(kept, "Garcia, Maria")] == [3, 7, 6, 5, 4]


def test_a_changed_record_is_compared_as_it_stands_now(kept: Connection) -> None:
    put(kept, 1, "Garcia, Maria", BORN, PHONE)
    put(kept, 1, "Novak, Petra", "1971-01-01", OTHER_PHONE)
    assert like(kept, "Garcia, Maria") == []
    assert [one.number for one in like(kept, "Novak, Petra", "1971-01-01", "")] == [1]


def test_leap_days_and_far_years(kept: Connection) -> None:
    put(kept, 1, "Garcia, Maria", "0001-02-28")
    put(kept, 2, "Garcia, Maria", "2000-02-29")
    assert [one.number for one in like(kept, "Garcia, Maria", "0001-02-28", "")] == [1]
    assert [one.number for one in like(kept, "Garcia, Maria", "2000-02-29", "")] == [2]


def test_a_shared_number_and_a_common_name_hide_nobody(kept: Connection) -> None:
    kept.execute("BEGIN IMMEDIATE")
    put(kept, 1, "Garcia, Maria", BORN, OTHER_PHONE)
    for number in range(2, 700):
        put(kept, number, f"Garcia, Person{number}", f"19{number % 90:02d}-01-02", PHONE)
    kept.execute("COMMIT")
    assert like(kept, "Garcia, Maria") == [Likeness(1, 85, ("same_name", "same_birth_date"))]
