"""The trail's head in a file of its own, so that a trail that was cut off or put back shows.

The file has 16 places of one line each; a head goes to the place of its number, so that a line that is torn by a power
cut leaves the one before it readable, and processes that write at the same time write to different places. A place
never gets an older head than it has. No lock is needed and none can be left behind. Only the first head waits for the
disk, so that a new clinic has one after a power cut; then the head may lag behind the trail, but it never runs ahead,
as it is written after the commit.
"""

import json
import os
import zlib
from pathlib import Path
from typing import Any

from clinicdesk.errors import TrailBroken
from clinicdesk.model.trail import Head
from clinicdesk.words import said

_PLACES = 16
_LENGTH = 128


def read_head(path: Path) -> Head | None:
    """The newest head in the file; None where there is no file. TrailBroken (row 0) where the file tells none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TrailBroken(
            said("The head of the trail, {name}, cannot be read ({why}).", name=path.name, why=error.strerror), 0
        ) from error
    found = [_head_in(data[at : at + _LENGTH]) for at in range(0, len(data), _LENGTH)]
    heads = [head for head in found if head]
    if not heads:
        raise TrailBroken(
            said(
                "The head of the trail, {name}, is unreadable: nobody can tell by it whether rows were cut off.",
                name=path.name,
            ),
            0,
        )
    return max(heads, key=lambda head: head.number)


def write_head(path: Path, head: Head) -> bool:
    """Note a head after the commit of its row; whether that could be done.

    It never raises: the act is already kept. A missing or broken file is begun anew.
    """
    try:
        with open(path, "r+b", buffering=0, opener=_creating) as file:
            at = head.number % _PLACES * _LENGTH
            file.seek(at)
            there = _head_in(file.read(_LENGTH))
            if there is None or there.number < head.number:
                file.seek(at)
                written = file.write(_line(head)) == _LENGTH
                if head.number == 1:
                    os.fsync(file.fileno())
                return written
    except OSError:
        return False
    return True


def _creating(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, 0o600)


def _line(head: Head) -> bytes:
    text = json.dumps({"number": head.number, "mac": head.mac, "check": _check(head)})
    return text.ljust(_LENGTH - 1).encode() + b"\n"


def _check(head: Head) -> str:
    """Eight digits that a line of two halves does not have."""
    return f"{zlib.crc32(f'{head.number} {head.mac}'.encode()):08x}"


def _head_in(line: bytes) -> Head | None:
    """The head of a whole line; None for a torn, empty or foreign one."""
    try:
        told: Any = json.loads(line)
        head = Head(number=int(told["number"]), mac=str(told["mac"]))
    except (KeyError, RecursionError, TypeError, ValueError):
        return None
    return head if line == _line(head) else None
