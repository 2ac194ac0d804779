"""What is asked of a payer beside its name: code, kind of plan, state, who treats, for what, on which day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinicdesk.model.payer import Indication, LineOfBusiness
from clinicdesk.model.people import Profession
from clinicdesk.model.rulebook import EVERY_STATE
from clinicdesk.ui.form import Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.fields import ChoiceField, DayField, TextField
from clinicdesk.ui.widgets.pick import PickField
from clinicdesk.ui.widgets.typed import NotTyped

_MOST_DIAGNOSES = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The facts of a look-up; None = not stated, and the day is today then."""

    code: str
    line: LineOfBusiness | None
    state: str | None
    profession: Profession | None
    diagnoses: tuple[str, ...]
    indication: Indication | None
    day: date | None


class QuestionForm(Form):
    """One field a fact; an empty one is not stated."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        words, say = front.words, front.words.say
        none = ("", say("ui.lookup.not_stated"))
        states = sorted((one for one in front.rules.states.values() if one.id != EVERY_STATE), key=lambda one: one.name)

        def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
            return [none, *((one.value, words.word(one)) for one in kind)]

        codes = [(one, one) for one in front.rules.service_codes]
        self.add("code", PickField(say("ui.lookup.code"), codes, lacking=say("ui.lookup.code")))
        self.add("line", ChoiceField(say("ui.lookup.line"), choices(LineOfBusiness)))
        self.add("state", ChoiceField(say("ui.lookup.state"), [none, *((one.id, one.name) for one in states)]))
        self.add("profession", ChoiceField(say("ui.lookup.profession"), choices(Profession)))
        self.add("indication", ChoiceField(say("ui.lookup.indication"), choices(Indication)))
        help_text = say("ui.lookup.diagnoses_help")
        self.add("diagnoses", TextField(say("ui.lookup.diagnoses"), most=_MOST_DIAGNOSES, help_text=help_text))
        self.add("day", DayField(say("ui.lookup.day"), help_text=say("ui.lookup.day_help")))
        self.fields["code"].set_value(front.rules.service_codes[-1])

    def question(self) -> Question | None:
        """What stands in the fields; None while one of them is half typed, which it says itself once it is left."""
        try:
            told = {name: field.value() for name, field in self.fields.items()}
        except NotTyped:
            return None
        return Question(
            code=told["code"],
            line=LineOfBusiness(told["line"]) if told["line"] else None,
            state=told["state"] or None,
            profession=Profession(told["profession"]) if told["profession"] else None,
            diagnoses=tuple(told["diagnoses"].replace(",", " ").split()),
            indication=Indication(told["indication"]) if told["indication"] else None,
            day=told["day"],
        )
