"""A folder of visit files: each worked by itself, a refused one stops no other."""

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from clinicdesk.cli.sheet import load_rules, read_file, worked
from clinicdesk.errors import ClinicdeskError, VisitRefused
from clinicdesk.exchange.node import quoted
from clinicdesk.exchange.visit_file import says_visit
from clinicdesk.exchange.whole_file import write_whole
from clinicdesk.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with each file."""

    out: Path
    rules: Path | None
    with_pdf: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file: `worked`, `refused` or `skipped`, and what to say."""

    outcome: str
    said: tuple[str, ...] = ()


def run_batch(folder: Path, out: Path, jobs: int, rules: Path | None, *, with_pdf: bool) -> int:
    """Work the folder. Returns the exit status: 1 where any file was refused."""
    paths = _visit_files(folder)
    _RULES[rules] = load_rules(rules)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClinicdeskError(f"{out}: the folder cannot be made ({error.strerror})") from error
    job = Job(out, rules, with_pdf)
    counted: Counter[str] = Counter()
    for done in _all(job, paths, jobs):
        counted[done.outcome] += 1
        for line in done.said:
            click.echo(line, err=True)
    click.echo(f"{counted['worked']} worked, {counted['refused']} refused, {counted['skipped']} skipped.")
    return 1 if counted["refused"] else 0


def _visit_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except OSError as error:
        raise ClinicdeskError(f"{folder}: the folder cannot be read ({error.strerror})") from error


def _all(job: Job, paths: list[Path], jobs: int) -> Iterator[Done]:
    if jobs == 1 or len(paths) <= 1:
        yield from _some(job, paths)
        return
    with ProcessPoolExecutor(jobs) as pool:
        size = max(1, min(50, len(paths) // (jobs * 4)))
        try:
            for some in pool.map(partial(_listed, job), [paths[at : at + size] for at in range(0, len(paths), size)]):
                yield from some
        except BrokenProcessPool as error:
            raise ClinicdeskError("A part of the work was stopped from outside; what is written is whole.") from error


def _listed(job: Job, paths: list[Path]) -> list[Done]:
    return list(_some(job, paths))


_RULES: dict[Path | None, Rulebook] = {}


def _some(job: Job, paths: Iterable[Path]) -> Iterator[Done]:
    rules = _RULES.get(job.rules) or _RULES.setdefault(job.rules, load_rules(job.rules))
    for path in paths:
        yield _one(job, path, rules)


def _one(job: Job, path: Path, rules: Rulebook) -> Done:
    try:
        data = _read(path)
        if not says_visit(data):
            return Done("skipped")
        _work(job, path.stem, data, rules)
    except VisitRefused as refused:
        return Done("refused", tuple(f"{_shown(path)}: {problem}" for problem in refused.problems))
    except ClinicdeskError as error:
        return Done("refused", (f"{_shown(path)}: {error}",))
    return Done("worked")


def _read(path: Path) -> bytes:
    """A file's bytes. A pipe or a device is refused: it could keep all others waiting."""
    if path.exists() and not path.is_file():
        raise ClinicdeskError("this is no ordinary file")
    return read_file(path)


def _shown(path: Path) -> str:
    """A file's name on one line."""
    return path.name if path.name.isprintable() else quoted(path.name)


def _work(job: Job, stem: str, data: bytes, rules: Rulebook) -> None:
    told, drawn = worked(data, rules, with_pdf=job.with_pdf)
    result = job.out / f"{stem}.result.json"
    if _is_visit(result):
        raise ClinicdeskError(f"{result} is a visit file itself; write somewhere else")
    files = {result: told}
    if drawn is not None:
        files[job.out / f"{stem}.pdf"] = drawn
    write_whole(files)


def _is_visit(path: Path) -> bool:
    """Whether a visit file stands where a result would go."""
    try:
        return says_visit(_read(path))
    except ClinicdeskError:
        return False
