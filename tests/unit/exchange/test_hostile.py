"""Whatever comes in: a visit or plain sentences, at once, without a word of Python's or of the patient's."""

import json
import random
import re
import time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clinicdesk.exchange.json_text import MOST_BYTES, MOST_VALUES
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from tests.conftest import EXAMPLES, example_bytes
from tests.unit.exchange.full import Path, at, full, places, problems_in, problems_of, with_value
from tests.unit.exchange.test_against_schema import WRONG

RULES = load(rule_files())
PYTHONS = re.compile(
    r"Traceback|Error\b|Exception|\bNone|\bTrue\b|\bFalse\b|<class| at 0x|\{'|\['|'\w+'|\b(dict|str|float)\b|codec"
)


def said(data: bytes) -> list[str]:
    """What is said of a file's bytes: plain sentences, each on one line of printable characters."""
    lines = [str(problem) for problem in problems_in(data, RULES)]
    for line in lines:
        assert not PYTHONS.search(line), line
        assert line.isprintable(), line
        assert len(line) < 600
    return lines


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_file_that_was_cut_off_is_refused_in_one_sentence(name: str) -> None:
    data = example_bytes(name).rstrip()
    for length in range(0, len(data), 50):
        (line,) = said(data[:length])
        assert re.match(r"line \d+, column \d+: this is not JSON: ", line)


def test_bytes_flipped_at_random_are_refused_or_read() -> None:
    chance = random.Random(7)
    for _ in range(1500):
        data = bytearray(example_bytes(chance.choice(EXAMPLES)))
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        said(bytes(data))


@given(st.binary(max_size=200))
def test_random_bytes(data: bytes) -> None:
    assert said(data) != []


@pytest.mark.torture
@settings(settings.get_profile("long"))
@given(st.binary(max_size=400), st.integers(0, 5000), st.integers(0, 40), st.sampled_from(EXAMPLES))
@example(b"", 0, 0, EXAMPLES[0])
def test_random_bytes_anywhere_in_an_example(data: bytes, start: int, gone: int, name: str) -> None:
    whole = example_bytes(name)
    said(whole[:start] + data + whole[start + gone :])


TEXT = json.dumps(full())
TWICE = "this key stands twice in one object; nobody can tell which one counts"
HALF = "has half a character in it (a lone surrogate)"
DEEP = "the file nests more than 32 levels deep"
NO_JSON = r"line 1, column \d+: this is not JSON: "


def with_number(written: str) -> bytes:
    """The full visit with something else for the weeks of pregnancy."""
    return TEXT.replace("12,", f"{written},", 1).encode()


ONE_SENTENCE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "line 1, column 1: this is not JSON: a value is missing"),
    "white space": (b" \n\t ", "line 2, column 3: this is not JSON: a value is missing"),
    "zero bytes": (b"\0" * 50, "line 1, column 1: this is not JSON: a value is missing"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "the file is not UTF-8 text (byte 11); save it as UTF-8"),
    "UTF-16": (TEXT.encode("utf-16"), "the file is not UTF-8 text (byte 1); save it as UTF-8"),
    "Latin-1": (
        TEXT.replace("\\u00fa", "ú").encode("latin-1"),
        r"the file is not UTF-8 text \(byte \d+\); save it as UTF-8",
    ),
    "NaN": (with_number("NaN"), "answers.pregnant_weeks: NaN is not a number"),
    "Infinity": (with_number("Infinity"), "answers.pregnant_weeks: Infinity is not a number"),
    "minus Infinity": (with_number("-Infinity"), "answers.pregnant_weeks: -Infinity is not a number"),
    "1e400": (with_number("1e400"), "answers.pregnant_weeks: a number is too large"),
    "1e300": (with_number("1e300"), "answers.pregnant_weeks: a number is too large"),
    "2^63": (with_number(str(1 << 63)), "answers.pregnant_weeks: a whole number of 19 digits is too large"),
    "10,000 digits": (
        with_number("9" * 10_000),
        "answers.pregnant_weeks: a whole number of 10000 digits is too large",
    ),
    "a key twice": (TEXT.replace('"date"', '"clinicdesk"', 1).encode(), f"clinicdesk: {TWICE}"),
    "an answer twice": (
        TEXT.replace('"pregnant_weeks"', '"blood_thinner"', 1).encode(),
        f"answers.blood_thinner: {TWICE}",
    ),
    "half a character": (TEXT.replace("left shoulder", "\\ud800", 1).encode(), f"service.body_region: a text {HALF}"),
    "half a character in a key": (TEXT.replace('"date"', '"\\udfff"', 1).encode(), f'"\\udfff": a key {HALF}'),
    "deep lists": (b"[" * 100_000, f"line 1, column 33: {DEEP}"),
    "deep objects": (b'{"a":' * 100_000 + b"1", f"line 1, column 161: {DEEP}"),
    "deep inside": (b'{"a":\n1, "b":\n ' + b"[" * 40 + b"]" * 40, f"line 3, column 33: {DEEP}"),
    "2 MB": (
        TEXT.encode() + b" " * (2 << 20),
        "the file has more than 1,048,576 bytes, the most that a visit file may have",
    ),
    "many values": (
        TEXT.replace("[3, 6]", f"[{'1,' * MOST_VALUES}1]").encode(),
        "the file holds more than 10,000 values; a visit has a few hundred",
    ),
    "a line break in a text": (
        TEXT.replace("left shoulder", "left\nshoulder").encode(),
        NO_JSON + "a text has a line break or another control character in it",
    ),
    "a comma too many": (b'{"a": 1,}', NO_JSON + ".*a comma is too many"),
    "single quotes": (b"{'a': 1}", NO_JSON + "a key in double quotes is missing, or a comma is too many"),
    "two values": (b"{} {}", NO_JSON + "the file goes on after its end"),
    "a comment": (b'{"a": 1} // x', NO_JSON + "the file goes on after its end"),
    "a list": (b"[]", "a visit file is an object in braces"),
    "null": (b"null", "a visit file is an object in braces"),
    "another format": (
        b'{"clinicdesk": "result/1"}',
        'clinicdesk: "result/1" is not a format that is read here; a visit file says "visit/1"',
    ),
}


@pytest.mark.parametrize("name", ONE_SENTENCE)
def test_what_is_no_visit_file_is_told_in_one_sentence(name: str) -> None:
    data, sentence = ONE_SENTENCE[name]
    started = time.perf_counter()
    (line,) = said(data)
    assert time.perf_counter() - started < 2
    assert line == sentence or re.fullmatch(sentence, line), line


def test_all_values_that_json_does_not_have_are_told_at_once() -> None:
    text = TEXT.replace("12,", "NaN,", 1).replace('"units": 2', '"units": 6e400').replace("[3, 6]", "[3, -Infinity]")
    assert said(text.encode()) == [
        "answers.pregnant_weeks: NaN is not a number",
        "service.sessions_range[1]: -Infinity is not a number",
        "service.also[0].units: a number is too large",
    ]


def test_a_byte_order_mark_is_no_fault() -> None:
    assert said(b"\xef\xbb\xbf" + TEXT.encode()) == []


def test_a_file_of_the_largest_size_is_read() -> None:
    assert said(TEXT.encode() + b" " * (MOST_BYTES - len(TEXT.encode()))) == []


def test_a_number_with_a_point_but_no_fraction_is_whole() -> None:
    assert said(TEXT.replace('"sessions": 4', '"sessions": 4.0').encode()) == []
    assert said(TEXT.replace('"sessions": 4', '"sessions": 4e0').encode()) == []


def test_ten_thousand_faults_do_not_take_long() -> None:
    started = time.perf_counter()
    for path in [("service",), ("answers",), ("coverage", 0), ("patient",)]:
        visit = full()
        at(visit, path).update({f"sesions{number}": 1 for number in range(MOST_VALUES - 200)})
        assert len(problems_of(visit, RULES)) == MOST_VALUES - 200
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("key", ["a\nb", "\x1b[2J", "a.b", "", "\u202ecba", "x" * 1000, "a: b", '"', "ключ"])
def test_a_strange_key_stays_on_its_line_in_quotes(key: str) -> None:
    for path in [(), ("service",), ("answers",), ("fees",), ("fees", "20561", "allowed")]:
        visit = full()
        at(visit, path)[key] = "1.00"
        (line,) = said(json.dumps(visit).encode())[:1]
        assert '"' in line


@pytest.mark.parametrize("value", ["a\nb", "\x1b[2J", "\u202ecba", "x" * 1000, '"', "\0"])
def test_a_strange_value_stays_on_its_line(value: str) -> None:
    for path in places(full()):
        said(json.dumps(with_value(path, value)).encode())


PRIVATE: list[Path] = [
    path for path in places(full()) if path[0] in {"patient", "answers"} and isinstance(at(full(), path), str)
]


def marked() -> tuple[dict[str, Any], list[str]]:
    """A visit whose private texts are marks."""
    visit, marks = full(), []
    for number, path in enumerate(PRIVATE):
        mark = f"Zq{number}xVw"
        if path != ("patient", "birth_date") and path[0] != "answers":
            at(visit, path[:-1])[path[-1]] = mark
            marks.append(mark)
    visit["answers"]["medicines"] = "Zq99xVw"
    visit["patient"]["birth_date"] = "1987-03-14"
    return visit, [*marks, "Zq99xVw", "87-03-14"]


@pytest.mark.parametrize("path", list(places(full())), ids=str)
def test_no_message_repeats_what_is_the_patients(path: Path) -> None:
    for value in WRONG[1:]:
        visit, marks = marked()
        text = "\n".join(said(json.dumps(with_value(path, value, visit)).encode()))
        assert not any(mark in text for mark in marks)


@pytest.mark.parametrize("path", PRIVATE, ids=str)
def test_no_message_repeats_a_private_value_that_is_itself_wrong(path: Path) -> None:
    for wrong in ("Zq7xVw" * 200, ["Zq7xVw"], {"Zq": "Zq7xVw"}, 70077007, -70077007.5):
        lines = said(json.dumps(with_value(path, wrong)).encode())
        assert not any("Zq7xVw" in line or "70077007" in line for line in lines)


def test_a_broken_file_repeats_nothing_of_it() -> None:
    visit, marks = marked()
    data = json.dumps(visit).encode()
    for length in range(0, len(data), 25):
        for broken in (data[:length], data[:length] + b"\xff" + data[length:], data[:length] + b"'" + data[length:]):
            text = "\n".join(said(broken))
            assert not any(mark in text for mark in marks), text


def test_the_reader_takes_the_same_bytes_the_same_way(rules: Rulebook) -> None:
    data = json.dumps(full() | {"b": 1, "a": 2}).encode()
    assert [problems_in(data, rules) for _ in range(3)] == [problems_in(data, rules)] * 3
