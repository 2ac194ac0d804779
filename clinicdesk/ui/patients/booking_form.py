"""The form of one more visit of a course: which day, and when."""

from datetime import date

from clinicdesk.ui.front import Front
from clinicdesk.ui.patients.folded import FoldedForm
from clinicdesk.ui.widgets.asked import GivenDayField
from clinicdesk.ui.widgets.time_field import TimeField


class BookingForm(FoldedForm):
    """A day, and a time where there is one."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        say = front.words.say
        self._day = GivenDayField(say("ui.patients.visit.day"), lacking=say("ui.patients.visit.day_none"))
        self._time = TimeField(say("ui.patients.visit.time"), help_text=say("ui.patients.visit.time_help"))
        self.body.addLayout(self.beside(day=self._day, time=self._time))

    def value(self) -> tuple[date, str] | None:
        """Day and time as typed; None where something cannot be read, which is told at its field."""
        told = self.values()
        return None if told is None else (told["day"], told["time"])
