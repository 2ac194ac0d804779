"""A simulated power cut loses nothing that was said to be saved, and does where syncs are left out."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.faults.recorded import cuts, recorded
from tests.faults.saving import made, visits, whole

SAVES = 160
CUTS = 80
LONG = 5_000


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The data folder before anything is recorded."""
    return Path(copytree(made(tmp_path / "clinic"), tmp_path / "before"))


def losses(left: Iterator[tuple[Path, set[str]]], there: Callable[[Path], set[str]]) -> tuple[int, int]:
    """How many visits had been said at all cuts together, and how many of them were gone."""
    counts = [(len(said), len(said - there(folder))) for folder, said in left]
    return sum(said for said, _ in counts), sum(lost for _, lost in counts)


def test_a_power_cut_loses_nothing_that_was_said_to_be_saved(strace: str, before: Path, tmp_path: Path) -> None:
    steps = recorded(strace, tmp_path / "clinic", SAVES, "FULL")
    assert sum(step.call == "sync" and step.name == "clinic.db" for step in steps) > 1, "no checkpoint was recorded"
    said, lost = losses(cuts(steps, before, tmp_path, CUTS, random.Random(2)), whole)
    assert said > CUTS * SAVES / 4
    assert lost == 0


def test_the_same_cuts_show_what_is_lost_without_the_syncs(strace: str, before: Path, tmp_path: Path) -> None:
    steps = recorded(strace, tmp_path / "clinic", SAVES, "NORMAL")
    said, lost = losses(cuts(steps, before, tmp_path, CUTS, random.Random(2)), visits)
    assert lost > said / 20


def test_a_save_waits_for_the_disk_once(strace: str, before: Path, tmp_path: Path) -> None:
    """After the first, each save has one sync, and it comes before the save is said."""
    steps = recorded(strace, tmp_path / "clinic", 30, "FULL")
    told = "".join(
        "s" if step.call == "sync" else step.data.decode()[-1] for step in steps if step.call in {"sync", "said"}
    )
    between = told.split("\n")[1:-1]
    assert before.is_dir()
    assert len(between) == 29
    assert {one.strip("0123456789abcdef-") for one in between} == {"s"}


@pytest.mark.torture
def test_many_power_cuts(strace: str, before: Path, tmp_path: Path) -> None:
    chance = random.Random()
    for synchronous in ("FULL", "NORMAL"):
        copytree(before, tmp_path / synchronous)
        steps = recorded(strace, tmp_path / synchronous, 1_000, synchronous)
        said, lost = losses(cuts(steps, before, tmp_path, LONG, chance), whole if synchronous == "FULL" else visits)
        print(f"{synchronous}: {LONG} power cuts, {lost} of {said} lost")
        assert bool(lost) == (synchronous == "NORMAL")
