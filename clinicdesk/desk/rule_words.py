"""What a rule of the rule book says, in a few sentences for the list of rules."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from clinicdesk.model.codes import Code, CodeConflict
from clinicdesk.model.dated import Dated
from clinicdesk.model.document import NoticeRule
from clinicdesk.model.fees import ReferenceFee
from clinicdesk.model.money import Money
from clinicdesk.model.payer import BillingRule, Policy
from clinicdesk.model.practice import AgeOfConsent, ConsentSentence, PracticeRule
from clinicdesk.model.questionnaire import AGE_ITEM, Questionnaire
from clinicdesk.model.retention import KeepRule
from clinicdesk.model.rulebook import Holiday, Rulebook
from clinicdesk.words import Words

Parts = Iterator[str]


def about(rule: Dated, rules: Rulebook, words: Words) -> str:
    """The sentences about one rule of the book."""
    return " ".join(_sentence(part) for part in _TOLD[type(rule)](rule, rules, words) if part)


def file_of(place: str) -> str:
    """The rule file that a place is in, such as `payers/acme`; of a fee its folder alone."""
    return place.partition(":")[0].partition("[")[0]


def named(place: str, rule: Dated, rules: Rulebook, words: Words) -> str:
    """Of whom or what a rule is; `place` is the one that `every_rule` tells."""
    record = file_of(place).partition("/")[2]
    match rule:
        case Policy():
            payer = rules.payers[record]
            return words.say("paper.payer.example", payer=payer.name) if payer.example else payer.name
        case PracticeRule() | AgeOfConsent() | ConsentSentence():
            return rules.states[record].name
        case Code() | ReferenceFee():
            return rule.code
        case CodeConflict():
            return words.listed(rule.codes)
        case NoticeRule() | KeepRule():
            return words.word(rule.kind)
        case BillingRule():
            return words.word(rule.line_of_business)
        case Questionnaire():
            return rule.title
        case _:
            return words.say("rules.holidays_of")


def _sentence(text: str) -> str:
    """With a capital letter and a full stop, which a rule file's own words may lack."""
    ended = text.rstrip(")\"'”’").endswith((".", "!", "?"))
    return f"{text[:1].upper()}{text[1:]}{'' if ended else '.'}"


def _policy(rule: Policy, _: Rulebook, words: Words) -> Parts:
    yield words.say("rules.policy", status=rule.status, codes=rule.codes)
    if rule.otherwise:
        yield words.say("rules.otherwise")
    if rule.lines_of_business:
        yield words.say("rules.lines", lines=rule.lines_of_business)
    if rule.states:
        yield words.say("rules.states", states=rule.states)
    if rule.professions:
        yield words.say("rules.professions", professions=rule.professions)
    if rule.indications:
        yield words.say("rules.indications", indications=rule.indications)
    if rule.diagnoses:
        yield words.say("rules.diagnoses", diagnoses=rule.diagnoses)
    yield from _asked(rule, words)
    yield rule.note


def _asked(rule: Policy, words: Words) -> Parts:
    """What a payer asks for and limits."""
    for limit in rule.visits:
        key = "rules.limit_improvement" if limit.documented_improvement else "rules.limit"
        yield words.say(key, count=limit.count, period=limit.period)
    if rule.prior_authorization:
        yield words.say("rules.authorization")
    if rule.referral:
        yield words.say("rules.referral")
    if rule.patient_may_be_billed:
        yield words.say("rules.billed", billed=rule.patient_may_be_billed)


def _practice(rule: PracticeRule, _: Rulebook, words: Words) -> Parts:
    yield words.say("rules.practice", profession=rule.profession, status=rule.status)
    if rule.effective:
        yield words.say("rules.effective", day=rule.effective)
    if rule.training_hours is not None:
        yield words.say("rules.hours", count=rule.training_hours)
    if rule.training:
        yield words.say("rules.training", training=rule.training)
    if rule.endorsement:
        yield words.say("rules.endorsement")
    if rule.written_consent:
        yield words.say("rules.written_consent")
    if rule.referral:
        yield words.say("rules.referral")
    if rule.delegation is False:
        yield words.say("rules.not_delegated")
    yield rule.note


def _age(rule: AgeOfConsent, _: Rulebook, words: Words) -> Parts:
    yield words.say("rules.age", age=rule.age)
    yield rule.note


def _consent(rule: ConsentSentence, _: Rulebook, words: Words) -> Parts:
    yield words.say("rules.professions", professions=rule.professions)
    yield words.say("rules.consent", gist=rule.gist)
    yield words.say("rules.consent_text" if rule.text else "rules.consent_gap")


def _code(rule: Code, _: Rulebook, words: Words) -> Parts:
    yield rule.text
    if rule.service:
        yield words.say("rules.service")


def _conflict(rule: CodeConflict, _: Rulebook, words: Words) -> Parts:
    yield words.say("rules.conflict", codes=rule.codes, others=rule.never_with, reason=rule.reason)


def _fee(rule: ReferenceFee, _: Rulebook, words: Words) -> Parts:
    yield words.say("rules.fee", amount=Money(rule.amount, "USD"), schedule=rule.schedule)
    yield rule.note


def _notice(rule: NoticeRule, _: Rulebook, words: Words) -> Parts:
    for one in rule.deadlines:
        yield words.say("rules.deadline", ahead=one.ahead, within=one.within)
    if rule.on_request is not None:
        yield words.say("rules.on_request", count=rule.on_request)
    yield rule.note


def _billing(rule: BillingRule, _: Rulebook, words: Words) -> Parts:
    yield words.say("rules.billing", covered=rule.covered, not_covered=rule.not_covered)


def _keep(rule: KeepRule, _: Rulebook, words: Words) -> Parts:
    yield words.say("rules.keep_completion" if rule.from_completion else "rules.keep", count=rule.years)
    yield rule.note


def _questions(rule: Questionnaire, _: Rulebook, words: Words) -> Parts:
    asked = sum(one.link_id != AGE_ITEM for one in rule.items)
    yield words.say("rules.questions", version=rule.version, count=asked)


def _holidays(_: Holiday, rules: Rulebook, words: Words) -> Parts:
    yield words.say("rules.holidays", count=len(rules.holidays))


_TOLD: Mapping[type, Callable[[Any, Rulebook, Words], Parts]] = {
    Policy: _policy,
    PracticeRule: _practice,
    AgeOfConsent: _age,
    ConsentSentence: _consent,
    Code: _code,
    CodeConflict: _conflict,
    ReferenceFee: _fee,
    NoticeRule: _notice,
    BillingRule: _billing,
    KeepRule: _keep,
    Questionnaire: _questions,
    Holiday: _holidays,
}
