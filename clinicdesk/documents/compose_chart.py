"""The chart of the sessions: of what each one's cost is made."""

from collections.abc import Iterator, Sequence

from clinicdesk.documents.amounts import OPEN, cents_of
from clinicdesk.documents.blocks import Block, Chart, Part
from clinicdesk.documents.case import Case
from clinicdesk.documents.says import spans
from clinicdesk.model.estimate import Line

_PATIENTS = ("deductible", "coinsurance", "copay", "not_covered", "balance_bill", OPEN)
_PLANS = ("plan", "secondary_plan")
_STEPS = (1, 2, 5, 10)
_LINES = 4
_FEW_LINES = 2


def bars(case: Case) -> list[Block]:
    """Stacked bars, one a session; nothing where there is nothing to compare."""
    sessions = case.sessions
    parts = [_part(case, name) for name in (*_PATIENTS, *_PLANS)]
    kept = tuple(part for part in parts if any(part.values))
    if len(sessions) < 2 or not kept:
        return []
    tallest = max(sum(part.values[at] for part in kept) for at in range(len(sessions)))
    alike = all(len(set(part.values)) == 1 for part in kept)
    own = [sum(line.patient for line in lines) for lines in sessions]
    return [
        Chart(
            title=_title(case),
            bars=tuple(str(lines[0].session) for lines in sessions),
            tops=tuple("" if case.withheld else case.money(cents) for cents in own),
            parts=kept,
            scale=tuple((cents, case.money(cents)) for cents in _scale(tallest, _FEW_LINES if alike else _LINES)),
            told=case.say("chart.told", bars=" ".join(_told(case, kept))),
        )
    ]


def _told(case: Case, parts: Sequence[Part]) -> Iterator[str]:
    """The bars in words; those that are alike together."""
    alike: dict[tuple[int, ...], list[int]] = {}
    for at, lines in enumerate(case.sessions):
        alike.setdefault(tuple(part.values[at] for part in parts), []).append(lines[0].session)
    for amounts, sessions in alike.items():
        told = [
            case.say("chart.told_part", part=part.name, amount=case.money(cents))
            for part, cents in zip(parts, amounts, strict=True)
            if cents
        ]
        said = case.words.listed(told or [case.money(0)])
        yield case.say("chart.told_bar", count=len(sessions), sessions=spans(case, sessions), parts=said)


def _title(case: Case) -> str:
    if case.withheld:
        return case.say("chart.title_withheld")
    return case.say("chart.title_self_pay" if case.visit.self_pay else "chart.title")


def _part(case: Case, name: str) -> Part:
    """One of the amounts, a session each. Where nothing may be asked of the patient, none is called the patient's."""
    values = tuple(sum(_net(line)[name] for line in lines) for lines in case.sessions)
    if name in _PLANS:
        return Part(case.say(f"chart.{name}"), values, patients=False, look=_PLANS.index(name))
    told = case.say("chart.self_pay" if name == "not_covered" and case.visit.self_pay else f"chart.{name}")
    told = case.say("chart.nobodys" if case.withheld else "chart.yours", part=told)
    return Part(told, values, patients=True, look=_PATIENTS.index(name))


def _net(line: Line) -> dict[str, int]:
    """The amounts that a line's cost is made of: what a second plan pays is taken off the patient's share."""
    parts = {name: cents_of(line, name) for name in (*_PATIENTS, *_PLANS)}
    left = line.secondary_plan
    for name in ("coinsurance", "copay", "deductible"):
        taken = min(left, parts[name])
        parts[name] -= taken
        left -= taken
    return parts


def _scale(tallest: int, lines: int) -> list[int]:
    """Round values from nothing to what the tallest bar needs, in cents; some so many lines."""
    step = 100
    while True:
        for times in _STEPS:
            if step * times * lines >= tallest:
                return [step * times * at for at in range(-(-tallest // (step * times)) + 1)]
        step *= 10
