"""Waits after failed sign-ins: they grow, they outlive a restart and a clock, and they keep nobody out for ever."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.errors import StoreFailed
from clinicdesk.store.waits import LONGEST_WAIT, MOST_ATTEMPTS, MOST_LOGINS, Attempt, Failures, Waits, wait_after

NOW = datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC)
NOW_KEPT = NOW.replace(microsecond=589000)
SECOND = timedelta(seconds=1)


@cache
def full_file() -> dict[str, Any]:
    """What stands in a file after six failures of one name."""
    with TemporaryDirectory() as folder:
        failed(6).write(Path(folder) / "waits.json")
        value: dict[str, Any] = json.loads((Path(folder) / "waits.json").read_bytes())
        return value


def failed(times: int, login: str = "anna", now: datetime = NOW) -> Waits:
    """Waits after so many failures at one moment."""
    waits = Waits()
    for _ in range(times):
        waits = waits.failed(login, now)
    return waits


def reread(waits: Waits, folder: Path) -> Waits:
    """After a restart."""
    waits.write(folder / "waits.json")
    return Waits.read(folder / "waits.json")


def test_the_first_three_failures_are_free_and_then_each_doubles_the_wait() -> None:
    expected = [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert [wait_after(count) for count in range(15)] == expected
    assert wait_after(10**9) == LONGEST_WAIT == 900
    waits = Waits()
    for count in expected:
        assert waits.left("anna", NOW) == count
        if count != expected[0] or waits.failures:
            assert waits.left("anna", NOW + timedelta(seconds=count)) == 0
        waits = waits.failed("anna", NOW)
        if len(waits.attempts) >= 14:
            break


def test_a_wait_passes_second_by_second_and_is_rounded_up() -> None:
    waits = failed(7)
    assert [waits.left("anna", NOW_KEPT + number * SECOND) for number in range(18)] == [*range(16, 0, -1), 0, 0]
    assert waits.left("anna", NOW_KEPT + 16 * SECOND - timedelta(microseconds=1)) == 1


def test_a_restart_changes_nothing(tmp_path: Path) -> None:
    waits = failed(6).failed("bob", NOW + SECOND)
    again = reread(waits, tmp_path)
    assert again == waits
    assert again.left("anna", NOW_KEPT + SECOND) == 7
    assert (tmp_path / "waits.json").stat().st_mode & 0o777 == 0o600


def test_a_name_waits_however_it_is_typed_and_another_name_does_not() -> None:
    waits = failed(5)
    assert [waits.left(login, NOW) for login in ("anna", "ANNA", " ａｎｎａ ", "bob", "")] == [4, 4, 4, 0, 0]


def test_a_good_sign_in_ends_the_wait_of_its_own_name_alone() -> None:
    waits = failed(5).failed("bob", NOW)
    for _ in range(4):
        waits = waits.failed("bob", NOW)
    after = waits.good("Anna")
    assert (after.left("anna", NOW), after.left("bob", NOW)) == (0, 4)
    assert after.attempts == ()
    assert after.failed("anna", NOW).left("anna", NOW) == 0


def test_failed_attempts_wait_for_the_next_good_sign_in_of_anybody(tmp_path: Path) -> None:
    waits = Waits()
    for number, login in enumerate(("anna", "bob", "anna")):
        waits = reread(waits.failed(login, NOW + number * SECOND), tmp_path)
    tags = [waits.tag(login) for login in ("anna", "bob", "anna")]
    assert waits.attempts == tuple(Attempt(tag, NOW_KEPT + number * SECOND) for number, tag in enumerate(tags))
    assert reread(waits.good("cara"), tmp_path).attempts == ()


@cache
def failed_once() -> Waits:
    return failed(1)


@settings(max_examples=30)
@given(st.integers(4, 20), st.timedeltas(timedelta(0), timedelta(days=10_000)), st.integers(0, 900))
def test_a_clock_that_is_set_back_shortens_no_wait(count: int, back: timedelta, passed: int) -> None:
    full = wait_after(count)
    once, early = failed_once(), NOW_KEPT - back - SECOND
    waits = replace(once, failures={tag: replace(one, count=count) for tag, one in once.failures.items()})
    assert waits.left("anna", early) == full
    assert waits.settled(early).left("anna", early + passed * SECOND) == max(0, full - passed)


def test_a_clock_that_was_wrong_makes_no_wait_endless(tmp_path: Path) -> None:
    waits = reread(failed(20, now=NOW.replace(year=2199)).settled(NOW), tmp_path)
    assert waits.left("anna", NOW_KEPT) == 900
    assert waits.settled(NOW + 900 * SECOND).left("anna", NOW + 900 * SECOND) == 0


def test_settling_changes_nothing_while_the_clock_goes_on() -> None:
    waits = failed(8)
    assert waits.settled(NOW) == waits
    assert waits.settled(NOW + 5 * SECOND) == waits


def test_back_and_forth_is_no_way_around() -> None:
    waits = failed(12)
    for moment in (NOW - timedelta(days=1), NOW - timedelta(days=1, seconds=-100), NOW - timedelta(days=2)):
        waits = waits.settled(moment)
    assert waits.left("anna", NOW - timedelta(days=2)) == wait_after(12)


def test_any_zone_is_the_same_moment() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=-7)))
    assert failed(5, now=there).failures.popitem()[1] == Failures(5, NOW_KEPT)  # type: ignore[attr-defined]
    assert failed(5).left("anna", there) == 4


def test_the_file_says_no_name_and_two_files_say_it_differently(tmp_path: Path) -> None:
    one, other = failed(1, "four blue lamps sing"), failed(1, "four blue lamps sing")
    one.write(tmp_path / "waits.json")
    assert "lamps" not in (tmp_path / "waits.json").read_text()
    assert one.tag("anna") == one.tag(" ANNA")
    assert one.tag("anna") != other.tag("anna")
    assert set(one.failures) == {one.tag("four blue lamps sing")}


BROKEN: list[Any] = [None, [], {}, 1, "x", "2026", "9999-99-99", True, -1, 1.5, "0001-01-01T00:00:00+23:59", [[]]]


def test_a_missing_or_unreadable_file_is_no_wait(tmp_path: Path) -> None:
    assert Waits.read(tmp_path / "waits.json").left("anna", NOW) == 0
    (tmp_path / "waits.json").mkdir()
    assert Waits.read(tmp_path / "waits.json").left("anna", NOW) == 0
    with pytest.raises(StoreFailed, match=r"waits\.json cannot be written"):
        failed(1).write(tmp_path / "waits.json")


def test_a_broken_file_never_crashes_and_never_waits_long(tmp_path: Path) -> None:
    path, whole = tmp_path / "waits.json", full_file()
    tag = next(iter(whole["failures"]))
    broken: list[Any] = [*BROKEN, {**whole, "clinicdesk": "waits/2"}]
    for wrong in BROKEN:
        broken += [{**whole, key: wrong} for key in whole]
        broken += [{**whole, "failures": {tag: wrong}}, {**whole, "failures": {tag: [5, wrong]}}]
        broken += [{**whole, "failures": {tag: [wrong, whole["failures"][tag][1]]}}]
        broken += [{**whole, "attempts": [wrong]}, {**whole, "attempts": [[tag, wrong]]}]
        broken += [{**whole, "attempts": [[wrong, whole["attempts"][0][1]]]}]
    broken += [{key: whole[key] for key in whole if key != gone} for gone in whole]
    broken += [{**whole, "failures": {"x": whole["failures"][tag]}}]
    for value in broken:
        path.write_text(json.dumps(value))
        waits = Waits.read(path).settled(NOW)
        assert waits.left("anna", NOW) <= 900
        assert reread(waits, tmp_path) == waits


@settings(max_examples=30)
@given(st.binary(max_size=300), st.integers(0, 700))
def test_no_bytes_crash_it(tmp_path_factory: pytest.TempPathFactory, data: bytes, at: int) -> None:
    path = tmp_path_factory.mktemp("waits") / "waits.json"
    whole = json.dumps(full_file(), indent=1).encode()
    for broken in (data, whole[:at] + data + whole[at + len(data) :], whole[:at]):
        path.write_bytes(broken)
        assert Waits.read(path).settled(NOW).left("anna", NOW) <= 900


def test_a_count_by_hand_is_at_most_the_longest_wait(tmp_path: Path) -> None:
    path, whole = tmp_path / "waits.json", full_file()
    tag = next(iter(whole["failures"]))
    path.write_text(json.dumps({**whole, "failures": {tag: [10**4000, "2199-01-01T00:00:00.000Z"]}}))
    assert Waits.read(path).left("anna", NOW) == 900


def test_very_many_names_do_not_grow_the_file_without_end(tmp_path: Path) -> None:
    chance = random.Random(1)
    tags = [chance.randbytes(32).hex() for _ in range(MOST_LOGINS)]
    crowd = Waits(
        failures={tag: Failures(1, NOW_KEPT - number * SECOND) for number, tag in enumerate(tags)},
        attempts=tuple(Attempt(tag, NOW_KEPT) for tag in tags),
    )
    after = crowd.failed("anna", NOW)
    assert reread(after, tmp_path) == after
    assert len(after.failures) == MOST_LOGINS
    assert after.tag("anna") in after.failures
    assert (tags[0] in after.failures, tags[-1] in after.failures) == (True, False)
    assert len(after.attempts) == MOST_ATTEMPTS
    assert after.attempts[-1] == Attempt(after.tag("anna"), NOW_KEPT)
