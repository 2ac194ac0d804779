"""A display of its own: Xvfb with a small window manager, a session bus, and pictures of what is on it."""

import os
import re
import struct
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM
from typing import Any

from PIL import Image

from tests.end2end.seen import Bus

WIDTH, HEIGHT = 1280, 720
PATIENCE = 30.0
LETTERS = "äáàâãåæçéèêëíìîïñóòôõöøúùûüýßąćęłńśźżčďěňřšťůž"
"""What can be typed beside ASCII, large and small."""

_XWD = struct.Struct(">25I")
_COLOR = 12


@dataclass(frozen=True)
class Screen:
    """A display with its buses. `environment` is what a program needs to come up on it."""

    environment: Mapping[str, str]
    frame: Path
    bus: Bus

    def picture(self) -> Image.Image:
        """What is on the display now: Xvfb keeps it in a file, in the form of xwd."""
        data = self.frame.read_bytes()
        head = _XWD.unpack_from(data)
        begin, width, height, line, colors = head[0], head[4], head[5], head[12], head[19]
        pixels = data[begin + colors * _COLOR :][: line * height]
        return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", line, 1)

    def titles(self) -> list[str]:
        """What the windows on it are called."""
        found = _told(["xdotool", "search", "--onlyvisible", "--name", "."], self.environment).split()
        return [_told(["xdotool", "getwindowname", one], self.environment).strip() for one in found]


@contextmanager
def started(folder: Path) -> Iterator[Screen]:
    """A display on a free number; everything that was started for it ends with it."""
    folder.mkdir(mode=0o700, parents=True)
    with ExitStack() as ending:
        environment = _plain(folder) | {"DISPLAY": _display(folder, ending)}
        _give_keys(environment)
        ending.enter_context(_running(_manager(folder), environment))
        environment["DBUS_SESSION_BUS_ADDRESS"] = address = _session_bus(environment, ending)
        bus = Bus(address)
        ending.callback(bus.close)
        yield Screen(environment, folder / "Xvfb_screen0", bus)


def _plain(folder: Path) -> dict[str, str]:
    """An environment in which nothing of this account is seen."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LD_LIBRARY_PATH", "TMPDIR"}}
    return kept | {
        "HOME": f"{folder}",
        "LANG": "C.UTF-8",
        "NO_AT_BRIDGE": "1",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_LOGGING_RULES": "qt.accessibility.atspi=false",  # it tells of what goes away while we look
        "QT_QPA_PLATFORM": "xcb",
        "XDG_RUNTIME_DIR": f"{folder}",
    }


def _manager(folder: Path) -> list[str]:
    """A window manager that leaves all keys to the programs, but for those that close a window."""
    keys = folder / "keys-of-windows"
    keys.write_text("<alt>f4=close\n", "ascii")
    return ["matchbox-window-manager", "-use_titlebar", "no", "-kbdconfig", f"{keys}"]


def _display(folder: Path, ending: ExitStack) -> str:
    read, write = os.pipe()
    size = ["-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", f"{folder}"]
    command = ["Xvfb", "-displayfd", f"{write}", "-nolisten", "tcp", "-noreset", *size]
    try:
        ending.enter_context(_running(command, _plain(folder), pass_fds=[write]))
    finally:
        os.close(write)
    with open(read, encoding="ascii") as told:  # noqa: PTH123 - a descriptor, no path
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    return f":{number}"


def _give_keys(environment: Mapping[str, str]) -> None:
    """A US keyboard on which each of the letters has a key too: else xdotool moves keys while a program listens."""
    ask = ["xkbcomp", "-w0", environment["DISPLAY"], "-"]
    _told(["setxkbmap", "-layout", "us", "-symbols", "pc+us"], environment)
    keys = _told(ask, environment)
    used = set(re.findall(r"^\s*key\s+(<\w+>)", keys, re.MULTILINE))
    spare = [name for name in re.findall(r"^\s*(<\w+>) = \d+;", keys, re.MULTILINE) if name not in used]
    lines = "".join(
        f"key {name} {{ [ U{ord(letter):04X}, U{ord(letter.upper()[0]):04X} ] }};\n"
        for name, letter in zip(spare, LETTERS, strict=False)
    )
    added = re.sub(r"^(xkb_symbols .*\{)$", lambda found: f"{found[1]}\n{lines}", keys, count=1, flags=re.MULTILINE)
    _told(["xkbcomp", "-w0", "-", environment["DISPLAY"]], environment, added)


def _told(command: list[str], environment: Mapping[str, str], given: str = "") -> str:
    done = subprocess.run(
        command, env=environment, input=given, capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    return done.stdout


def _session_bus(environment: Mapping[str, str], ending: ExitStack) -> str:
    command = ["dbus-daemon", "--session", "--print-address", "--nofork", "--nopidfile"]
    process = ending.enter_context(_running(command, environment, stdout=subprocess.PIPE))
    assert process.stdout
    return str(process.stdout.readline().strip())


@contextmanager
def _running(command: list[str], environment: Mapping[str, str], **more: Any) -> Iterator[subprocess.Popen[str]]:
    """A program in a group of its own, with whatever it starts; the group is ended afterwards."""
    process = subprocess.Popen(
        command, env=environment, stderr=subprocess.DEVNULL, text=True, start_new_session=True, **more
    )
    with process:
        try:
            yield process
        finally:
            end_group(process)


def end_group(process: subprocess.Popen[Any]) -> None:
    """End a program and what it has started; by force, where it does not go by itself."""
    for signal in (SIGTERM, SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=PATIENCE)
            return
