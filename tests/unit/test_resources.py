"""The shipped files, and the one strict reader of TOML: every fault with its file and line."""

from contextlib import suppress
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis.strategies import binary

from clinicdesk.errors import Fault, RulesRefused
from clinicdesk.resources import (
    OTHER_FOLDERS,
    RULE_FOLDERS,
    folder,
    key_of,
    line_of,
    quoted,
    read_toml,
    rule_files,
    toml_files,
)


def fault(text: str | bytes) -> Fault:
    """The one fault of a text."""
    with pytest.raises(RulesRefused) as refused:
        read_toml("a.toml", text if isinstance(text, bytes) else text.encode())
    (only,) = refused.value.faults
    assert only.file == "a.toml"
    assert str(refused.value) == str(only)
    return only


VALUE = "this value cannot be read; a text stands in quotes"
TABLE_TWICE = "this table stands twice, or has the name of a key"
OPEN = "a text begins here and does not end"
BRACES = "these braces are not closed on their line, or a comma is missing in them"
OTHER = "this line cannot be read as TOML"


def test_a_sound_text_is_a_table() -> None:
    text = 'a = 1\nb = "é"\n[c]\nd = 2026-12-01\n[[e]]\nf = [1, 2]\n'
    assert list(read_toml("a.toml", text.encode())) == ["a", "b", "c", "e"]
    assert read_toml("a.toml", b"") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = 1\nb = \nc = 1", f"2: b: {VALUE}"),
        ("a = 1\nb = yes\n", f"2: b: {VALUE}"),
        ("a = [\n1,\nyes,\n]\n", f"3: a: {VALUE}"),
        ("a = 1\na = 2\n\nb = 3", "2: a: this stands twice"),
        ("a = 1\na = 2", "2: a: this stands twice"),
        ('a = 1\na = """\n2\n"""', "2: a: this stands twice"),
        ("[[p]]\na = 1\n[[p]]\na = 1\na = 1\n", "5: p[1].a: this stands twice"),
        ("[a]\nb = 1\n[a.b]\n", "3: a.b: this stands twice"),
        ("[a]\n[b]\n[a]\n", f"3: a: {TABLE_TWICE}"),
        ("a = {}\n[a.b]\n", f"2: a.b: {TABLE_TWICE}"),
        ("a = []\n[[a]]\n", f"2: a[0]: {TABLE_TWICE}"),
        ("a = { b = 1, b = 2 }\n", '1: a: "b" stands twice in these braces'),
        ('a = "open\nb = 1\n', f"1: a: {OPEN}"),
        ("a = 'open\nb = 1\n", f"1: a: {OPEN}"),
        ('b = 1\na = "open', f"2: a: {OPEN}"),
        ('[t]\na = """open\nb = 1\n\n', f"2: t.a: {OPEN}"),
        ("a = '''open\nb = 1\n", f"1: a: {OPEN}"),
        ("a = 1\nb = [1,\n2", "2: b: this list is not closed, or a comma is missing in it"),
        ("b = [1 2]", "1: b: this list is not closed, or a comma is missing in it"),
        ("a = {b = 1\n}\n", f"1: a: {BRACES}"),
        ("a = {b = 1 c = 2}\n", f"1: a: {BRACES}"),
        ("\na = 2026-02-30\n", "2: a: this is no day that exists; write a day as 2026-11-23"),
        ("a = 1\n\n\nb c\n", f"4: {OTHER}"),
        ("a: 1", f"1: {OTHER}"),
        ("a = 00621", f"1: a: {OTHER}"),
        ("[a\nb = 1", f"1: {OTHER}"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line_and_its_key_in_plain_words(text: str, said: str) -> None:
    assert str(fault(text)) == f"a.toml:{said}"


@pytest.mark.parametrize("text", ["a = 1\n", "[a]\nb = 1\n"])
def test_a_byte_order_mark_is_no_fault(text: str) -> None:
    data = b"\xef\xbb\xbf" + text.encode()
    assert read_toml("a.toml", data) == read_toml("a.toml", text.encode())
    assert line_of(data, ("a",)) == 1
    assert fault(b"\xef\xbb\xbf# 1\n\xff").line == 2


@pytest.mark.parametrize(
    "text",
    [
        f"{'a' * 80_000} = 1.5",
        f"a = 1.{'5' * 80_000}",
        f"{'a' * 80_000} = yes",
        f"a = {{ {'b' * 999} = 1, {'b' * 999} = 2 }}",
    ],
)
def test_what_is_written_is_cut_short_where_it_is_repeated(text: str) -> None:
    assert len(str(fault(text))) < 250


def test_a_text_is_quoted_on_one_line() -> None:
    assert quoted("a b") == '"a b"'
    assert quoted("x" * 80) == f'"{"x" * 60}"'
    assert quoted("a\n\x1b[2J") == r'"a\n\x1b[2J"'
    assert key_of(("policy", 0, "a b", "x" * 80)) == f'policy[0]."a b"."{"x" * 60}"'


def test_what_is_not_utf_8_is_told_with_its_line() -> None:
    assert str(fault(b"a = 1\nb = 2\n# \xff\n")) == "a.toml:3: this is not UTF-8 text"
    assert fault("a = 1\n".encode("utf-16")).text == "this is not UTF-8 text"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = 1\nb = 0.5\n", 'a.toml:2: b: 0.5 is a float; write it as text: "0.5"'),
        ("[t]\nc = 1e3\n", 'a.toml:2: c: 1e3 is a float; write it as text: "1e3"'),
        ("# 0.5\na = '0.5'\nb = 0.5", 'a.toml:3: b: 0.5 is a float; write it as text: "0.5"'),
        ("a = 10.5\nb = 0.5", 'a.toml:1: a: 10.5 is a float; write it as text: "10.5"'),
        ("a = [\n 1,\n 0.25,\n]\n", 'a.toml:3: 0.25 is a float; write it as text: "0.25"'),
        ("a = { b = 0.1 }", 'a.toml:1: a: 0.1 is a float; write it as text: "0.1"'),
        ("a = nan", 'a.toml:1: a: nan is a float; write it as text: "nan"'),
        ("a = -inf", 'a.toml:1: a: -inf is a float; write it as text: "-inf"'),
    ],
)
def test_a_float_is_refused_with_its_line_and_what_to_write(text: str, said: str) -> None:
    assert str(fault(text)) == said


def test_a_text_that_nests_too_deeply_is_refused() -> None:
    assert fault("a = " + "[" * 20_000).text == "this nests too deeply"


@given(binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    with suppress(RulesRefused):
        assert isinstance(read_toml("a.toml", data), dict)


TEXT = b'''# a comment
id = "a" # 2
names = [
  "b", # = 4
]

[table]
key = 1 # 8

[table.inner]
key = 2 # 11
inline = { deep = 3 } # 12

[[policy]] # 14
since = 2026-01-01
note = """
since = in a text
[policy]
"""
status = "b" # 20

[[policy.visits]] # 22
count = 3

[[policy.visits]]
count = 4 # 26

[policy.source]
title = "t" # 29

[[policy]] # 31
status = "c" # 32

[[policy.visits]]
count = 5 # 35
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("id",), 2),
        (("names",), 3),
        (("names", 0), 3),
        (("table",), 7),
        (("table", "key"), 8),
        (("table", "inner"), 10),
        (("table", "inner", "key"), 11),
        (("table", "inner", "inline", "deep"), 12),
        (("policy", 0), 14),
        (("policy", 0, "since"), 15),
        (("policy", 0, "note"), 16),
        (("policy", 0, "status"), 20),
        (("policy", 0, "visits", 0), 22),
        (("policy", 0, "visits", 0, "count"), 23),
        (("policy", 0, "visits", 1, "count"), 26),
        (("policy", 0, "source", "title"), 29),
        (("policy", 1), 31),
        (("policy", 1, "status"), 32),
        (("policy", 1, "visits", 0, "count"), 35),
    ],
    ids=str,
)
def test_a_path_leads_to_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [(("policy", 1, "missing"), 31), (("table", "missing", 3), 7), (("missing",), 0), ((), 0)],
    ids=str,
)
def test_what_is_missing_leads_to_the_table_around_it(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


def test_what_is_not_utf_8_still_has_lines() -> None:
    assert line_of(b"# \xff\na = 1\n", ("a",)) == 2


def test_rule_files_are_all_toml_files_of_the_rule_folders_sorted_by_name() -> None:
    names = [name for name, _ in rule_files()]
    shipped = {f"{one}/{path.name}" for one in RULE_FOLDERS for path in (folder() / one).glob("*.toml")}
    assert names == sorted(shipped)
    assert {name.split("/")[0] for name in names} == set(RULE_FOLDERS)


def test_only_the_rule_folders_count(tmp_path: Path) -> None:
    for name in RULE_FOLDERS:
        copytree(folder() / name, tmp_path / name)
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "x.toml").write_text("a = 1")
    for name in ("README.md", ".x", "x~", ".x.toml", "x.toml~", "payers/.x.toml", "payers/x.toml~", "payers/README.md"):
        (tmp_path / name).write_text("a = 1")
    assert rule_files(tmp_path) == rule_files()


def test_what_does_not_belong_there_is_listed_without_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "payers" / "sub").mkdir(parents=True)
    (tmp_path / "payerz").mkdir()
    for name in ("x.toml", "fonts", "states", "payers/x.tml", "payers/X.TOML", "payers/sub/a.toml", "payerz/a.toml"):
        (tmp_path / name).write_text("a = 1")
    assert rule_files(tmp_path) == [
        (name, b"") for name in ("fonts", "payers/X.TOML", "payers/sub/", "payers/x.tml", "payerz/", "states", "x.toml")
    ]


def test_every_shipped_folder_is_known() -> None:
    assert {path.name for path in folder().iterdir() if path.is_dir()} == {*RULE_FOLDERS, *OTHER_FOLDERS}


def test_a_rule_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "payers").mkdir()
    (tmp_path / "payers" / "a.toml").symlink_to(tmp_path / "nothing")
    for root in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(RulesRefused, match="cannot be read"):
            rule_files(root)


def test_files_of_one_folder_are_sorted_by_name() -> None:
    names = [name for name, _ in toml_files("locale", "en")]
    assert names == sorted(names)
    assert "reasons.toml" in names
    assert toml_files("locale", "nothing") == []
