"""A program on such a display: started, driven by keys, read, killed."""

import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from signal import SIGKILL
from typing import TypeVar

from tests.end2end.screen import Screen, end_group
from tests.end2end.seen import Place, Seen

T = TypeVar("T")
SECONDS = 30.0
"""How long something may take to be seen."""

_POLL = 0.05
_BETWEEN_KEYS = "12"


class NotSeen(AssertionError):
    """What was waited for did not come. The message has what was there instead."""


class Program:
    """One program. `pressed` counts the keys that were pressed, each letter of a text as one.

    `typed` are those of them that say something: the letters of texts, and what picks a value from a list.
    """

    def __init__(self, screen: Screen, command: Sequence[str], folder: Path, **environment: str) -> None:
        """Start it, with a home in `folder`."""
        self.screen, self.folder = screen, folder
        self.pressed = self.typed = 0
        self._said = folder / "said.txt"
        (folder / "passing").mkdir(parents=True, exist_ok=True)
        homes = {
            "HOME": f"{folder}",
            "XDG_CACHE_HOME": f"{folder / 'cache'}",
            "XDG_CONFIG_HOME": f"{folder / 'config'}",
            "XDG_DATA_HOME": f"{folder / 'data'}",
            "TMPDIR": f"{folder / 'passing'}",
        }
        with self._said.open("ab") as said:
            self.process = subprocess.Popen(
                command,
                env={**screen.environment, **homes, **environment},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self._place: Place | None = None

    def be_active(self) -> None:
        """Wait until its window is there and has the keys."""
        self.wait(lambda seen: any("active" in one.states for one in seen.all()), "an active window")

    @property
    def said(self) -> str:
        """What it has written to its standard output and standard error."""
        return self._said.read_text("utf-8", "replace")

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by their names in X: `Return`, `Tab`, `ctrl+k`, `y`."""
        if keys:
            self._xdotool("key", "--delay", _BETWEEN_KEYS, *keys)
            self.pressed += len(keys)

    def type(self, text: str) -> None:
        """Type a text letter by letter."""
        self._xdotool("type", "--delay", _BETWEEN_KEYS, "--", text)
        self.pressed += len(text)
        self.typed += len(text)

    def pick(self, words: str, *keys: str) -> Seen:
        """Press keys in the list that has the keyboard, once one has it, and wait until it shows these words."""
        self.focus(role="combo box")
        self.press(*keys)
        self.typed += len(keys)
        return self.focus(words, "combo box")

    def draw(self, on: Seen, stroke: Sequence[tuple[float, float]]) -> None:
        """Draw on a thing with the mouse: places in it, each as a share of its width and of its height."""
        left, top, width, height = self.screen.bus.area(on)
        places = [(f"{left + round(x * width)}", f"{top + round(y * height)}") for x, y in stroke]
        self._xdotool("mousemove", "--sync", *places[0])
        self._xdotool("mousedown", "1")
        for place in places[1:]:
            self._xdotool("mousemove", "--sync", *place)
        self._xdotool("mouseup", "1")

    def look(self, *, hidden: bool = False) -> Seen | None:
        """All that it shows now, and with `hidden` what it does not; None while it is not there yet."""
        self._place = self._place or self.screen.bus.program(self.process.pid)
        return self.screen.bus.look(self._place, hidden=hidden) if self._place else None

    def find(self, words: str, role: str = "") -> list[Seen]:
        """Everything that shows with these words in its name or its text, of that role if one is told."""
        return _with(self.look(), words, role)

    def see(self, words: str, role: str = "", seconds: float = SECONDS) -> Seen:
        """Wait until such a thing shows, and return the first. NotSeen has the outline of what was there instead."""
        found = self.wait(lambda seen: _with(seen, words, role), f"{role or 'anything'} with {words!r}", seconds)
        return found[0]

    def miss(self, words: str, role: str = "", seconds: float = SECONDS) -> None:
        """Wait until no such thing shows any more."""
        self.wait(lambda seen: not _with(seen, words, role), f"no {role or 'thing'} with {words!r}", seconds)

    def focus(self, words: str = "", role: str = "", seconds: float = SECONDS) -> Seen:
        """Wait until such a thing has the focus of the keyboard."""

        def has_focus(seen: Seen) -> list[Seen]:
            return [one for one in _with(seen, words, role) if "focused" in one.states]

        return self.wait(has_focus, f"the focus on {role or 'anything'} with {words!r}", seconds)[-1]

    def leave(self, words: str, role: str = "") -> None:
        """Wait until such a thing has the focus no more."""

        def elsewhere(seen: Seen) -> bool:
            return not any("focused" in one.states for one in _with(seen, words, role))

        self.wait(elsewhere, f"the focus on something else than {words!r}")

    def holds(self, words: str, text: str) -> None:
        """Wait until a field of this name has this text, and no other, in it."""
        self.wait(lambda seen: any(one.text == text for one in _with(seen, words, "text")), f"{text!r} in {words!r}")

    def hear(self, words: str, seconds: float = SECONDS) -> str:
        """Wait until it has announced such words to whoever cannot see."""

        def announced(_: Seen) -> list[str]:
            heard = self.screen.bus.heard
            return [text for owner, text in heard if self._place and owner == self._place.owner and words in text]

        return self.wait(announced, f"an announcement of {words!r}", seconds)[-1]

    def tab_to(self, words: str, role: str = "", most: int = 60) -> Seen:
        """Press Tab until such a thing has the focus, as somebody does who cannot use a mouse."""
        for _ in range(most):
            seen = self.look()
            found = [one for one in _with(seen, words, role) if "focused" in one.states] if seen else []
            if found:
                return found[-1]
            self.press("Tab")
            time.sleep(_POLL)
        raise NotSeen(f"Tab does not come to {role or 'anything'} with {words!r}\n{self.outline()}")

    def wait(self, until: Callable[[Seen], T], what: str, seconds: float = SECONDS) -> T:
        """Look again and again until `until` gives something true, and return that."""
        end = time.monotonic() + seconds
        while True:
            seen = self.look()
            found = until(seen) if seen else None
            if found:
                return found
            if time.monotonic() > end or self.process.poll() is not None:
                raise NotSeen(f"{what} did not come within {seconds} s\n{self.outline()}\n{self.said}")
            time.sleep(_POLL)

    def outline(self) -> str:
        """All that it shows, as a text."""
        seen = self.look() if self.process.poll() is None else None
        return seen.outline() if seen else f"nothing is there (ended with {self.process.poll()})"

    def shoot(self, path: Path) -> None:
        """Keep a picture of the display, as PNG."""
        self.screen.picture().save(path)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self.process.send_signal(SIGKILL)
        self.process.wait()

    def ended(self, seconds: float = SECONDS) -> int:
        """Wait until it ends by itself; its exit status."""
        return self.process.wait(seconds)

    def close(self) -> None:
        """End it, if it still runs, with whatever it has started."""
        end_group(self.process)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.screen.environment, check=True, timeout=60)


def _with(seen: Seen | None, words: str, role: str) -> list[Seen]:
    shown = seen.showing() if seen else ()
    return [one for one in shown if (words in one.name or words in one.text) and role in {"", one.role}]
