"""Many at one file: readers and writers in eight processes, and one that holds on to the lock."""

import multiprocessing
import random
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from clinicdesk.errors import Conflict, StoreFailed
from clinicdesk.model.records import PatientRecord, SettingRecord, VisitRecord
from clinicdesk.store.embedded import EmbeddedStore
from tests.faults.saving import made, opened, save, whole
from tests.unit.store.stores import entry

PROCESSES = 8
SECONDS = 4
LONG = 60
COUNTER = SettingRecord(id="counter", value="0")


def work(folder: Path, told: Connection, seed: int, seconds: float) -> None:
    """Mix reads and writes, then tell: the visits that were saved, how often the counter was raised, the conflicts.

    Somebody who never gets a turn is told so after five seconds and tries again, as a clerk would.
    """
    store, chance = opened(folder), random.Random(seed)
    saved: list[str] = []
    counted = [0, 0]
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            step(store, chance, saved, counted)
        except StoreFailed as failed:
            assert "Another program holds the database" in str(failed)  # noqa: PT017 - any other ends the process
    store.close()
    told.send((saved, *counted))


def step(store: EmbeddedStore, chance: random.Random, saved: list[str], counted: list[int]) -> None:
    """One act at random; `counted` has how often the counter was raised, and the conflicts."""
    if chance.random() < 0.4:
        saved.append(save(store))
    elif chance.random() < 0.3:
        done = raise_counter(store, chance)
        counted[not done] += 1
    else:
        read(store)


def raise_counter(store: EmbeddedStore, chance: random.Random) -> bool:
    """Change what everybody changes, from what was seen a moment ago; whether nobody else came first."""
    seen = store.get(SettingRecord, "counter")
    time.sleep(chance.uniform(0, 0.01))
    try:
        store.put(replace(seen, value=str(int(seen.value) + 1)))
    except Conflict:
        return False
    return True


def read(store: EmbeddedStore) -> None:
    """An act that only looks: what it sees belongs together."""
    with store.transaction():
        assert store.count(VisitRecord) == store.last_row().number
    assert store.search("vogel")
    assert store.get(PatientRecord, "p").given_name == "Ada"


def everything_at_once(folder: Path, seconds: float) -> tuple[int, int, int]:
    """Let eight processes work; how many visits, changes and conflicts there were, all of them accounted for."""
    store = opened(made(folder))
    store.put(COUNTER)
    store.close()
    context = multiprocessing.get_context("forkserver")
    pipes = [context.Pipe(duplex=False) for _ in range(PROCESSES)]
    jobs = [context.Process(target=work, args=(folder, pipe[1], n, seconds)) for n, pipe in enumerate(pipes)]
    for job in jobs:
        job.start()
    told = [ours.recv() for ours, _ in pipes if ours.poll(seconds + 60)]
    for job in jobs:
        job.join()
    assert [job.exitcode for job in jobs] == [0] * PROCESSES
    saved = {visit for visits, _, _ in told for visit in visits}
    raised = sum(one[1] for one in told)
    assert len(saved) == sum(len(visits) for visits, _, _ in told)
    assert whole(folder) == saved
    store = opened(folder)
    assert store.get(SettingRecord, "counter").value == str(raised)
    assert [one.value for one in store.history(SettingRecord, "counter")] == [str(n) for n in range(raised + 1)]
    store.close()
    return len(saved), raised, sum(one[2] for one in told)


def test_eight_processes_lose_nothing(tmp_path: Path) -> None:
    saved, raised, conflicts = everything_at_once(tmp_path / "clinic", SECONDS)
    assert min(saved, raised, conflicts) > 0


@pytest.mark.torture
def test_eight_processes_for_a_minute(tmp_path: Path) -> None:
    saved, raised, conflicts = everything_at_once(tmp_path / "clinic", LONG)
    print(f"{saved} visits, {raised} changes, {conflicts} conflicts")


def test_while_another_holds_the_lock_reading_goes_on_and_saving_says_why_not(tmp_path: Path) -> None:
    folder = made(tmp_path / "clinic")
    store, other = opened(folder), opened(folder)
    with other.transaction():
        other.log(entry())
        start = time.monotonic()
        with pytest.raises(
            StoreFailed, match=r"Another program holds the database\. Nothing was saved; try again in a"
        ):
            save(store)
        assert 4 < time.monotonic() - start < 30
        assert store.count(VisitRecord) == 1
        assert len(store.search("vogel")) == 1
    saved = save(store)
    store.close()
    other.close()
    opened_again = opened(folder)
    assert opened_again.get(VisitRecord, saved).id == saved
    assert opened_again.verify_trail().number == 3
    opened_again.close()
