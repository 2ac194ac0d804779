"""The head's file: whole or recognised as torn, never older than it was, and never in the clinic's way."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.errors import TrailBroken
from clinicdesk.model.trail import Head
from clinicdesk.store.head import read_head, write_head


def head(number: int, digit: int | None = None) -> Head:
    """A head with a MAC that differs from its neighbours'."""
    return Head(number=number, mac=f"{number if digit is None else digit:x}".rjust(64, "a"))


def written(path: Path, *numbers: int) -> bytes:
    """The file after these heads, in this order."""
    for number in numbers:
        assert write_head(path, head(number))
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "head.json"


def test_no_file_is_no_head(path: Path) -> None:
    assert read_head(path) is None


@pytest.mark.parametrize("count", [1, 2, 15, 16, 17, 100])
def test_the_last_one_written_is_read(count: int, path: Path) -> None:
    for number in range(1, count + 1):
        written(path, number)
        assert read_head(path) == head(number)
    assert path.stat().st_size <= 2048
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600


def test_the_largest_number_has_room(path: Path) -> None:
    written(path, 2**63 - 1, 7)
    assert read_head(path) == head(2**63 - 1)


def test_a_process_that_lags_behind_puts_back_no_older_head(path: Path) -> None:
    newest = written(path, *range(1, 41))
    assert written(path, *range(25, 41)) == newest
    assert written(path, 3, 8, 24, 39, 40) == newest
    assert read_head(path) == head(40)


def test_the_row_of_another_copy_does_not_take_the_place_of_the_one_seen(path: Path) -> None:
    written(path, *range(1, 41))
    assert write_head(path, head(40, digit=7))
    assert write_head(path, head(38, digit=7))
    assert read_head(path) == head(40)


@given(st.permutations(range(50, 60)), st.integers(0, 9))
def test_ten_processes_may_be_late_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], done: int
) -> None:
    path = tmp_path_factory.mktemp("head") / "head.json"
    written(path, *range(40, 50))
    written(path, *order[:done])
    assert read_head(path) == head(max([49, *order[:done]]))


@pytest.mark.parametrize("number", [2, 16, 17, 33, 100])
def test_a_head_that_is_torn_anywhere_leaves_the_one_before(number: int, path: Path) -> None:
    before = written(path, *range(1, number))
    after = written(path, number)
    place = number % 16 * 128
    before = before.ljust(len(after), b"\0")
    for cut in range(place, place + 129):
        for torn in (after[:cut] + before[cut:], before[:cut] + after[cut:]):
            path.write_bytes(torn)
            assert read_head(path) == head(number if torn == after else number - 1), cut


BROKEN = [
    b"",
    b"\0" * 2048,
    b"{}",
    b"[]",
    b"null",
    b"5",
    b"\xff" * 300,
    b"[" * 4000,
    b'{"number": 1, "mac": "aa"}',
    b" " * 128,
]


@pytest.mark.parametrize("data", BROKEN)
def test_a_broken_file_is_told_when_read_and_begun_anew_when_written(data: bytes, path: Path) -> None:
    path.write_bytes(data)
    with pytest.raises(TrailBroken, match=r"head\.json, is unreadable") as told:
        read_head(path)
    assert told.value.row == 0
    assert write_head(path, head(5))
    assert read_head(path) == head(5)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"number": 5', b'"number": 6'), (b"aaaa5", b"aaab5"), (b'5, "mac"', b'"5", "mac"'), (b'5, "', b'5.0, "')],
)
def test_a_line_that_was_changed_by_hand_is_no_head(old: bytes, new: bytes, path: Path) -> None:
    data = written(path, 5)
    assert old in data
    path.write_bytes(data.replace(old, new, 1))
    with pytest.raises(TrailBroken):
        read_head(path)


def test_any_byte_that_is_changed_is_no_head(path: Path) -> None:
    data = written(path, 16)
    for at in range(128):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(TrailBroken):
            read_head(path)


def test_a_folder_in_its_place_is_told_and_stops_nobody(path: Path) -> None:
    path.mkdir()
    assert not write_head(path, head(1))
    with pytest.raises(TrailBroken, match="cannot be read") as told:
        read_head(path)
    assert told.value.row == 0


def test_a_folder_that_is_gone_stops_nobody(tmp_path: Path) -> None:
    assert not write_head(tmp_path / "gone" / "head.json", head(1))
