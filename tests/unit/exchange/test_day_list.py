"""Another system's list of the day: what is read of it, and what is said of one that cannot be read."""

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.errors import ListRefused
from clinicdesk.exchange.day_list import DayList, DayRow, read_day_list

TODAY = date(2026, 11, 24)
HEADINGS = "Last name,First name,DOB,Time,Phone"
ANA = "Núñez,Ana,05/01/1990,9:00 AM,919-555-0100"


def read(text: str) -> DayList:
    """A list in UTF-8."""
    return read_day_list(text.encode(), TODAY)


def problems(data: str | bytes) -> list[str]:
    """Every problem of a list."""
    with pytest.raises(ListRefused) as refused:
        read_day_list(data.encode() if isinstance(data, str) else data, TODAY)
    assert str(refused.value).splitlines() == [str(one) for one in refused.value.problems]
    return [str(one) for one in refused.value.problems]


def ana(**changed: object) -> DayRow:
    """The row that ANA is read as, with some of it changed."""
    told = {
        "row": 2,
        "given_name": "Ana",
        "family_name": "Núñez",
        "birth_date": date(1990, 5, 1),
        "time": "09:00",
        "phone": "919-555-0100",
    }
    return DayRow(**(told | changed))  # type: ignore[arg-type]


def cell(heading: str, value: str) -> str:
    """A list of one row, sound but for one cell."""
    headings, row = HEADINGS.split(","), ANA.split(",")
    row[headings.index(heading)] = value
    out = io.StringIO()
    csv.writer(out).writerows([headings, row])
    return out.getvalue()


def test_a_list_is_read_with_its_rows_in_order() -> None:
    found = read(f"{HEADINGS}\n{ANA}\nLee,Bo,,14:30,\n")
    bo = DayRow(row=3, given_name="Bo", family_name="Lee", birth_date=None, time="14:30", phone="")
    assert found == DayList((ana(), bo), ())


ENCODED = [
    f"{HEADINGS}\n{ANA}".encode(),
    f"{HEADINGS}\n{ANA}".encode("utf-8-sig"),
    f"{HEADINGS}\n{ANA}".encode("utf-16"),
    b"\xfe\xff" + f"{HEADINGS}\n{ANA}".encode("utf-16-be"),
    f"{HEADINGS}\n{ANA}".encode("cp1252"),
]


@pytest.mark.parametrize("data", ENCODED, ids=["utf-8", "utf-8 marked", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding(data: bytes) -> None:
    assert read_day_list(data, TODAY).rows == (ana(),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_break(delimiter: str, ends: str) -> None:
    rows = [HEADINGS.split(","), ANA.split(","), ["O, B;C\tD", 'Bo "B"', "", "2:30 PM", "1"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ends).writerows(rows)
    found = read(out.getvalue()).rows
    assert found[0] == ana()
    assert (found[1].family_name, found[1].given_name, found[1].time) == ("O, B;C D", 'Bo "B"', "14:30")


def test_a_field_may_have_a_line_break_and_rows_count_as_in_a_spreadsheet() -> None:
    found = read(f'{HEADINGS}\n\n"Núñez","Ana\nMaria",,9:00,\n,,,,\nLee,Bo,,9:30,\n')
    assert [(row.row, row.given_name) for row in found.rows] == [(3, "Ana Maria"), (5, "Bo")]


@pytest.mark.parametrize(
    "headings",
    [
        "LAST NAME,FIRST NAME,D.O.B.,Appt Time,Phone",
        "last_name,first_name,date_of_birth,start_time,phone_number",
        "Family name,Given name,Date of Birth,Time,Telephone",
        " Surname , Forename , Birth date , Appointment Time , Mobile ",
        '"Last name","First name","Birthdate","Start","Cell"',
    ],
)
def test_headings_in_usual_spellings(headings: str) -> None:
    assert read(f"{headings}\n{ANA}") == DayList((ana(),), ())


def test_spaces_around_fields_are_no_part_of_them() -> None:
    found = read('Name, Time , Phone\n  "Núñez, Ana", 9:00 AM ,  "919-555-0100"\n')
    assert found.rows == (ana(birth_date=None),)


@pytest.mark.parametrize("heading", ["Patient", "Name", "Patient Name", '"Last, First"', '"Patient (Last, First)"'])
def test_a_whole_name_is_read_as_family_and_given(heading: str) -> None:
    found = read(f'Time,{heading}\n9:00,"Núñez Pérez, Ana María"\n')
    assert found.rows[0].family_name == "Núñez Pérez"
    assert found.rows[0].given_name == "Ana María"


@pytest.mark.parametrize("name", ["Ana Núñez", "Núñez,", ", Ana", ",", "", "King, Jr., Martin", "a,,b"])
def test_a_whole_name_of_another_form_is_never_taken_apart(name: str) -> None:
    (said,) = problems(f'Time;Patient\n9:00;"{name}"\n')
    assert said.startswith('row 2, name: a whole name is read only as "Family, Given", with one comma; ')


def test_a_whole_name_is_left_out_where_its_halves_are_there() -> None:
    found = read("Patient,Last name,First name,Time,Provider,,Room\n12345,Núñez,Ana,9:00,Sam Lee,,2\n")
    assert found.rows == (ana(birth_date=None, phone=""),)
    assert found.left_out == ("Patient", "Provider", "Room")


@pytest.mark.parametrize(
    ("family", "given"),
    [("Madonna", ""), ("", "Cher"), ("O'Neil-Smith", "Zoë"), ("Ж" * 120, "李"), ("=1+1", "@SUM(A1)")],
)
def test_names_stand_as_they_are_and_a_formula_is_just_text(family: str, given: str) -> None:
    found = read(f"{HEADINGS}\n{family},{given},,9:00,+1-919").rows[0]
    assert (found.family_name, found.given_name, found.phone) == (family, given, "+1-919")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/01/1990", date(1990, 5, 1)),
        ("5/1/1990", date(1990, 5, 1)),
        ("5-1-1990", date(1990, 5, 1)),
        ("1990-05-01", date(1990, 5, 1)),
        ("2/29/2024", date(2024, 2, 29)),
        ("11/24/2026", TODAY),
        ("11/24/1896", date(1896, 11, 24)),
        ("", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert read(cell("DOB", text)).rows == (ana(birth_date=day),)


NO_DATE = "this is not a date; write it as 05/01/1990 (the month first) or 1990-05-01"
NO_DAY = "this is not a day that exists; the month comes first, as in 05/31/1990"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/05/1990", NO_DAY),
        ("02/29/2025", NO_DAY),
        ("0000-01-01", NO_DAY),
        ("1990-13-01", NO_DAY),
        ("5/1/90", "the year has two digits; write all four, as in 05/01/1990"),
        ("5/1-1990", NO_DATE),
        ("May 1, 1990", NO_DATE),
        ("1990", NO_DATE),
        ("19900501", NO_DATE),
        ("٠٥/٠١/١٩٩٠", NO_DATE),
        ("1990-05-01 00:00", NO_DATE),
        ("11/25/2026", "this lies after the day of the list"),
        ("11/23/1896", "this is more than 130 years before the day of the list"),
    ],
)
def test_what_is_no_birth_date(text: str, said: str) -> None:
    assert problems(cell("DOB", text)) == [f"row 2, date of birth: {said}"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("9:00", "09:00"),
        ("09:05", "09:05"),
        ("14:30", "14:30"),
        ("14:30:00", "14:30"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("9 AM", "09:00"),
        ("9am", "09:00"),
        ("2:30 p.m.", "14:30"),
        ("2:30\u202fPM", "14:30"),
        ("12:00 AM", "00:00"),
        ("12:15 PM", "12:15"),
        ("11:59:00 PM", "23:59"),
    ],
)
def test_times(text: str, time: str) -> None:
    assert read(cell("Time", text)).rows == (ana(time=time),)


NO_TIME = "this is not a time; write it as 9:00 AM or 14:30"
NO_SUCH = "there is no such time; write it as 9:00 AM or 14:30"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", NO_TIME),
        ("9", NO_TIME),
        ("noon", NO_TIME),
        ("9:5", NO_TIME),
        ("9.30", NO_TIME),
        ("9:00 XM", NO_TIME),
        ("9:00-9:45", NO_TIME),
        ("٩:٠٠", NO_TIME),
        ("24:00", NO_SUCH),
        ("9:60", NO_SUCH),
        ("13:00 PM", NO_SUCH),
        ("0:30 AM", NO_SUCH),
    ],
)
def test_what_is_no_time(text: str, said: str) -> None:
    assert problems(cell("Time", text)) == [f"row 2, time: {said}"]


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_is_the_same_on_both_clocks(hour: int, minute: int) -> None:
    half = f"{(hour + 11) % 12 + 1}:{minute:02d} {'AM' if hour < 12 else 'PM'}"
    assert read(cell("Time", half)).rows[0].time == read(cell("Time", f"{hour}:{minute:02d}")).rows[0].time


def test_rows_of_another_day_are_refused_where_the_list_tells_the_day() -> None:
    assert len(read('Date,Name,Time\n11/24/2026,"A, B",9:00\n,"A, C",9:30\n').rows) == 2
    assert problems('Date,Name,Time\n11/24/2026,"A, B",9:00\n2026-11-25,"A, B",9:00\nsoon,"A, B",9:00\n') == [
        "row 3, date: this visit is on another day than 2026-11-24",
        f"row 4, date: {NO_DATE}",
    ]


def test_every_problem_is_told_at_once_in_the_order_of_the_rows() -> None:
    rows = [
        "Núñez,Ana,x,y,1",
        "Lee,Bo,,9:00",
        "Lee,Bo,,9:00,1,2",
        ",,,9:00,1",
        "Lee,Bo,,10 AM,1",
        f"L,B,,9:00,{'1' * 41}",
    ]
    assert problems("\n".join([HEADINGS, *rows])) == [
        f"row 2, date of birth: {NO_DATE}",
        f"row 2, time: {NO_TIME}",
        "row 3: this row has not as many fields as there are headings (4, not 5)",
        "row 4: this row has not as many fields as there are headings (6, not 5)",
        "row 5: there is no name",
        "row 7, phone: this has 41 characters; at most 40 are allowed",
    ]


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("Last name,Time", ["row 1: there is no column for the first name"]),
        ("First name,Name,Time", ["row 1: there is no column for the last name"]),
        ("DOB,Time", ["row 1: there are no columns for the last name and the first name"]),
        ("Name,DOB", ["row 1: there is no column for the time"]),
        ("First name,DOB", ["row 1: there is no column for the last name", "row 1: there is no column for the time"]),
        ("Name,Time,Patient", ["row 1: two columns are headed as the name; leave one"]),
        ("Name,Time,time", ["row 1: two columns are headed as the time; leave one"]),
    ],
)  # fmt: skip
def test_headings_that_do_not_do(headings: str, said: list[str]) -> None:
    assert problems(headings)[: len(said)] == said
    told = problems(f"{headings}\nx")
    assert told == [
        *said,
        f"row 2: this row has not as many fields as there are headings (1, not {headings.count(',') + 1})",
    ]


def test_a_list_without_headings_is_told_and_nobody_is_named() -> None:
    assert problems(f"{ANA}\n{ANA}") == [
        "row 1: this must be the headings, such as Last name, First name, Date of birth, Time, Phone; none is known"
    ]


@pytest.mark.parametrize("data", [b"", b" \r\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b",,,\n,,", b'""'])
def test_an_empty_list(data: bytes) -> None:
    assert problems(data) == ["row 1: the list is empty"]


def test_headings_alone() -> None:
    assert problems(f"{HEADINGS}\n,,,,\n") == ["there is no row below the headings"]


ZERO = "this is not plain text (it has a NUL character); save the list as CSV UTF-8"
UNREADABLE = "the list's letters cannot be read; save it as CSV UTF-8"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Name,Time\nNu\x00", f"line 2: {ZERO}"),
        ("Name,Time".encode("utf-16-le"), f"line 1: {ZERO}"),
        (b"PK\x03\x04\x00", f"line 1: {ZERO}"),
        (b"Name,Time\n\x81\x9d", UNREADABLE),
        (b"\xef\xbb\xbfName\xff", UNREADABLE),
        (b"\xff\xfeN\x00a", UNREADABLE),
        (b"\xff\xfe\x00\xd8", UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_no_text(data: bytes, said: str) -> None:
    assert problems(data) == [said]


def test_quotation_marks_that_go_wrong_end_the_reading_and_what_came_before_is_told_too() -> None:
    assert problems(f'{HEADINGS}\nLee,Bo,,x,1\n"Lee,Bo,,9:00,1\n') == [
        f"row 2, time: {NO_TIME}",
        "row 3: a quotation mark opens a field here and none closes it",
    ]
    assert problems(f'{HEADINGS}\n"Lee"x,Bo,,9:00,1\n') == [
        "row 2: after a closing quotation mark only the next field may follow; a mark inside is written twice"
    ]
    assert problems('"Name,Time\n') == ["row 1: a quotation mark opens a field here and none closes it"]


def test_control_characters_in_a_name() -> None:
    assert problems(cell("Last name", "Lee\x1b[31m")) == [
        "row 2, last name: this has a control character in it; write it anew"
    ]
    assert problems(cell("Last name", "Lee\u202e")) == [
        "row 2, last name: this has a control character in it; write it anew"
    ]


def lines(count: int) -> str:
    """A list of so many sound rows."""
    return "\n".join([HEADINGS, *[ANA] * count])


def test_limits() -> None:
    assert len(read(lines(2000)).rows) == 2000
    assert problems(lines(2001)) == ["the list has more than 2,000 rows, the most that is read"]
    whole = lines(1).encode().ljust(1 << 20, b"\n")
    assert len(read_day_list(whole, TODAY).rows) == 1
    assert problems(whole + b"\n") == ["the list has more than 1,048,576 bytes, the most that is read"]
    assert len(read(f"{HEADINGS},Notes\n{ANA},{'x' * 10_000}").rows) == 1
    assert problems(f"{HEADINGS},Notes\n{ANA},{'x' * 10_001}\n{ANA},\nLee,Bo,,x,,") == [
        "row 2: a field has more than 10,000 characters",
        f"row 4, time: {NO_TIME}",
    ]
    assert problems(f'{HEADINGS}\n{ANA}\n"{"x" * 900_000}') == [
        "row 3: a field here is far too long; perhaps a quotation mark in it is not closed"
    ]
    assert problems(cell("First name", "x" * 121)) == [
        "row 2, first name: this has 121 characters; at most 120 are allowed"
    ]


@pytest.mark.parametrize("heading", ["Last name", "DOB", "Time", "Phone"])
def test_no_problem_repeats_what_is_a_patients(heading: str) -> None:
    said = problems(cell(heading, "Secret\x07" * 20))
    assert len(said) == 1
    assert "ecret" not in said[0]


words = st.text(st.sampled_from(",;\t\n\r\"'= aé1/:-\x00\x1b\u2028P"), max_size=12)
tables = st.lists(st.lists(words, min_size=1, max_size=6), max_size=5)


@given(st.sampled_from([HEADINGS, "Name;Time", "Patient\tTime\tDate", ""]), tables, st.sampled_from(",;\t"))
def test_anything_at_all_is_read_or_refused(headings: str, table: list[list[str]], delimiter: str) -> None:
    text = "\n".join([headings, *[delimiter.join(row) for row in table]])
    with suppress(ListRefused):
        assert all(row.family_name or row.given_name for row in read(text).rows)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert problems(data)


names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(
    st.lists(st.tuples(names, names), min_size=1, max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_comes_back(people: list[tuple[str, str]], delimiter: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Last name", "First name", "Time"])
    writer.writerows([family, given, "9:00"] for family, given in people)
    found = read_day_list(out.getvalue().encode(encoding), TODAY)
    assert [(row.family_name, row.given_name) for row in found.rows] == people
