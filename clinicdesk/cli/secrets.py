"""Passwords and keys into a command: from a prompt that shows nothing, or line by line from a file descriptor."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

MOST_BYTES = 64 * 1024


@dataclass
class Secrets:
    """Where a command's secrets come from: the lines that are left, or None for the prompt."""

    lines: list[str] | None

    def ask(self, what: str, *, new: bool = False) -> str:
        """The next secret. A `new` one is asked for twice at the prompt."""
        if self.lines is None:
            told: str = click.prompt(what, hide_input=True, confirmation_prompt=new, err=True)
            return told
        if not self.lines:
            raise click.UsageError(f"the file descriptor has no line left for: {what}")
        return self.lines.pop(0)


@contextmanager
def secrets_from(descriptor: int | None) -> Iterator[Secrets]:
    """The secrets of one command. Never from an argument: those can be seen by everybody on the computer."""
    if descriptor is None:
        yield Secrets(None)
        return
    try:
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(MOST_BYTES)
        lines = data.decode().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"file descriptor {descriptor} cannot be read as lines of text") from error
    yield Secrets(lines)
