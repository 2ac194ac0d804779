"""Killed at any moment, the clinic opens, is whole, and has everything that was said to be saved."""

import multiprocessing
import random
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from tests.faults.saving import made, saved, whole

SMALL = 200
LONG = 10_000
A_FOLDER = 50
LONGEST = 0.06
SAVING = 0.8


@pytest.fixture(scope="module")
def context() -> ForkServerContext:
    """Processes that start quickly, from one that has loaded the program and has nothing open."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["tests.faults.saving"])
    return found


def endlessly(folder: Path, told: Connection) -> None:
    saved(folder, told.send, 10**9)


def killed(context: ForkServerContext, folder: Path, chance: random.Random) -> Iterator[str]:
    """What a program had said to be saved when it was killed: while it opened the store, or in the midst of saving."""
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=endlessly, args=(folder, theirs), daemon=True)
    process.start()
    theirs.close()
    if chance.random() < SAVING:
        ours.poll(60)
    time.sleep(chance.uniform(0, LONGEST))
    process.kill()
    process.join()
    with ours:
        try:
            while True:
                yield ours.recv()
        except EOFError:
            return


def killed_often(context: ForkServerContext, folder: Path, times: int, chance: random.Random) -> int:
    """How many visits were saved in all, each of them still there after every kill."""
    data = made(folder)
    said: set[str] = set()
    for number in range(times):
        said |= set(killed(context, data, chance))
        there = whole(data)
        assert said <= there, f"kill {number}: {len(said - there)} of {len(said)} are lost"
        assert len(there - said) <= number + 1, "at most one a kill was committed and not yet said"
    return len(said)


def test_nothing_that_was_saved_is_lost_by_a_kill(context: ForkServerContext, tmp_path: Path) -> None:
    assert killed_often(context, tmp_path / "clinic", SMALL, random.Random(11)) > SMALL


@pytest.mark.torture
def test_nothing_that_was_saved_is_lost_by_ten_thousand_kills(context: ForkServerContext, tmp_path: Path) -> None:
    chance = random.Random()
    found = [killed_often(context, tmp_path / str(n), A_FOLDER, chance) for n in range(LONG // A_FOLDER)]
    print(f"{LONG} kills, {sum(found)} visits saved, none lost")
