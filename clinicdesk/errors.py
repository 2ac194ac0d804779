"""What can go wrong, told so that a clerk knows what happened and what to do."""

from collections.abc import Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong with a file: the place in it, and a plain sentence."""

    place: str
    text: str

    def __str__(self) -> str:
        """The place and the sentence as one line."""
        return f"{self.place}: {self.text}" if self.place else self.text


class Fault(NamedTuple):
    """One thing that is wrong with a rule file: file, key, line (0 = not known) and a plain sentence."""

    file: str
    key: str
    line: int
    text: str

    def __str__(self) -> str:
        """File, line, key and the sentence as one line."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.key}: {self.text}" if self.key else f"{where}: {self.text}"


class ClinicdeskError(Exception):
    """Told to the user as it stands: what happened, and what to do next."""


class WithProblems(ClinicdeskError):
    """Something refused for what may be several reasons. `problems` has each, in the order of what was read."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class VisitRefused(WithProblems):
    """A visit file that cannot be worked."""


class RulesRefused(ClinicdeskError):
    """Rule files that cannot be used. `faults` has every one of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults, in the order of the files."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class CannotPrint(WithProblems):
    """Texts that cannot be put on paper, each with its place."""


class CannotShow(ClinicdeskError):
    """A file that cannot be drawn on the screen."""


class StoreRefused(ClinicdeskError):
    """The data folder or its database cannot be opened or used. Nothing was created or changed."""


class StoreFailed(ClinicdeskError):
    """The disk or the database failed in the middle of work. What was not saved is not there; the rest is unharmed."""


class NotKept(ClinicdeskError):
    """A record that is asked for is not in the store."""


class Conflict(ClinicdeskError):
    """A record that somebody else changed in the meantime. `fields` names what differs from what the writer saw."""

    def __init__(self, message: str, fields: Sequence[str]) -> None:
        """Keep the names of the fields."""
        super().__init__(message)
        self.fields = tuple(fields)


class NotAllowed(ClinicdeskError):
    """An act that the person signed in may not do, or that does not fit what is kept."""


class SignInRefused(ClinicdeskError):
    """A sign-in that failed. `wait` is how many seconds must pass before the next attempt."""

    def __init__(self, message: str, wait: int = 0) -> None:
        """Keep the wait."""
        super().__init__(message)
        self.wait = wait


class TrailBroken(ClinicdeskError):
    """The trail does not verify. `row` is the number of the first bad row."""

    def __init__(self, message: str, row: int) -> None:
        """Keep the row's number."""
        super().__init__(message)
        self.row = row


class ListRefused(WithProblems):
    """A day's list that cannot be read; each problem has its row."""


class EntryRefused(WithProblems):
    """What was typed at the desk and cannot be kept; each problem has its field."""
