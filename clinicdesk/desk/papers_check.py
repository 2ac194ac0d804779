"""Every stored paper against its digest, and made again where what made it is still here: the same bytes, or broken."""

from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.logo import LOGO
from clinicdesk.desk.papers_remade import Logos, remade, remade_form, remade_signed
from clinicdesk.documents.maker import made_with
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import DocumentRecord, SettingRecord, SheetRecord
from clinicdesk.model.roles import Act


class Untried(StrEnum):
    """Why a paper could not be made again, though its digest is right.

    The rules have changed; the program or its texts have; nobody noted what made it.
    """

    RULES = "rules"
    PROGRAM = "program"
    NOT_NOTED = "not_noted"


class Fault(StrEnum):
    """What is wrong with a paper: other bytes than were kept, other bytes than it is made of, or a part is gone."""

    DIGEST = "digest"
    OTHER = "other"
    UNSIGNED = "unsigned"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPaper:
    """A paper that is not what it was: its number, its kind, and what is wrong."""

    label: str
    kind: str
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersChecked:
    """How many stored PDFs there are, how many were made again with the same bytes, and why others were not."""

    papers: int
    made_again: int
    untried: Mapping[Untried, int]
    broken: tuple[BrokenPaper, ...]


def verify_papers(desk: Desk) -> PapersChecked:
    """Look at every stored PDF; the trail learns how it went. Nobody else has to wait meanwhile.

    A signed one always has to begin with the bytes of its unsigned one. NotAllowed as any act.
    """
    desk.allowed(Act.VERIFY_PAPERS)
    check = _Check(desk)
    found = [(papers, check.sheet(papers)) for papers in _by_sheet(desk.store.find(DocumentRecord))]
    told = PapersChecked(
        papers=len(found),
        made_again=sum(one is None for _, one in found),
        untried=Counter(one for _, one in found if isinstance(one, Untried)),
        broken=tuple(_broken(papers, one) for papers, one in found if isinstance(one, Fault)),
    )
    with desk.work(Act.VERIFY_PAPERS) as work:
        broken = [one.label for one in told.broken]
        work.about(papers=told.papers, made_again=told.made_again, untried=sum(told.untried.values()), broken=broken)
    return told


class _Check:
    """What all papers are held against, asked for once."""

    def __init__(self, desk: Desk) -> None:
        self.store, self.rules = desk.store, desk.rules
        self._issues = {
            (row.entry.at, row.entry.told.get("label")): row.entry.told for row in desk.store.trail(act=Act.ISSUE)
        }
        self._logos: Logos = {sha256(data).hexdigest(): data for data in _logos(desk)}

    def sheet(self, papers: Sequence[DocumentRecord]) -> Untried | Fault | None:
        """What is to be said of the bytes that these papers are on; None where they were made again."""
        found = self.store.find(SheetRecord, id=papers[0].sheet)
        if not found:
            return Fault.GONE
        pdf = found[0].pdf
        if any(one.sha256 != sha256(pdf).hexdigest() for one in papers):
            return Fault.DIGEST
        try:
            return self._signed(papers[0], pdf) if papers[0].unsigned else self._issued(papers, pdf)
        except ClinicdeskError:
            return Fault.OTHER

    def _issued(self, papers: Sequence[DocumentRecord], pdf: bytes) -> Untried | Fault | None:
        first = papers[0]
        told = self._issues.get((first.at, first.label))
        if not first.made_with or told is None or told.get("logo") not in {None, *self._logos}:
            return Untried.NOT_NOTED
        if first.rulebook != self.rules.version:
            return Untried.RULES
        if first.made_with != made_with(first.language):
            return Untried.PROGRAM
        if first.form:
            made = remade_form(self.store, first, told, self.rules)
        else:
            made = remade(self.store, papers, told, self._logos, self.rules)
        return None if made == pdf else Fault.OTHER

    def _signed(self, paper: DocumentRecord, pdf: bytes) -> Untried | Fault | None:
        unsigned = self.store.find(DocumentRecord, id=paper.unsigned)
        if not unsigned or not pdf.startswith(self.store.get(SheetRecord, unsigned[0].sheet).pdf):
            return Fault.UNSIGNED
        if paper.made_with != made_with(paper.language):
            return Untried.PROGRAM
        return None if remade_signed(self.store, unsigned[0], paper) == pdf else Fault.OTHER


def _by_sheet(papers: Iterable[DocumentRecord]) -> Iterator[list[DocumentRecord]]:
    found: dict[str, list[DocumentRecord]] = {}
    for one in papers:
        found.setdefault(one.sheet, []).append(one)
    yield from found.values()


def _broken(papers: Sequence[DocumentRecord], fault: Fault) -> BrokenPaper:
    return BrokenPaper(label=papers[0].label, kind=papers[0].kind, fault=fault)


def _logos(desk: Desk) -> Iterator[bytes]:
    for one in desk.store.history(SettingRecord, LOGO) if desk.store.find(SettingRecord, id=LOGO) else ():
        yield b64decode(one.value)
