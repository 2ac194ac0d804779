"""The lines of the board in words: who, where, what is still to do, what to collect."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from clinicdesk.desk.board import BoardLine
from clinicdesk.desk.lacking import Lack, Lacking, untreated
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.records import PatientRecord, VisitState
from clinicdesk.ui.whom import born, who
from clinicdesk.ui.widgets.painted import Cell, Chip
from clinicdesk.words import Words, money

_STATES = {
    Lack.STOP: "stop",
    Lack.NOT_TODAY: "stop",
    Lack.REVIEW: "review",
    Lack.CONFIRMATION: "review",
}
"""How a lack is marked; every other one is open: not known or not done yet."""

_HERE = {VisitState.ARRIVED: "note", VisitState.DONE: "ok", VisitState.CANCELLED: "open"}
_ICONS = {VisitState.ARRIVED: "clock", VisitState.CANCELLED: "close"}


def minutes_here(line: BoardLine, now: datetime) -> int | None:
    """How long the patient has been here; None where that is not known, or nobody waits."""
    if line.visit.state is not VisitState.ARRIVED or line.arrived_at is None:
        return None
    return max(0, int((now - line.arrived_at).total_seconds()) // 60)


def wait_words(words: Words, minutes: int) -> str:
    """`12 min`, `2 h 5 min`."""
    hours, rest = divmod(minutes, 60)
    return words.say("ui.today.wait.hours" if hours else "ui.today.wait.minutes", hours=hours, minutes=rest)


class Lines:
    """A board's lines as cells. `today` is the day by which ages are told."""

    def __init__(self, words: Words, currency: str, today: date) -> None:
        self.words, self.currency, self.today = words, currency, today

    def cells(self, line: BoardLine, now: datetime, namesake: bool | None = None) -> tuple[Cell, ...]:
        """Time, patient, where, what is still to do, what to collect.

        `namesake` says that another patient of the day has the same name, and whether the same birth date too.
        """
        state = self._state(line, now)
        lacks = self._lacks(line)
        time, collect = line.visit.time, self._collect(line)
        told = self.words.say(
            "ui.today.row.spoken",
            who=who(self.words, line.patient, self.today),
            time=time,
            state=state.text,
            lacks=", ".join([lacks.text, *([collect.text] if collect.text else [])]),
        )
        return Cell(time, strong=True), self._patient(line.patient, told, namesake), state, lacks, collect

    def _patient(self, patient: PatientRecord, told: str, namesake: bool | None) -> Cell:
        """Where not even the birth date tells two apart, the telephone number does."""
        from clinicdesk.desk.whom import name_of

        say = self.words.say
        second = [born(self.words, patient, self.today), *([patient.phone] if namesake and patient.phone else [])]
        chips = (Chip("review", say("ui.today.row.namesake"), "patients"),) if namesake is not None else ()
        spoken = ", ".join([told, *(one.text for one in chips)])
        return Cell(name_of(patient), "   ".join(second), chips, strong=True, spoken=spoken)

    def _state(self, line: BoardLine, now: datetime) -> Cell:
        state, minutes = line.visit.state, minutes_here(line, now)
        if minutes is not None:
            told = self.words.say("ui.today.state.arrived_since", wait=wait_words(self.words, minutes))
        else:
            told = self.words.say(f"ui.today.state.{state}")
        if state not in _HERE:
            return Cell(told)
        return Cell(chips=(Chip(_HERE[state], told, _ICONS.get(state, "")),))

    def _lacks(self, line: BoardLine) -> Cell:
        """The gravest first; money has a column of its own."""
        found = [one for one in line.lacks if one.code is not Lack.COLLECT]
        chips = tuple(Chip(_STATES.get(one.code, "open"), self._lack(one)) for one in found)
        if not chips and line.visit.state is VisitState.ARRIVED:
            chips = (Chip("ok", self.words.say("ui.today.lack.nothing")),)
        return Cell(chips=tuple(sorted(chips, key=lambda one: _WEIGHT[one.state])))

    def _lack(self, lack: Lacking) -> str:
        papers = self.words.listed(self.words.word(NoticeKind(one)) for one in lack.papers)
        return self.words.say(f"ui.today.lack.{lack.code}", done=lack.done, of=lack.of, papers=papers)

    def _collect(self, line: BoardLine) -> Cell:
        """What is to be collected; of a visit that is done, what was. A dash while nobody may be treated."""
        if untreated(line.lacks):
            return Cell("-", right=True, muted=True, spoken=self.words.say("ui.today.lack.collect_held"))
        cents = next((one.cents for one in line.lacks if one.code is Lack.COLLECT), 0)
        if not cents:
            return Cell()
        amount = money(cents, self.currency)
        if line.visit.state is VisitState.DONE:
            told = self.words.say("ui.today.lack.collected", amount=amount)
            return Cell(amount, right=True, muted=True, spoken=told)
        return Cell(amount, strong=True, right=True, spoken=self.words.say("ui.today.lack.collect", amount=amount))


_WEIGHT = {"stop": 0, "review": 1, "open": 2, "ok": 3}


def namesakes(lines: Iterable[BoardLine]) -> dict[str, bool]:
    """The ids of patients whose name stands on the board for another patient too, capitals apart.

    Each with whether they were also born on the same day.
    """
    people = {one.patient.id: one.patient for one in lines}
    names = {one: f"{p.family_name} {p.given_name}".casefold() for one, p in people.items()}
    counted = Counter(names.values())
    born_too = Counter((name, people[one].birth_date) for one, name in names.items())
    return {one: born_too[name, people[one].birth_date] > 1 for one, name in names.items() if counted[name] > 1}
