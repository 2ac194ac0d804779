"""A patient's name, birth date and age as the screens show them, and today's money."""

from datetime import date

from clinicdesk.desk.whom import age_on, name_of
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.people import Patient
from clinicdesk.model.records import PatientRecord
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words, money


def born(words: Words, patient: PatientRecord | Patient, today: date) -> str:
    """`May 1, 1990 (36)`, or that the birth date is not known."""
    if patient.birth_date is None:
        return words.say("ui.patient.birth_date_unknown")
    return words.say("ui.patient.born", day=patient.birth_date, age=age_on(patient.birth_date, today))


def who(words: Words, patient: PatientRecord | Patient, today: date) -> str:
    """Name, birth date and age in one line."""
    return f"{name_of(patient)}   {born(words, patient, today)}"


def payer_of(words: Words, rules: Rulebook, plan: Coverage) -> str:
    """What the patient calls the payer: the name given, else the rule book's; a made-up plan says that it is one."""
    payer = rules.payers.get(plan.payer)
    if payer is None or not plan.payer_name:
        return payer.name if payer else plan.payer
    return words.say("ui.patient.example_plan", payer=plan.payer_name) if payer.example else plan.payer_name


def amount(words: Words, cents: int | None, currency: str) -> str:
    """An amount, or that it is not known; never a zero for what is not known."""
    return words.say("ui.amount_unknown") if cents is None else money(cents, currency)


def short_day(words: Words, day: date, beside: date | None = None) -> str:
    """`Nov 26`; with the year where none stands beside it, or another one."""
    told = {"day": day.day, "month": words.say(f"ui.short_month.{day.month}")}
    if beside is not None and beside.year == day.year:
        return words.say("ui.short_day", **told)
    return words.say("ui.short_day_year", **told, year=f"{day.year:04d}")
