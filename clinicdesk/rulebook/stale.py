"""Which rules nobody has checked for more than a year, and which bear a day of checking that is still to come."""

from collections.abc import Iterator, Sequence
from datetime import date

from clinicdesk.model.dated import Dated, Source
from clinicdesk.model.rulebook import Rulebook


def stale(rules: Rulebook, day: date) -> list[tuple[str, Dated]]:
    """(place, rule) of each rule that was last checked more than a year before `day`."""
    return [(place, rule) for place, rule in every_rule(rules) if rule.stale_on(day)]


def checked_after(rules: Rulebook, day: date) -> list[tuple[str, Source]]:
    """(place, source) of all that was checked after `day`: a slip there would make a rule look fresh for ever."""
    found = [(place, rule.source) for place, rule in every_rule(rules)]
    for item in rules.questionnaire.items:
        found += [(f"screening/{rules.questionnaire.id}: {item.link_id}", source) for source in item.sources]
    return [(place, source) for place, source in found if source.checked > day]


def every_rule(rules: Rulebook) -> Iterator[tuple[str, Dated]]:
    """Every dated rule of the book with its place in the rule files."""
    for payer in rules.payers.values():
        yield from _numbered(f"payers/{payer.id}: policy", payer.policies)
    for state in rules.states.values():
        yield from _numbered(f"states/{state.id}: practice", state.practice)
        yield from _numbered(f"states/{state.id}: consent", state.consent)
        yield from _numbered(f"states/{state.id}: age_of_consent", list(filter(None, [state.age_of_consent])))
    for code in rules.codes.values():
        yield f"codes/codes: {code.code}", code
    yield from _numbered("codes/codes: conflict", rules.conflicts)
    for fee in rules.reference_fees:
        yield f"fees: {fee.schedule}, {fee.code}", fee
    for kind, notice in rules.notices.items():
        yield f"notices/notices: {kind}", notice
    for line, billing in rules.billing.items():
        yield f"lines/lines: {line}", billing
    for kind, keep in rules.retention.items():
        yield f"retention/retention: {kind}", keep
    yield f"screening/{rules.questionnaire.id}", rules.questionnaire
    yield from _numbered("calendars/us-federal", list(rules.holidays.values())[:1])


def _numbered(place: str, rules: Sequence[Dated]) -> Iterator[tuple[str, Dated]]:
    return ((f"{place}[{number}]", rule) for number, rule in enumerate(rules))
