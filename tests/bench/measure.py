"""Medians of repeated, interleaved runs."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

ROUNDS = 9


class Row(NamedTuple):
    """One line of the table: what, against what, the figure with its unit, the bar, and whether it holds."""

    what: str
    against: str
    figure: str
    bar: str
    holds: bool | None


def interleaved(*runs: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The median seconds of each, run in turns so that a slow moment falls on all of them."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for run, taken in zip(runs, times, strict=True):
            start = time.perf_counter()
            run()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def python(*arguments: str) -> Callable[[], object]:
    """A whole process of this Python."""
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=surroundings())


def surroundings() -> dict[str, str]:
    """The variables of an ordinary start: modules are compiled once and kept, as an installed program has them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def ratio(what: str, against: str, taken: Sequence[float], most: float) -> Row:
    """The first time against the second."""
    found = taken[0] / taken[1]
    figure = f"{found:.2f}x ({taken[0] * 1000:.1f} ms / {taken[1] * 1000:.1f} ms)"
    return Row(what, against, figure, f"<= {most}x", found <= most)


def load() -> str:
    """How busy the machine is."""
    return " ".join(f"{one:.2f}" for one in os.getloadavg())
