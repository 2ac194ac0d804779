"""The search finds people however their names, numbers and birth dates are typed, and takes a text for nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.store import search
from clinicdesk.store.search_words import LONGEST, fold
from clinicdesk.store.sqlite import Connection
from tests.unit.store.searched import NAUGHTY, made, put, rows_of

GARCIA, NUNEZ, NUNN, OBRIEN, SMITH_JONES, LUKASZ, YAMADA, HONG, CRUZ = range(1, 10)
EVERYBODY = 20


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Connection]:
    connection = made(tmp_path)
    yield connection
    connection.close()


@pytest.fixture
def changing(empty: Connection) -> Connection:
    """The clinic's patients, to be changed."""
    return peopled(empty)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The clinic's patients, only to be searched."""
    connection = peopled(made(tmp_path_factory.mktemp("clinic")))
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """One database for all drawn names; each is undone."""
    connection = made(tmp_path_factory.mktemp("drawn"))
    yield connection
    connection.close()


def peopled(connection: Connection) -> Connection:
    connection.execute("BEGIN IMMEDIATE")
    put(connection, GARCIA, "Garcia, Maria", "1990-05-01", "919-555-0100", "0193f0a0-1c2d-7000-8000-00000000000a")
    put(
        connection, NUNEZ, "Núñez, Ana María", "1985-12-25", "+1 (984) 555-0123", "0193f0a0-1c2d-7000-8000-00000000000b"
    )
    put(connection, NUNN, "Nunn, Bob", "1926-03-04", "252.555.0188 x12", "P-12")
    put(connection, OBRIEN, "O’Brien, Zoë", "2010-05-10", "", "P-13")
    put(connection, SMITH_JONES, "Smith-Jones, Anne-Marie", None, "336 555 0190", "0777")
    put(connection, LUKASZ, "Wałęsa, Łukasz", "1970-01-31", "", "P-15")
    put(connection, YAMADA, "山田, 太郎", "2001-02-03", "", "P-16")
    put(connection, HONG, "홍, 길동", "1999-09-09", "", "P-17")
    put(connection, CRUZ, "de la Cruz, Søren Weiß", "1964-02-29", "7045550177", "P-18")
    connection.execute("COMMIT")
    return connection


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("garcia", {GARCIA}),
        ("GARCIA", {GARCIA}),
        ("García", {GARCIA}),
        ("g", {GARCIA}),
        ("garci", {GARCIA}),
        ("maria garcia", {GARCIA}),
        ("garcia maria", {GARCIA}),
        ("garcia mar", {GARCIA}),
        ("maria", {GARCIA, NUNEZ}),
        ("nunez", {NUNEZ}),
        ("NUÑEZ", {NUNEZ}),
        ("nun\u0303ez", {NUNEZ}),
        ("anamaria", {NUNEZ}),
        ("nun", {NUNEZ, NUNN}),
        ("obrien", {OBRIEN}),
        ("o'brien", {OBRIEN}),
        ("O’Bri", {OBRIEN}),
        ("o`brien", {OBRIEN}),
        ("o brien", {OBRIEN}),
        ("brien zoe", {OBRIEN}),
        ("smith-jones", {SMITH_JONES}),
        ("smith jones", {SMITH_JONES}),
        ("smithjones", {SMITH_JONES}),
        ("smith‑jo", {SMITH_JONES}),
        ("jones", {SMITH_JONES}),
        ("annemarie", {SMITH_JONES}),
        ("walesa lukasz", {LUKASZ}),
        ("WAŁĘSA", {LUKASZ}),
        ("soren weiss", {CRUZ}),
        ("Weiß", {CRUZ}),
        ("delacruz", {CRUZ}),
        ("de la cruz", {CRUZ}),
        ("山", {YAMADA}),
        ("山田", {YAMADA}),
        ("太郎", {YAMADA}),
        ("郎", {YAMADA}),
        ("山田太郎", {YAMADA}),
        ("홍길동", {HONG}),
        ("길동", {HONG}),
    ],
)
def test_names(clinic: Connection, text: str, who: set[int]) -> None:
    assert set(search.search(clinic, text)) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("nun,", {NUNEZ, NUNN}),
        ("nun, a", {NUNEZ}),
        ("nun,b", {NUNN}),
        ("nunez, ana mar", {NUNEZ}),
        ("maria, g", set()),
        (", maria", {GARCIA, NUNEZ}),
        ("nun, 1926", {NUNN}),
        ("garcia, 5/1/1990", {GARCIA}),
        ("maria garcia, 5/1/1990", {GARCIA}),
        ("maria garcia, 0100", {GARCIA}),
    ],
)
def test_a_comma_parts_family_names_from_given_names(clinic: Connection, text: str, who: set[int]) -> None:
    assert set(search.search(clinic, text)) == who


@pytest.mark.parametrize(
    "text",
    [
        "1990-05-01",
        "1990/5/1",
        "05/01/1990",
        "5/1/1990",
        "5/1/90",
        "5-1-1990",
        "5-1-90",
        "5.1.1990",
        "05 01 1990",
        "05011990",
        "050190",
        "19900501",
        "May 1 1990",
        "may 1, 1990",
        "May 1st, 1990",
        "1 May 1990",
        "1-MAY-90",
        "01MAY1990",
        "1st of May 1990",
        "garcia 5/1/90",
        "5/1/90 garcia",
        "maria 1 may 1990 gar",
    ],
)
def test_birth_dates_as_they_are_typed(clinic: Connection, text: str) -> None:
    assert search.search(clinic, text) == [GARCIA]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("25/12/1985", {NUNEZ}),
        ("25.12.85", {NUNEZ}),
        ("12/25/85", {NUNEZ}),
        ("3/4/26", {NUNN}),
        ("4/3/26", set()),
        ("5/10/10", {OBRIEN}),
        ("2/29/64", {CRUZ}),
        ("2/30/1964", set()),
        ("13/13/1990", set()),
        ("5/1/1991", set()),
    ],
)
def test_the_month_comes_first_where_it_can_and_nobody_is_born_in_the_future(
    clinic: Connection, text: str, who: set[int]
) -> None:
    assert set(search.search(clinic, text)) == who


def test_a_birth_date_is_found_while_it_is_typed(clinic: Connection) -> None:
    for text in ("05/01/1990", "5/1/1990", "5/1/90", "1990-05-01", "05011990"):
        assert [key for key in range(2, len(text) + 1) if GARCIA not in search.search(clinic, text[:key])] == [], text


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("9195550100", {GARCIA}),
        ("919-555-0100", {GARCIA}),
        ("(919) 555-0100", {GARCIA}),
        ("(919) 555-01", {GARCIA}),
        ("919", {GARCIA}),
        ("919 555", {GARCIA}),
        ("+1 919 555 0100", {GARCIA}),
        ("19195550100", {GARCIA}),
        ("0100", {GARCIA}),
        ("984.555.0123", {NUNEZ}),
        ("0188", {NUNN}),
        ("maria 0100", {GARCIA}),
        ("0100 maria", {GARCIA}),
        ("1990 0100", {GARCIA}),
        ("0100 1991", set()),
        ("bob 0100", set()),
        ("919-555-0101", set()),
    ],
)
def test_telephone_numbers_whole_begun_or_by_the_last_four(clinic: Connection, text: str, who: set[int]) -> None:
    assert set(search.search(clinic, text)) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("0193f0a0-1c2d-7000-8000-00000000000a", {GARCIA}),
        ("0193F0A0-1C2D-7000-8000-00000000000A", {GARCIA}),
        ("0193f0a01c2d7000800000000000000a", {GARCIA}),
        ("0193f0a0-1c", {GARCIA, NUNEZ}),
        ("P-12", {NUNN}),
        ("p12", {NUNN}),
        ("0123", {NUNEZ}),
        ("0777", {SMITH_JONES}),
    ],
)
def test_ids(clinic: Connection, text: str, who: set[int]) -> None:
    assert set(search.search(clinic, text)) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("gacria", {GARCIA}),
        ("garcai", {GARCIA}),
        ("gracia maria", {GARCIA}),
        ("garxia mraia", {GARCIA}),
        ("mara garcia", {GARCIA}),
        ("garciaa", {GARCIA}),
        ("ukasz", {LUKASZ}),
        ("walessa", {LUKASZ}),
        ("wlaesa luk", {LUKASZ}),
        ("obiren", {OBRIEN}),
        ("o'brein", {OBRIEN}),
        ("smiht-jones", {SMITH_JONES}),
        ("gracia, m", {GARCIA}),
        ("gracia 5/1/90", {GARCIA}),
        ("gracia 0100", {GARCIA}),
        ("bobb nunn", {NUNN}),
        ("gracia 5/2/90", set()),
        ("gracia 0101", set()),
        ("gxxxia", set()),
        ("bx", set()),
        ("zzzzzzzz", set()),
    ],
)
def test_typing_errors_are_forgiven_where_nobody_is_found(clinic: Connection, text: str, who: set[int]) -> None:
    assert set(search.search(clinic, text)) == who


def test_a_name_mistyped_at_its_beginning_is_found_before_its_end_is_typed(empty: Connection) -> None:
    put(empty, 1, "Featherstonehaugh, Ann")
    assert search.search(empty, "faethers") == [1]


def test_fewer_errors_come_before_more(empty: Connection) -> None:
    put(empty, 1, "Johnson, Ann")
    put(empty, 2, "Jonsson, Ann")
    assert search.search(empty, "johnsom") == [1]


def test_a_word_that_somebody_bears_may_be_mistyped_too(empty: Connection) -> None:
    put(empty, 1, "Smith, John")
    put(empty, 2, "Smit, Piet")
    assert search.search(empty, "smit john") == [1]


def test_nobody_is_guessed_where_somebody_is_found(empty: Connection) -> None:
    put(empty, 1, "Smith, John")
    put(empty, 2, "Smyth, John")
    assert search.search(empty, "smyth") == [2]


def test_the_newest_come_first_and_no_more_than_asked(empty: Connection) -> None:
    for number in range(1, 61):
        put(empty, number, f"Garcia, Maria {number}", "1990-05-01", f"91955501{number:02d}")
    assert search.search(empty, "garcia") == list(range(60, 40, -1))
    assert search.search(empty, "5/1/1990", 3) == [60, 59, 58]
    assert search.search(empty, "gracia", 2) == [60, 59]


def test_what_is_changed_is_found_by_the_new_alone(changing: Connection) -> None:
    put(changing, GARCIA, "Lopez, Maria", "1991-06-02", "919-555-0199", "P-1")
    assert search.search(changing, "lopez 6/2/1991") == search.search(changing, "0199") == [GARCIA]
    for text in ("garcia", "gracia", "5/1/1990", "0100", "0193f0a0-1c2d-7000-8000-00000000000a"):
        assert search.search(changing, text) == [], text


def test_what_is_forgotten_leaves_nothing(changing: Connection) -> None:
    for number in range(1, EVERYBODY):
        search.forget(changing, number)
    assert list(rows_of(changing)) == []
    assert [search.search(changing, text) for text in ("garcia", "m", "1", "0100", "P-12")] == [[]] * 5


def test_forgetting_one_of_two_namesakes_leaves_the_other_as_before(changing: Connection) -> None:
    before = list(rows_of(changing))
    put(changing, EVERYBODY, "Garcia, Maria", "1990-05-01", "919-555-0100")
    assert search.search(changing, "garcia") == [EVERYBODY, GARCIA]
    search.forget(changing, EVERYBODY)
    assert list(rows_of(changing)) == before
    assert search.search(changing, "gracia") == [GARCIA]


def test_nothing_stays_of_a_transaction_that_is_undone(changing: Connection) -> None:
    changing.execute("BEGIN IMMEDIATE")
    put(changing, EVERYBODY, "Featherstone, Ann")
    changing.execute("ROLLBACK")
    assert search.search(changing, "featherstone") == []


def test_tidying_changes_no_answer(changing: Connection) -> None:
    search.forget(changing, NUNN)
    texts = ("maria", "nun", "5/1/90", "0123", "0777", "gracia", "p13", "山")
    before = [search.search(changing, text) for text in texts]
    search.tidy(changing)
    assert [search.search(changing, text) for text in texts] == before
    assert sum(map(len, before)) > 8


def test_names_stand_nowhere_readable_on_the_disk(changing: Connection, tmp_path: Path) -> None:
    changing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()
    assert len(kept) > 30_000
    assert [word for word in (b"garcia", b"lukasz", b"9195550100", b"05011990") if word in kept] == []


def test_there_are_many_naughty_strings() -> None:
    assert len(set(NAUGHTY)) > 450


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: ascii(text[:30]))
def test_a_naughty_text_is_words_and_nothing_else(clinic: Connection, text: str) -> None:
    before = list(rows_of(clinic))
    found = search.search(clinic, text)
    assert len(found) < CRUZ
    assert list(rows_of(clinic)) == before
    assert fold(text).replace("-", "").strip() or found == []


@pytest.mark.parametrize(
    "text",
    [
        "maria NOT garcia",
        "maria OR nunez",
        "garcia OR nunn",
        "family:garcia",
        "- family : garcia",
        "NEAR(maria garcia)",
        'garcia" OR "nunn',
        "{given} : maria",
        "rowid:1",
        "gar* OR nun*",
    ],
)
def test_no_word_is_an_operator_and_no_column_is_named(clinic: Connection, text: str) -> None:
    assert search.search(clinic, text) == []


def test_operators_and_columns_are_names_like_others(changing: Connection) -> None:
    put(changing, 30, "Or, And")
    put(changing, 31, "Not, Near Family")
    assert search.search(changing, "and or") == [30]
    assert search.search(changing, "not near") == search.search(changing, "family") == [31]


@pytest.mark.parametrize("text", NAUGHTY[::3], ids=lambda text: ascii(text[:30]))
def test_a_naughty_name_is_kept_and_forgotten(empty: Connection, text: str) -> None:
    search.index(empty, 1, given_name=text, family_name=f"Garcia{text}", birth_date=None, phone=text, id=text)
    put(empty, 2, "Nunn, Bob")
    assert search.search(empty, "nunn") == [2]
    search.forget(empty, 1)
    assert [key for key, *_ in rows_of(empty)] == [2, "bob", "nunn"]


@given(st.text())
def test_folding_again_changes_nothing_and_only_words_come_out(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert len(folded) <= LONGEST
    assert not set(folded) & set("\"'*^:(){}+\\\0,;")


@given(text=st.text(min_size=1, max_size=40))
def test_whoever_is_kept_is_found_by_the_name_as_it_was_kept(drawn: Connection, text: str) -> None:
    drawn.execute("BEGIN")
    search.index(drawn, 1, given_name="", family_name=text, birth_date=None, phone="", id="")
    found = search.search(drawn, text.replace(",", " "))
    drawn.execute("ROLLBACK")
    assert found == [1] if fold(text).strip("- ") else not found
