"""All rule files into one rule book, or into all of their faults."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from types import MappingProxyType
from typing import TypeVar

from clinicdesk.errors import Fault, RulesRefused
from clinicdesk.model.language import ORIGINAL
from clinicdesk.model.questionnaire import Questionnaire
from clinicdesk.model.rulebook import EVERY_STATE, Rulebook
from clinicdesk.rulebook.codes import read_codes, read_fees
from clinicdesk.rulebook.papers import check_faq, read_calendar, read_lines, read_notices
from clinicdesk.rulebook.payers import check_names, check_states, read_payer
from clinicdesk.rulebook.retention import read_retention
from clinicdesk.rulebook.screening import read_questionnaire, translated
from clinicdesk.rulebook.states import read_state
from clinicdesk.rulebook.table import RuleFile, Table, open_file

T = TypeVar("T")
SET = "screening/dry-needling"
_OTHER_LANGUAGE = re.compile(rf"{SET}\.(\w+)\.toml")


def version_of(files: Iterable[tuple[str, bytes]]) -> str:
    """The sha256 over the sorted files: of each its name, a zero byte, its length in digits, a zero byte, its bytes."""
    digest = sha256()
    for name, data in sorted(files):
        digest.update(b"%s\0%d\0" % (name.encode(errors="surrogateescape"), len(data)))
        digest.update(data)
    return digest.hexdigest()


def load(files: Iterable[tuple[str, bytes]], marks: Mapping[str, str] = MappingProxyType({})) -> Rulebook:
    """The rule book of (relative name, bytes) pairs. RulesRefused tells every fault.

    `marks` has what is said beside the title of every source of a file, by the file's name.
    """
    files = sorted(files)
    faults: list[Fault] = []
    reader = _Files(files, faults, marks)
    payers = [(file, read_payer(file, table)) for file, table in reader.folder("payers")]
    check_names(payers)
    states = {file.stem: read_state(file, table) for file, table in reader.folder("states", EVERY_STATE)}
    check_states(payers, states)
    codes, conflicts = reader.one("codes/codes", read_codes) or ({}, ())
    fees = [read_fees(table) for _, table in reader.folder("fees")]
    holidays, calendar_until = reader.one("calendars/us-federal", read_calendar) or ({}, date.max)
    notices = reader.one("notices/notices", read_notices) or {}
    billing = reader.one("lines/lines", read_lines) or {}
    retention = reader.one("retention/retention", read_retention) or {}
    words = reader.open(f"{SET}.{ORIGINAL}")
    questionnaire = reader.one(SET, partial(read_questionnaire, words=words)) if words else None
    translations = reader.translations(questionnaire)
    places = frozenset(name.removesuffix(".toml") for name, _ in files)
    for _, table in reader.folder("faq"):
        check_faq(table, places)
    reader.close()
    if faults or questionnaire is None:
        raise RulesRefused(sorted(faults, key=lambda fault: (fault.file, fault.line)))
    return Rulebook(
        version=version_of(files),
        payers=MappingProxyType({payer.id: payer for _, payer in payers}),
        states=MappingProxyType(states),
        codes=MappingProxyType(codes),
        conflicts=conflicts,
        reference_fees=tuple(fee for schedule in fees for fee in schedule),
        questionnaire=questionnaire,
        holidays=MappingProxyType(holidays),
        calendar_until=calendar_until,
        notices=MappingProxyType(notices),
        billing=MappingProxyType(billing),
        retention=MappingProxyType(retention),
        translations=MappingProxyType(translations),
    )


class _Files:
    """The files by name; it gathers what is wrong with them."""

    def __init__(self, files: list[tuple[str, bytes]], faults: list[Fault], marks: Mapping[str, str]) -> None:
        self.left = dict(files)
        self.faults = faults
        self.marks = marks
        self.opened: list[RuleFile] = []

    def open(self, place: str) -> Table | None:
        data = self.left.pop(f"{place}.toml", None)
        if data is None:
            self.faults.append(Fault(f"{place}.toml", "", 0, "this file is missing"))
            return None
        file, table = open_file(f"{place}.toml", data, self.marks.get(f"{place}.toml", ""))
        self.opened.append(file)
        return table

    def folder(self, name: str, *needed: str) -> list[tuple[RuleFile, Table]]:
        """Every file of a folder; there must be one at least, and those that are needed."""
        inside = re.compile(rf"{name}/[^/]+\.toml")
        places = [one.removesuffix(".toml") for one in self.left if inside.fullmatch(one)]
        if not places:
            self.faults.append(Fault(f"{name}/", "", 0, "there is no rule file in this folder"))
        places += [f"{name}/{one}" for one in needed if f"{name}/{one}" not in places]
        return [(table.file, table) for table in map(self.open, places) if table and not table.broken]

    def one(self, place: str, read: Callable[[Table], T]) -> T | None:
        table = self.open(place)
        return None if table is None or table.broken else read(table)

    def translations(self, questionnaire: Questionnaire | None) -> dict[str, Questionnaire]:
        """The set in every other language that there is a file of words for; none while the set itself has a fault."""
        sound = not any(file.faults for file in self.opened if file.name.startswith(f"{SET}."))
        found: dict[str, Questionnaire] = {}
        for match in [_OTHER_LANGUAGE.fullmatch(name) for name in self.left]:
            table = self.open(match[0].removesuffix(".toml")) if match else None
            if match and table and not table.broken and questionnaire and sound:
                found[match[1]] = translated(questionnaire, table)
        return found

    def close(self) -> None:
        """What nobody opened does not belong here, but for the questions in other languages."""
        for file in self.opened:
            self.faults += file.faults
        for name in self.left:
            if not _OTHER_LANGUAGE.fullmatch(name):
                what = "folder" if name.endswith("/") else "file"
                self.faults.append(Fault(name, "", 0, f"this {what} is not known here"))
