"""Settings: the clinic itself, its fees, and its own rule files."""

from dataclasses import dataclass, replace
from datetime import date

from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.desk.logo import LOGO
from clinicdesk.desk.own_rules import rules_with
from clinicdesk.errors import EntryRefused, NotAllowed, Problem
from clinicdesk.exchange.forms import NPI, TIN
from clinicdesk.model.clinic import ABROAD
from clinicdesk.model.records import (
    CLINIC,
    Amount,
    ClinicRecord,
    FeeRecord,
    RuleFileRecord,
    SettingRecord,
    StaffRecord,
)
from clinicdesk.model.roles import Act
from clinicdesk.words import said

MOST_CENTS = 999_999_999

TITLE_NAMES, YES = "papers.title_names", "yes"
"""The setting that says whether the titles of PDFs name the patient; any other value, and none, is no."""

FORM_UNTIL = "official.until."
"""A setting of this name and an edition's id has the day that it was extended to, why, and who says so: three lines."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is set. Staff are those who may sign in, PINs left out."""

    clinic: ClinicRecord
    staff: tuple[StaffRecord, ...]
    fees: tuple[FeeRecord, ...]
    rule_files: tuple[RuleFileRecord, ...]
    others: tuple[SettingRecord, ...]


@act(Act.VIEW_SETTINGS)
def view_settings(work: Work) -> Settings:
    """What is set now."""
    store = work.store
    return Settings(
        store.get(ClinicRecord, CLINIC),
        tuple(replace(one, pin="") for one in store.find(StaffRecord, active=True)),
        tuple(store.find(FeeRecord)),
        tuple(store.find(RuleFileRecord)),
        tuple(store.find(SettingRecord)),
    )


@act(Act.CHANGE_SETTINGS)
def change_clinic(work: Work, clinic: ClinicRecord) -> ClinicRecord:
    """Change the clinic's name, place or numbers. NotAllowed without a name, or for a state that nobody knows."""
    if not clinic.name.strip():
        raise NotAllowed("The clinic needs a name, since it stands on every paper.")
    if clinic.state != ABROAD and clinic.state not in work.rules.states:
        raise NotAllowed(
            said(
                '"{state}" is no US state that the rule book has. Write XX outside the United States.',
                state=clinic.state,
            )
        )
    check_numbers(clinic)
    kept = work.store.put(replace(clinic, id=CLINIC))
    work.about(setting=CLINIC)
    return kept


def check_numbers(clinic: ClinicRecord) -> None:
    """EntryRefused for an NPI or a tax number of another form: with one of them no visit could be worked out."""
    wrong = []
    if clinic.npi and not NPI.fullmatch(clinic.npi):
        wrong.append(
            Problem(
                "npi", said("an NPI has 10 digits; this has {count}", count=sum(one.isdigit() for one in clinic.npi))
            )
        )
    if clinic.tin and not TIN.fullmatch(clinic.tin):
        wrong.append(Problem("tin", "write the tax number with nine digits, such as 12-3456789"))
    if wrong:
        raise EntryRefused(wrong)


@act(Act.CHANGE_SETTINGS)
def change_setting(work: Work, setting: SettingRecord) -> SettingRecord:
    """Change one setting. NotAllowed for what is set in a step of its own: the logo, a form's last day."""
    if setting.id == LOGO:
        raise NotAllowed("The logo is set in a step of its own.")
    if setting.id.startswith(FORM_UNTIL):
        raise NotAllowed("How long an official form may be used is set in a step of its own.")
    kept = work.store.put(setting)
    work.about(setting=setting.id)
    return kept


def wants_names(work: Work) -> bool:
    """Whether the clinic wants the patient's name in the titles of its PDFs, where it is read without opening them."""
    return any(one.value == YES for one in work.store.find(SettingRecord, id=TITLE_NAMES))


@act(Act.SET_FEE)
def set_fee(work: Work, fee: FeeRecord) -> FeeRecord:
    """A new amount, or a change of one. Two amounts for one question on one day are refused."""
    if not 0 <= fee.cents <= MOST_CENTS:
        raise NotAllowed("An amount lies between $0.00 and $9,999,999.99.")
    if (fee.amount is Amount.ALLOWED) != bool(fee.payer):
        raise NotAllowed("A contracted amount names its payer, and only that one does.")
    if fee.payer and fee.payer not in work.rules.payers:
        raise NotAllowed("This is no payer of the rule book. Look it up, then write its id.")
    if fee.until is not None and fee.until < fee.since:
        raise NotAllowed("The last day lies before the first one.")
    same = work.store.find(FeeRecord, code=fee.code, amount=fee.amount, payer=fee.payer)
    if any(one.id != fee.id and _overlap(one, fee) for one in same):
        raise NotAllowed("There is an amount for these days already. End that one first.")
    kept = work.store.put(fee if fee.version else replace(fee, id=work.store.new_id()))
    work.about(fee=kept.id, code=kept.code)
    return kept


def _overlap(one: FeeRecord, other: FeeRecord) -> bool:
    last = date.max
    return one.since <= (other.until or last) and other.since <= (one.until or last)


@act(Act.SAVE_RULES)
def _save_rules(work: Work, file: RuleFileRecord) -> RuleFileRecord:
    rules_with({one.id: one.text for one in (*work.store.find(RuleFileRecord), file)})
    work.about(rule_file=file.id)
    return work.store.put(file)


def save_rules(desk: Desk, file: RuleFileRecord) -> RuleFileRecord:
    """A rule file of the clinic's own, such as `payers/acme.toml`; an empty text takes it back.

    RulesRefused names everything that is wrong with it in the rule book as a whole; then nothing is saved.
    """
    kept = _save_rules(desk, file)
    desk.rules = desk.read_rules()
    return kept
