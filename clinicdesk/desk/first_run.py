"""A new clinic, set up from the window: what there is to choose from, and the whole of it made in one go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clinicdesk.desk.clock import Clock, day_of, now
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.logo import check_logo, set_logo
from clinicdesk.desk.recovery_seen import expect_key
from clinicdesk.desk.settings import check_numbers, set_fee
from clinicdesk.desk.signin import Made, make_clinic
from clinicdesk.desk.staff import check_person
from clinicdesk.errors import NotAllowed
from clinicdesk.exchange.forms import CURRENCIES
from clinicdesk.model.clinic import ABROAD
from clinicdesk.model.records import ClinicRecord, FeeRecord, StaffRecord
from clinicdesk.model.rulebook import EVERY_STATE
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.store.passwords import check, check_login


@dataclass(frozen=True, slots=True)
class Choices:
    """What a clinic may choose from: states by code and name, currencies, the codes of the service with their words."""

    states: tuple[tuple[str, str], ...]
    currencies: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]


def choices() -> Choices:
    """What the shipped rules offer."""
    rules = load(rule_files())
    states = ((one.id, one.name) for one in rules.states.values() if one.id != EVERY_STATE)
    codes = tuple((code, rules.codes[code].text) for code in rules.service_codes)
    return Choices(tuple(sorted(states, key=lambda one: one[1])), CURRENCIES, codes)


def check_manager(manager: StaffRecord, password: str, clinic: str) -> None:
    """EntryRefused where the first manager cannot be kept so, or the password is a bad one; it names the field."""
    _at("name", check_person, manager)
    _at("login", check_login, manager.login)
    _at("password", check, password, manager.login, clinic)


def _at(field: str, look: Callable[..., object], *told: object) -> None:
    try:
        look(*told)
    except NotAllowed as error:
        raise refuse(field, error.args[0]) from None


def check_clinic(clinic: ClinicRecord) -> None:
    """EntryRefused for a clinic without name or state, with a foreign currency in the US, or a number of no form."""
    if not clinic.name.strip():
        raise refuse("name", "the clinic needs a name, since it stands on every paper")
    if not clinic.state:
        raise refuse("state", "choose the state in which the clinic is; its rules on who may needle hang on it")
    if clinic.state != ABROAD and clinic.currency != "USD":
        raise refuse("currency", "a clinic in a US state works in US dollars")
    check_numbers(clinic)


def set_up(
    folder: Path,
    clinic: ClinicRecord,
    manager: StaffRecord,
    password: str,
    fees: Sequence[FeeRecord] = (),
    *,
    picture: bytes = b"",
    clock: Clock = now,
) -> Made:
    """The clinic with its first manager, prices in force from today, and logo; nothing is left where one is refused."""
    check_clinic(clinic)
    if picture:
        check_logo(picture)
    made = make_clinic(folder, clinic, manager, password, clock)
    expect_key(made.desk)
    for fee in fees:
        set_fee(made.desk, replace(fee, since=day_of(clock())))
    if picture:
        set_logo(made.desk, picture)
    return made
