"""The files that the program ships: where they are, and the one strict reader of TOML."""

import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from clinicdesk.errors import Fault, RulesRefused

RULE_FOLDERS = (
    "calendars",
    "codes",
    "faq",
    "fees",
    "lines",
    "notices",
    "payers",
    "retention",
    "screening",
    "states",
)
"""The folders that hold rules. All of them together have the rule book's sha256."""

OTHER_FOLDERS = ("demo", "documents", "examples", "fonts", "icons", "locale", "official", "style")
"""What else ships beside them."""

_INSTALLED = Path(__file__).parent / "_resources"
_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*\"?([A-Za-z0-9_\-]+)\"?(?:\.[A-Za-z0-9_\-.]+)?\s*=")
_LONG_TEXT = re.compile(r"\"{3}|'{3}")
_TEXT = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|#.*""")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_NAMED = re.compile(r"'(.+)'")
_PLAIN = re.compile(r"[\w-]{1,60}", re.ASCII)
_NO_END = "a text begins here and does not end"
_OPEN_LITERAL = 'Expected "\'"'
_TWICE = "this table stands twice, or has the name of a key"
_SAID = {
    "Cannot overwrite a value": "this stands twice",
    "Cannot declare": _TWICE,
    "Cannot mutate immutable namespace": _TWICE,
    "Cannot redefine namespace": _TWICE,
    "Duplicate inline table key": "{} stands twice in these braces",
    "Invalid date or datetime": "this is no day that exists; write a day as 2026-11-23",
    "Unterminated string": _NO_END,
    "Illegal character '\\n'": _NO_END,
    "Found invalid character '\\n'": _NO_END,
    _OPEN_LITERAL: _NO_END,
    "Expected \"'''\"": _NO_END,
    "Unclosed array": "this list is not closed, or a comma is missing in it",
    "Unclosed inline table": "these braces are not closed on their line, or a comma is missing in them",
    "Invalid value (at end": "the file ends where a value should stand",
    "Invalid value": "this value cannot be read; a text stands in quotes",
}
"""What goes wrong often, by the beginning of what the parser says of it."""

LONGEST = 60
"""So much of what somebody has written is repeated in a sentence."""


def quoted(text: str) -> str:
    """A text in quotes, cut short, with nothing in it that a screen would obey."""
    shown = text[:LONGEST]
    return f'"{shown}"' if shown.isprintable() else f'"{ascii(shown)[1:-1]}"'


def key_of(path: Sequence[str | int]) -> str:
    """`policy[0].status`; a key that is no plain word stands in quotes."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_shown(part)}" for part in path).removeprefix(".")


def _shown(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else quoted(key)


def folder() -> Path:
    """The folder of shipped files: inside the package once installed, beside it in a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parent.parent / "resources"


def rule_files(root: Path | None = None) -> list[tuple[str, bytes]]:
    """(relative name, bytes) of every rule file below `root`, or of the shipped ones, sorted by name.

    What does not belong there stands among them without its bytes, a folder with a slash at its end, so that the rule
    book's reader can name it: a rule in a misspelt folder would be lost in silence.
    """
    root = folder() if root is None else root
    try:
        return sorted(_found(root))
    except OSError as error:
        raise RulesRefused([Fault(str(root), "", 0, f"cannot be read ({error.strerror})")]) from error


def _found(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in _entries(root):
        if path.name in RULE_FOLDERS and path.is_dir():
            for file in _entries(path):
                is_rule = file.suffix == ".toml" and not file.is_dir()
                yield f"{path.name}/{_named(file)}", file.read_bytes() if is_rule else b""
        elif path.name not in OTHER_FOLDERS or not path.is_dir():
            yield _named(path), b""


def _entries(inside: Path) -> Iterator[Path]:
    """What people put there: without the README, and without what programs leave behind (`.x`, `x~`)."""
    return (one for one in inside.iterdir() if one.name != "README.md" and one.name[0] != "." and one.name[-1] != "~")


def _named(path: Path) -> str:
    return f"{path.name}/" if path.is_dir() else path.name


def toml_files(*parts: str, only: str = "") -> list[tuple[str, bytes]]:
    """(name, bytes) of the shipped TOML files of one folder, sorted by name; or of one of them."""
    inside = folder().joinpath(*parts)
    found = [inside / only] if only else inside.glob("*.toml")
    return sorted((path.name, path.read_bytes()) for path in found)


def read_toml(name: str, data: bytes) -> dict[str, Any]:
    """The table of one TOML file. Floats are refused: amounts are text, so that no cent is lost.

    Raises RulesRefused with the file and the line.
    """
    data = data.removeprefix(BOM_UTF8)
    try:
        return tomllib.loads(data.decode("utf-8"), parse_float=_refuse_float)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RulesRefused([Fault(name, "", line, "this is not UTF-8 text")]) from error
    except tomllib.TOMLDecodeError as error:
        raise RulesRefused([_syntax_fault(name, data.decode("utf-8"), str(error))]) from error
    except _FloatRefusedError as error:
        raise RulesRefused([_float_fault(name, data.decode("utf-8"), str(error))]) from error
    except RecursionError as error:
        raise RulesRefused([Fault(name, "", 0, "this nests too deeply")]) from error
    except ValueError as error:
        raise RulesRefused([Fault(name, "", 0, "a number in this file has thousands of digits")]) from error


def _syntax_fault(name: str, text: str, said: str) -> Fault:
    """What the parser says, in plain words. What has no end, or stands twice, is told where its key stands."""
    at, named = _AT_LINE.search(said), _NAMED.search(said)
    line = int(at[1]) if at else len(text.splitlines())
    if said.startswith(_OPEN_LITERAL):
        line = next(place for place, one in enumerate(text.split("\n"), 1) if "'" in _TEXT.sub("", one))
    path, begun = next((found for found in reversed([*_lines(text.split("\n"))]) if found[1] <= line), ((), 0))
    told = next((ours for theirs, ours in _SAID.items() if said.startswith(theirs)), "")
    if begun and told and not said.startswith("Invalid"):
        line = begun
    key = key_of(path) if told or begun == line else ""
    return Fault(name, key, line, told.format(quoted(named[1]) if named else "") or "this line cannot be read as TOML")


class _FloatRefusedError(Exception):
    """Carries the number as it was written."""


def _refuse_float(written: str) -> float:
    raise _FloatRefusedError(written)


def _float_fault(name: str, text: str, written: str) -> Fault:
    """The first line that has this number outside of texts and comments."""
    number = re.compile(rf"(?<![\w.+-]){re.escape(written)}(?![\w.])")
    shown = written[:LONGEST]
    said = f'{shown} is a float; write it as text: "{shown}"'
    for place, line in enumerate(text.split("\n"), 1):
        if number.search(_TEXT.sub('""', line)):
            key = _KEY.match(line)
            return Fault(name, _shown(key[1]) if key else "", place, said)
    return Fault(name, "", 0, said)


def line_of(data: bytes, path: Sequence[str | int]) -> int:
    """The line of the key that `path` leads to in a TOML text, or of the nearest table around it; else 0.

    `path` is made of keys and positions in lists, such as `("policy", 2, "status")`.
    """
    lines = dict(_lines(data.removeprefix(BOM_UTF8).decode("utf-8", "replace").split("\n")))
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
