"""The desk: one clinic at work on this computer, and how an act of staff is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from clinicdesk.desk.clock import Clock, day_of, instant, moment, now
from clinicdesk.desk.door import open_store
from clinicdesk.desk.own_rules import rules_with
from clinicdesk.desk.roles import may
from clinicdesk.errors import NotAllowed
from clinicdesk.model.language import ORIGINAL
from clinicdesk.model.records import PatientRecord, RuleFileRecord, StaffRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.trail import Entry, Told
from clinicdesk.store.keys import Unlocked
from clinicdesk.store.protocol import Store
from clinicdesk.words import said

if TYPE_CHECKING:
    from clinicdesk.desk.signing_over import Signable

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Work:
    """One act under way: what it may use, and what it tells the trail."""

    desk: "Desk"
    store: Store
    rules: Rulebook
    now: datetime
    by: StaffRecord
    patient: str = ""
    visit: str = ""
    told: dict[str, Told] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day at the desk."""
        return day_of(self.now)

    def about(self, patient: str = "", visit: str = "", /, **told: Told) -> None:
        """Note whom and which visit the act is about, and what the trail should tell of it."""
        self.patient, self.visit = patient or self.patient, visit or self.visit
        self.told |= told

    def made(self) -> dict[str, str]:
        """The first fields of a new appended record: id, by whom, when."""
        return {"id": self.store.new_id(), "by": self.by.id, "at": instant(self.now)}

    def kept_patient(self, patient: str) -> PatientRecord:
        """The patient's record, or the one that it was merged into."""
        record = self.store.get(PatientRecord, patient)
        while record.merged_into:
            record = self.store.get(PatientRecord, record.merged_into)
        return record


class Desk:
    """An open store with the rules that hold here, and who is signed in.

    `folder` is the data folder, `unlocked` its keys. `staff` is None until somebody has signed in; while `locked`,
    nothing is done. `handed_over` has the patient and the visit while the desk is locked for all but that patient's own
    answers, `to_be_signed` the paper while it is locked for all but one signature on that. `language` is the screens',
    `spoken` the patient's while the desk is handed over, else empty. `shift` has the staff ids of those who began with
    a password, each with the wrong PINs since. `trail_fault` says what was wrong with the trail's end at sign-in, else
    it is empty.
    """

    def __init__(self, store: Store, folder: Path, unlocked: Unlocked, clock: Clock = now) -> None:
        self.store = store
        self.folder = folder
        self.unlocked = unlocked
        self.clock = clock
        self.staff: StaffRecord | None = None
        self.locked = False
        self.handed_over: tuple[str, str] | None = None
        self.to_be_signed: Signable | None = None
        self.language = ORIGINAL
        self.spoken = ""
        self.shift: dict[str, int] = {}
        self.trail_fault = ""
        self.rules = self.read_rules()

    def enter(self, staff: StaffRecord) -> None:
        """The person is at the desk now, with a password or a PIN that was right."""
        self.staff, self.locked, self.handed_over, self.spoken = staff, False, None, ""
        self.to_be_signed = None
        self.shift[staff.id] = 0

    def close(self) -> None:
        """End the work here."""
        self.staff = None
        self.store.close()

    def change_keys(self, change: Callable[[Path, Unlocked], Unlocked]) -> None:
        """Let `change` put the database under another key: the store is closed for it, and opened again after it."""
        self.store.close()
        try:
            self.unlocked = change(self.folder, self.unlocked)
        finally:
            self.store = open_store(self.folder, self.unlocked, self.clock())

    @property
    def shown_rules(self) -> Rulebook:
        """The rules with their questions in the language in which they are read now."""
        return self.rules.in_language(self.spoken or self.language)

    def read_rules(self) -> Rulebook:
        """The shipped rules with the clinic's own."""
        return rules_with({one.id: one.text for one in self.store.find(RuleFileRecord)})

    @contextmanager
    def work(self, act: Act) -> Iterator[Work]:
        """One act: allowed, and in one transaction with its row in the trail.

        NotAllowed where nobody is signed in, the desk is locked, or the person's roles do not have the act.
        """
        with self.store.transaction():
            work = Work(self, self.store, self.shown_rules, self.clock(), self.allowed(act))
            yield work
            self.store.log(self._entry(act, work))

    def allowed(self, act: Act) -> StaffRecord:
        """Who is at the desk, where they may do the act now. NotAllowed as `work` raises it."""
        handed = {Act.ANSWER_ALONE: self.handed_over, Act.SIGN_ALONE: self.to_be_signed}
        alone = handed.get(act) is not None
        staff = self.present(locked=alone or act is Act.UNLOCK)
        if not may(staff.roles, act):
            raise NotAllowed(said("{login} may not do this. Ask somebody whose role has it.", login=staff.login))
        return staff

    def present(self, *, locked: bool = False) -> StaffRecord:
        """Who is at the desk. NotAllowed where nobody is, and while the desk is locked unless it may be."""
        if self.staff is None:
            raise NotAllowed("Nobody is signed in.")
        if self.locked and not locked:
            raise NotAllowed("The desk is locked. Unlock it first.")
        staff = self.store.get(StaffRecord, self.staff.id)
        if not staff.active:
            raise NotAllowed(said("{login} may not work here any more.", login=staff.login))
        return staff

    def _entry(self, act: Act, work: Work) -> Entry:
        last = next(self.store.trail(newest_first=True, limit=1), None)
        told = dict(work.told)
        if last and moment(last.entry.at) > work.now:
            told["clock_back_by_seconds"] = int((moment(last.entry.at) - work.now).total_seconds()) + 1
        return Entry(at=instant(work.now), by=work.by.id, act=act, patient=work.patient, visit=work.visit, told=told)


def act(code: Act) -> Callable[[Callable[Concatenate[Work, P], T]], Callable[Concatenate[Desk, P], T]]:
    """Make a function of a `Work` an act of the desk."""

    def wrap(function: Callable[Concatenate[Work, P], T]) -> Callable[Concatenate[Desk, P], T]:
        @wraps(function)
        def run(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> T:
            with desk.work(code) as work:
                return function(work, *args, **kwargs)

        return run

    return wrap
