"""The chart of the sessions: of what each one's cost is made."""

from clinicdesk.documents.blocks import Block, Chart, Part
from clinicdesk.documents.case import Case
from clinicdesk.model.estimate import Line

_PATIENTS = ("deductible", "coinsurance", "copay", "not_covered", "balance_bill")
_PLANS = ("plan", "secondary_plan")
_STEPS = (1, 2, 5, 10)
_LINES = 4


def bars(case: Case) -> list[Block]:
    """Stacked bars, one a session; nothing where there is nothing to compare."""
    sessions = case.sessions
    parts = [_part(case, name) for name in (*_PATIENTS, *_PLANS)]
    kept = tuple(part for part in parts if any(part.values))
    if len(sessions) < 2 or not kept:
        return []
    tallest = max(sum(part.values[at] for part in kept) for at in range(len(sessions)))
    own = [sum(line.patient for line in lines) for lines in sessions]
    return [
        Chart(
            title=case.say("chart.title_withheld" if case.withheld else "chart.title"),
            bars=tuple(str(lines[0].session) for lines in sessions),
            tops=tuple(case.money(cents) for cents in own),
            parts=kept,
            scale=tuple((cents, case.money(cents)) for cents in _scale(tallest)),
        )
    ]


def _part(case: Case, name: str) -> Part:
    """One of the amounts, a session each."""
    values = tuple(sum(_net(line)[name] for line in lines) for lines in case.sessions)
    group = _PATIENTS if name in _PATIENTS else _PLANS
    own = name == "not_covered" and not case.plans
    return Part(case.say("chart.self_pay" if own else f"chart.{name}"), values, name in _PATIENTS, group.index(name))


def _net(line: Line) -> dict[str, int]:
    """The amounts that a line's cost is made of: what a second plan pays is taken off the patient's share."""
    parts = {name: getattr(line, name) for name in (*_PATIENTS, *_PLANS)}
    left = line.secondary_plan
    for name in ("coinsurance", "copay", "deductible"):
        taken = min(left, parts[name])
        parts[name] -= taken
        left -= taken
    return parts


def _scale(tallest: int) -> list[int]:
    """Round values from nothing to what the tallest bar needs, in cents."""
    step = 100
    while True:
        for times in _STEPS:
            if step * times * _LINES >= tallest:
                return [step * times * at for at in range(-(-tallest // (step * times)) + 1)]
        step *= 10
