"""What a program writes and syncs, recorded with strace; and the files that a power cut leaves of it."""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "write,pwrite64,pwritev,pwritev2,fsync,fdatasync,ftruncate,fallocate,lseek,rename,renameat,renameat2,unlink"
ROOT = Path(__file__).parents[2]
SECTOR = 512

_CALL = re.compile(r"^\d+ +(\w+)\((?:(\d+)<([^>]*)>)?(.*)\) += (-?\d+)")
_HEX = re.compile(r"\\x([0-9a-f]{2})")


@dataclass(frozen=True)
class Step:
    """One call: on which file (empty = what the program said), what, where and with which bytes."""

    name: str
    call: str
    at: int = 0
    data: bytes = b""


def saving(strace: str, options: Sequence[str], folder: Path, *arguments: str) -> str:
    """Run the saving program under strace; what it said."""
    command = [strace, "-f", "--seccomp-bpf", "-qq", *options, sys.executable, "-m", "tests.faults.saving", str(folder)]
    done = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def recorded(strace: str, folder: Path, count: int, synchronous: str) -> list[Step]:
    """Every step of a program that saves so many visits into a data folder."""
    trace = folder.with_name(f"{folder.name}.trace")
    options = ["-y", "-xx", "-s", "70000", "-e", f"trace={CALLS}", "-o", str(trace)]
    saving(strace, options, folder, str(count), synchronous)
    with trace.open(encoding="ascii") as lines:
        return list(_steps(lines, folder))


def _steps(lines: Iterator[str], folder: Path) -> Iterator[Step]:
    position = 0
    for line in lines:
        found = _CALL.match(line)
        assert found, line[:200]
        call, number, hex_path, rest, result = found.groups()
        path = Path(_bytes(hex_path or "").decode())
        if call == "lseek":
            position = int(result)
        elif number == "1":
            yield Step("", "said", data=_bytes(rest))
        elif path.parent == folder:
            yield _step(path.name, call, rest, int(result), position)
        elif "unlink" in call or "rename" in call:
            assert line.count('"') == 2, "no file of the data folder is renamed while visits are saved"
            yield Step(Path(_bytes(rest).decode()).name, "unlink")


def _step(name: str, call: str, rest: str, result: int, position: int) -> Step:
    if call in {"fsync", "fdatasync"}:
        return Step(name, "sync")
    if call == "ftruncate":
        return Step(name, call, at=int(rest.split(", ")[1]))
    data = _bytes(rest)
    assert call in {"write", "pwrite64"}, call
    assert result == len(data), (call, result)
    return Step(name, "write", int(rest.rpartition(", ")[2]) if call == "pwrite64" else position, data)


def _bytes(text: str) -> bytes:
    return bytes.fromhex("".join(_HEX.findall(text)))


@dataclass
class Disk:
    """The files of a folder: what is on the disk for certain, and what was written since and may be or not."""

    certain: dict[str, bytearray]
    pending: dict[str, list[Step]] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Go one step on. A file's name is certain at once, its bytes once it was synced."""
        if step.call == "unlink":
            self.certain.pop(step.name, None)
            self.pending.pop(step.name, None)
            return
        self.certain.setdefault(step.name, bytearray())
        if step.call == "sync":
            for one in self.pending.pop(step.name, ()):
                _apply(self.certain[step.name], one, one.data)
        elif step.name:
            self.pending.setdefault(step.name, []).append(step)

    def cut(self, folder: Path, chance: random.Random) -> None:
        """Write into a folder what a power cut leaves now: of what is pending, some, and some of it torn."""
        folder.mkdir()
        for name, certain in self.certain.items():
            left = bytearray(certain)
            kept = chance.choice((0, 0.5, 1))
            for step in self.pending.get(name, ()):
                if chance.random() < kept:
                    whole = chance.random() < 0.9
                    _apply(
                        left,
                        step,
                        step.data if whole else step.data[: chance.randrange(len(step.data) + 1) // SECTOR * SECTOR],
                    )
            (folder / name).write_bytes(left)


def _apply(file: bytearray, step: Step, data: bytes) -> None:
    if step.call == "ftruncate":
        del file[step.at :]
    file.extend(bytes(max(0, step.at - len(file))))
    file[step.at : step.at + len(data)] = data


def cuts(
    steps: Sequence[Step], before: Path, into: Path, times: int, chance: random.Random
) -> Iterator[tuple[Path, set[str]]]:
    """Cut the power at random moments: the folder that is left, and the ids that had been said by then."""
    moments = sorted(chance.choices(range(1, len(steps) + 1), k=times))
    disk = Disk({path.name: bytearray(path.read_bytes()) for path in before.iterdir()})
    done, said = 0, b""
    for number, moment in enumerate(moments):
        for step in steps[done:moment]:
            said += step.data if step.call == "said" else b""
            if not step.name.endswith("-shm") and step.name:
                disk.take(step)
        done = moment
        left = into / f"cut-{number}"
        disk.cut(left, chance)
        yield left, set(said.decode().split("\n")[:-1])
        shutil.rmtree(left)
