"""The files that the program ships: where they are, and the one strict reader of TOML."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from clinicdesk.errors import Fault, RulesRefused

RULE_FOLDERS = ("calendars", "codes", "faq", "fees", "lines", "notices", "payers", "screening", "states")
"""The folders that hold rules. All of them together have the rule book's sha256."""

_INSTALLED = Path(__file__).parent / "_resources"
_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*\"?([A-Za-z0-9_\-]+)\"?(?:\.[A-Za-z0-9_\-.]+)?\s*=")
_LONG_TEXT = re.compile(r"\"{3}|'{3}")
_TEXT = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|#.*""")
_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def folder() -> Path:
    """The folder of shipped files: inside the package once installed, beside it in a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parent.parent / "resources"


def rule_files(root: Path | None = None) -> list[tuple[str, bytes]]:
    """(relative name, bytes) of every rule file below `root`, or of the shipped ones, sorted by name."""
    root = folder() if root is None else root
    found: list[tuple[str, bytes]] = []
    try:
        for name in RULE_FOLDERS:
            found += [(f"{name}/{path.name}", path.read_bytes()) for path in (root / name).glob("*.toml")]
    except OSError as error:
        raise RulesRefused([Fault(str(root), "", 0, f"cannot be read ({error.strerror})")]) from error
    return sorted(found)


def toml_files(*parts: str) -> list[tuple[str, bytes]]:
    """(name, bytes) of the shipped TOML files of one folder, sorted by name."""
    return sorted((path.name, path.read_bytes()) for path in folder().joinpath(*parts).glob("*.toml"))


def read_toml(name: str, data: bytes) -> dict[str, Any]:
    """The table of one TOML file. Floats are refused: amounts are text, so that no cent is lost.

    Raises RulesRefused with the file and the line.
    """
    try:
        text = data.decode("utf-8")
        return tomllib.loads(text, parse_float=_refuse_float)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RulesRefused([Fault(name, "", line, "this is not UTF-8 text")]) from error
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at and at[1] else len(data.splitlines())
        said = _AT_LINE.sub("", str(error)).strip()
        raise RulesRefused([Fault(name, "", line, f"this is not TOML: {said[:1].lower()}{said[1:]}")]) from error
    except _FloatRefusedError as error:
        raise RulesRefused([_float_fault(name, data.decode("utf-8"), str(error))]) from error
    except RecursionError as error:
        raise RulesRefused([Fault(name, "", 0, "this nests too deeply")]) from error
    except ValueError as error:
        raise RulesRefused([Fault(name, "", 0, "a number in this file has thousands of digits")]) from error


class _FloatRefusedError(Exception):
    """Carries the number as it was written."""


def _refuse_float(written: str) -> float:
    raise _FloatRefusedError(written)


def _float_fault(name: str, text: str, written: str) -> Fault:
    """The first line that has this number outside of texts and comments."""
    number = re.compile(rf"(?<![\w.+-]){re.escape(written)}(?![\w.])")
    said = f'{written} is a float; write it as text: "{written}"'
    for place, line in enumerate(text.split("\n"), 1):
        if number.search(_TEXT.sub('""', line)):
            key = _KEY.match(line)
            return Fault(name, key[1] if key else "", place, said)
    return Fault(name, "", 0, said)


def line_of(data: bytes, path: Sequence[str | int]) -> int:
    """The line of the key that `path` leads to in a TOML text, or of the nearest table around it; else 0.

    `path` is made of keys and positions in lists, such as `("policy", 2, "status")`.
    """
    lines = dict(_lines(data.decode("utf-8", "replace").split("\n")))
    for length in range(len(path), 0, -1):
        if tuple(path[:length]) in lines:
            return lines[tuple(path[:length])]
    return 0


def _lines(text: Iterable[str]) -> Iterable[tuple[tuple[str | int, ...], int]]:
    table: tuple[str | int, ...] = ()
    counts: dict[tuple[str | int, ...], int] = {}
    quoted = False
    for number, line in enumerate(text, 1):
        inside, quoted = quoted, quoted ^ (len(_LONG_TEXT.findall(line)) % 2 == 1)
        if inside:
            continue
        if header := _HEADER.match(line):
            table = ()
            names = header[2].split(".")
            for position, part in enumerate(names):
                table = (*table, part)
                last = position == len(names) - 1
                if last and header[1] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                if table in counts:
                    table = (*table, counts[table])
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, key[1]), number
