"""A plan in words: what it is, what was learned of its benefits and where, what the payer said on the telephone."""

from datetime import date

from clinicdesk.model.coverage import Accumulators, Benefits, Coverage, PhoneCheck
from clinicdesk.model.money import Share
from clinicdesk.ui.front import Front
from clinicdesk.words import Words, money

Told = list[tuple[str, str]]


def about(words: Words, plan: Coverage) -> str:
    """Network, kind and member id in one line."""
    say = words.say
    line = words.word(plan.line_of_business) if plan.line_of_business else say("ui.patients.plan.kind_not_stated")
    network = say("ui.patients.plan.in_network" if plan.in_network else "ui.patients.plan.out_of_network")
    member = plan.member_id or say("ui.patients.plan.member_not_stated")
    return " · ".join([network, line, member, *([plan.plan_name] if plan.plan_name else [])])


def plan_facts(words: Words, plan: Coverage) -> Told:
    """Since when and until when it is in force, its authorization and referral; only what is known."""
    say, leave, referral = words.say, plan.prior_authorization, plan.referral
    told: Told = []
    if plan.effective_from or plan.effective_to:
        told.append((say("ui.patients.plan.in_force"), _span(words, plan.effective_from, plan.effective_to)))
    if leave:
        parts = [leave.number]
        parts += [] if leave.visits is None else [say("ui.patients.plan.visits", count=leave.visits)]
        parts += [say("ui.patients.plan.until", day=leave.until)] if leave.until else []
        told.append((say("ui.patients.plan.authorization_number"), ", ".join(parts)))
    if referral:
        on = [words.day(referral.on)] if referral.on else []
        told.append((say("ui.patients.plan.referral_from"), ", ".join([referral.by, *on])))
    if plan.coordination:
        told.append((say("ui.patients.plan.coordination"), words.word(plan.coordination)))
    return told


def benefits_facts(words: Words, told: Benefits, currency: str) -> Told:
    """Every part of the benefits; what the payer has not said is not stated, never zero."""
    say, left = words.say, told.accumulators
    stated = say("ui.patients.not_stated")
    copay = stated if told.copay is None else money(told.copay, currency)
    share = stated if told.coinsurance is None else words.value(Share(told.coinsurance))
    ends = stated if told.plan_year_ends is None else words.day(told.plan_year_ends)
    return [
        (say("ui.patients.benefits.copay"), copay),
        (say("ui.patients.benefits.coinsurance"), share),
        *_left(words, left, currency),
        (
            say("ui.patients.benefits.deductible_applies"),
            say("ui.patients.yes" if told.deductible_applies else "ui.patients.no"),
        ),
        (say("ui.patients.benefits.plan_year_ends"), ends),
    ]


def learned(words: Words, told: Benefits, noted_by: str) -> str:
    """From whom and as of when benefits were learned, and who noted it."""
    source = (
        words.say(f"ui.patients.benefits.by.{told.told_by}") if told.told_by else words.say("ui.patients.not_known")
    )
    day = words.day(told.as_of) if told.as_of else words.say("ui.patients.not_known")
    return words.say("ui.patients.benefits.learned", source=source, day=day, who=noted_by)


def check_line(front: Front, check: PhoneCheck) -> str:
    """What the payer said on the telephone, in one line."""
    words, say = front.words, front.words.say
    may = "ui.patients.check.may" if check.may_bill_patient else "ui.patients.check.may_not"
    billed = say("ui.patients.check.may_not_asked") if check.may_bill_patient is None else say(may)
    parts = [
        words.word(check.status),
        *([] if check.visits_allowed is None else [say("ui.patients.plan.visits", count=check.visits_allowed)]),
        billed,
        *([", ".join(check.codes)] if check.codes else []),
    ]
    return " · ".join(parts)


def called(words: Words, check: PhoneCheck) -> str:
    """Who called, when, with whom, and the reference number."""
    spoke = check.spoke_to or words.say("ui.patients.check.nobody")
    return words.say("ui.patients.check.called", day=check.on, who=check.by, spoke=spoke, reference=check.reference)


def _left(words: Words, left: Accumulators, currency: str) -> Told:
    say, stated = words.say, words.say("ui.patients.not_stated")

    def amount(cents: int | None) -> str:
        return stated if cents is None else money(cents, currency)

    told = [
        (say("ui.patients.benefits.deductible"), amount(left.deductible_remaining)),
        (say("ui.patients.benefits.out_of_pocket"), amount(left.out_of_pocket_remaining)),
        (
            say("ui.patients.benefits.visits"),
            stated if left.visits_remaining is None else str(left.visits_remaining),
        ),
    ]
    if left.family_deductible_remaining is not None:
        told.append((say("ui.patients.benefits.family_deductible"), amount(left.family_deductible_remaining)))
    if left.family_out_of_pocket_remaining is not None:
        told.append((say("ui.patients.benefits.family_out_of_pocket"), amount(left.family_out_of_pocket_remaining)))
    return told


def _span(words: Words, since: date | None, until: date | None) -> str:
    if since and until:
        return words.say("ui.patients.plan.from_until", since=since, until=until)
    return words.say("ui.patients.plan.from", day=since) if since else words.say("ui.patients.plan.until", day=until)
