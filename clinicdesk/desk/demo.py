"""The demo clinic: made-up people with a day of visits in every state, in a folder of its own that is marked."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from shutil import rmtree

from clinicdesk.desk.clock import day_of
from clinicdesk.desk.data_folder import DEMO_MARK
from clinicdesk.desk.demo_data import Demo, DemoPerson, demo_people, read_demo
from clinicdesk.desk.demo_life import DemoClock, events_of, founded, live
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.door import make_folder
from clinicdesk.desk.session import set_pin
from clinicdesk.desk.settings import set_fee
from clinicdesk.desk.signin import make_clinic, sign_in
from clinicdesk.desk.staff import add_staff
from clinicdesk.desk.trail import verify_trail
from clinicdesk.desk.upkeep import make_backup
from clinicdesk.errors import StoreRefused
from clinicdesk.model.records import Amount, ClinicRecord, FeeRecord, StaffRecord
from clinicdesk.model.roles import Role
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.store.instance import LOCK, only_window
from clinicdesk.words import said

__all__ = ["DemoPerson", "demo_day", "demo_people", "is_demo", "make_demo", "open_demo"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MARK = DEMO_MARK
"""The file that marks a folder as the demo's. It has the day that the demo was made for, once it is whole."""

_OURS = re.compile(
    rf"{MARK}|(lock|call|(head|keys|waits)\.json|clinic\.db|window\.ini|QtProject\.conf)([.-].+)?"
    "|restor(e-part|ing)-.+|backups|reports"
)
"""What stands in the data folder of a clinic and of its window. A folder with anything else in it is not emptied."""

Step = Callable[[int, int], object]
"""Is told how many parts are done, of how many. Whatever it raises stops the making; what was made is no demo then."""


def _unheard(_done: int, _of: int) -> None:
    """Nobody asks how far it is."""


def is_demo(folder: Path) -> bool:
    """Whether the folder is a demo's, whole or not: it bears the mark, and there is nothing of anybody else in it."""
    try:
        mark, there = (folder / MARK).read_text("ascii").strip(), [one.name for one in folder.iterdir()]
    except (OSError, ValueError):
        return False
    return bool(not mark or _DAY.fullmatch(mark)) and MARK in there and all(_OURS.fullmatch(one) for one in there)


def demo_day(folder: Path) -> date | None:
    """The day that the folder's demo was made for; None where there is none, or only a part of one."""
    try:
        return date.fromisoformat((folder / MARK).read_text("ascii").strip())
    except (OSError, ValueError):
        return None


def open_demo(folder: Path, now: datetime, step: Step = _unheard) -> None:
    """See that the demo clinic of today is there: made, made anew where it is of another day, or left as it is.

    StoreRefused where something else is in the folder, and while a window has the demo open: call this before the
    folder is taken for a window. `now` has its time zone.
    """
    with _taken(folder):
        if demo_day(folder) != day_of(now):
            _clear(folder)
            _make(folder, now, step)


def make_demo(folder: Path, now: datetime, step: Step = _unheard) -> None:
    """Make the demo clinic as of `now`, whatever demo is in the folder. StoreRefused as `open_demo` raises it."""
    with _taken(folder):
        _clear(folder)
        _make(folder, now, step)


@contextmanager
def _taken(folder: Path) -> Iterator[None]:
    """The folder, held against others. Only one that is empty or bears the mark is the demo's."""
    with _told(folder):
        if folder.exists() and not is_demo(folder) and any(folder.iterdir()):
            raise StoreRefused(
                said(
                    "{folder} is not empty, and not the demo clinic's. Name another folder for the demo.", folder=folder
                )
            )
        make_folder(folder)
        (folder / MARK).touch()
    with only_window(folder):
        yield


def _clear(folder: Path) -> None:
    """Empty a folder that bears the mark: the mark says first that what is there is no whole demo any more."""
    with _told(folder):
        (folder / MARK).write_text("", "ascii")
        for one in folder.iterdir():
            if one.is_dir() and not one.is_symlink():
                rmtree(one)
            elif one.name not in {MARK, LOCK}:
                one.unlink()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the machine refuses, as a sentence."""
    try:
        yield
    except OSError as error:
        raise StoreRefused(
            said(
                "The demo clinic cannot be made in {folder} ({why}). Name another folder for it.",
                folder=folder,
                why=error.strerror,
            )
        ) from error


def _make(folder: Path, now: datetime, step: Step) -> None:
    clock = DemoClock(now)
    demo = read_demo(clock.today, load(rule_files()))
    clock.set(founded(demo.began))
    with ExitStack() as closing:
        desks = _staffed(folder, demo, clock, closing)
        front = desks[_login(Role.FRONT_DESK)]
        live(clock, [*events_of(demo, front, desks, clock.today)], step)
        verify_trail(desks[_login(Role.AUDITOR)])
        make_backup(desks[_login(Role.MANAGER)])
    (folder / MARK).write_text(f"{clock.today}", "ascii")


def _login(role: Role) -> str:
    """Who has this role and no other."""
    return next(one.login for one in demo_people() if role in one.roles)


def _staffed(folder: Path, demo: Demo, clock: DemoClock, closing: ExitStack) -> dict[str, Desk]:
    """The clinic with its fees and its people, each at a desk of their own."""
    manager, *others = demo_people()
    clinic = ClinicRecord(
        id="",
        name=demo.clinic.name,
        state=demo.clinic.state,
        address=demo.clinic.address,
        phone=demo.clinic.phone,
        npi=demo.clinic.npi,
        tin=demo.clinic.tin,
    )
    desk = make_clinic(folder, clinic, _record(manager), manager.password, clock, demo=True).desk
    closing.callback(desk.close)
    desks = {manager.login: desk}
    for one in others:
        add_staff(desk, _record(one), one.password)
    for fee in _fees(demo):
        set_fee(desk, fee)
    for one in others:
        desks[one.login] = sign_in(folder, one.login, one.password, clock)
        closing.callback(desks[one.login].close)
    for one in demo_people():
        set_pin(desks[one.login], one.pin)
    return desks


def _record(person: DemoPerson) -> StaffRecord:
    return StaffRecord(
        id="",
        login=person.login,
        name=person.name,
        roles=person.roles,
        profession=person.profession,
        license=person.license,
        dry_needling_hours=person.dry_needling_hours,
    )


def _fees(demo: Demo) -> Iterator[FeeRecord]:
    for code, fee in demo.fees.items():
        own = ((Amount.BILLED, "", fee.billed), (Amount.SELF_PAY, "", fee.self_pay))
        contracted = ((Amount.ALLOWED, payer, cents) for payer, cents in fee.allowed.items())
        for amount, payer, cents in (*own, *contracted):
            yield FeeRecord(id="", code=code, amount=amount, cents=cents, since=demo.began, payer=payer)
