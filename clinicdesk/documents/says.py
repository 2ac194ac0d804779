"""Sentences with the rule behind them: who says so, since when, when it was checked, whether it is verified."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from clinicdesk.documents.case import Case
from clinicdesk.model.dated import Reason


def said_with_sources(case: Case, reasons: Sequence[Reason], listed: str) -> list[str]:
    """Each run of reasons that rest on one rule as one text, ended by that rule's source; `listed` is the end's key."""
    runs = (list(run) for _, run in groupby(_once(reasons), key=lambda one: (one.source, one.since, one.verified)))
    return [
        " ".join([*(_closed(case.words.tell(reason)) for reason in run), *_source(case, run[0], listed)])
        for run in runs
    ]


def _closed(sentence: str) -> str:
    """The sentence with a full stop, which a rule file's note may lack; one before a closing mark is one too."""
    return sentence if sentence.rstrip(")\"'”’").endswith((".", "!", "?")) else f"{sentence}."


def _once(reasons: Sequence[Reason]) -> list[Reason]:
    """The reasons without those that say of another day what one before them says."""
    kept: list[Reason] = []
    for reason in reasons:
        if not any(_same_but_for_day(reason, one) for one in kept):
            kept.append(reason)
    return kept


def _same_but_for_day(one: Reason, other: Reason) -> bool:
    if (one.code, one.source, one.since) != (other.code, other.source, other.since):
        return False
    return {**one.values, "day": None} == {**other.values, "day": None}


def _source(case: Case, reason: Reason, listed: str) -> Iterable[str]:
    if reason.source is None:
        return
    yield case.say(listed, title=reason.source.title, checked=reason.source.checked)
    if reason.since:
        yield case.say("source.since", since=reason.since)
    if reason.verified is False:
        yield case.say("source.not_verified")


def spans(case: Case, numbers: Sequence[int]) -> str:
    """Numbers in rising order as `1, 3 to 5 and 8`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return case.words.listed(words for run in runs for words in _span(case, run))


def _span(case: Case, run: Sequence[int]) -> list[str]:
    return [case.say("span", first=run[0], last=run[-1])] if len(run) > 2 else [str(one) for one in run]
