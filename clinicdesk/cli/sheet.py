"""One visit file to a result and a sheet; and the blank form."""

import os
from hashlib import sha256
from pathlib import Path

from clinicdesk.engine.visit import work
from clinicdesk.errors import CannotPrint, ClinicdeskError, VisitRefused
from clinicdesk.exchange.json_text import MOST_BYTES
from clinicdesk.exchange.result_file import result_text
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.exchange.whole_file import write_whole
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import languages, read_words

LANGUAGE = "en"
"""The language of what the program says and of the result file; a sheet has the patient's."""


def load_rules(folder: Path | None) -> Rulebook:
    """The rule book of a folder, or the shipped one."""
    if folder and not folder.is_dir():
        raise ClinicdeskError(f"{folder}: there is no such folder")
    return load(rule_files(folder))


def read_file(path: Path) -> bytes:
    """A file's bytes, one more than a visit file may have at the most."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ClinicdeskError(f"{path}: the file cannot be read ({error.strerror})") from error


def worked(data: bytes, rules: Rulebook, *, with_pdf: bool) -> tuple[bytes, bytes | None]:
    """A visit file's bytes to its result, and its sheet if wished. VisitRefused tells every problem."""
    visit = read_visit(data, rules)
    result, digest = work(visit, rules), sha256(data).hexdigest()
    told = result_text(result, read_words(LANGUAGE), rulebook=rules.version, visit=digest)
    if not with_pdf:
        return told, None
    from clinicdesk.documents.sheet import sheet

    language = visit.patient.language if visit.patient.language in languages() else LANGUAGE
    spoken = rules.in_language(language)
    try:
        return told, sheet(visit, work(visit, spoken), spoken, read_words(language), digest)
    except CannotPrint as error:
        raise VisitRefused(error.problems) from error


def run_sheet(path: Path, output: Path | None, result: Path | None, rules: Path | None) -> list[tuple[str, Path]]:
    """Write what is wished for, or nothing. Returns what was written, by name."""
    pdf = output or (None if result else Path(f"{path.stem}.pdf"))
    data = read_file(path)
    told, drawn = worked(data, load_rules(rules), with_pdf=pdf is not None)
    wanted = [("Sheet: ", pdf, drawn), ("Result:", result, told)]
    files = {where: content for _, where, content in wanted if where and content is not None}
    if any(_same(where, path) for where in files):
        raise ClinicdeskError(f"{path}: this is the visit file itself; write somewhere else")
    if pdf and result and _same(pdf, result):
        raise ClinicdeskError(f"{pdf}: the sheet and the result cannot be one file")
    write_whole(files)
    return [(name, where) for name, where, _ in wanted if where]


def _same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, be it there already or not."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)


def run_questionnaire(output: Path, rules: Path | None) -> Path:
    """Write the blank form."""
    from clinicdesk.documents.questionnaire import questionnaire

    write_whole({output: questionnaire(load_rules(rules), read_words(LANGUAGE))})
    return output
