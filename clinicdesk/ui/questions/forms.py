"""The forms of a screening: opening it again with a reason, and filing a decision that was signed on paper."""

from collections.abc import Callable

from clinicdesk.desk.screening import reopen
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.ui.form import Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.review.ruling_form import PaperForm
from clinicdesk.ui.widgets.fields import NoteField
from clinicdesk.ui.widgets.form_panel import FormPanel, Refused, Write

Save = Callable[[Write, Callable[[], object], Refused], object]
"""Has an act of the desk done: what comes after it, and who is told of a refusal."""


def reopen_panel(front: Front, here: tuple[str, str], leave: Callable[[], object], save: Save) -> FormPanel:
    """A finished screening is opened again; the reason stands in the trail."""
    say = front.words.say
    form = Form()
    reason = NoteField(say("ui.screening.reason"), help_text=say("ui.screening.reason_help"))
    form.add("reason", reason)
    form.body.addStretch(1)
    title, save_words = say("ui.screening.open_again_title"), say("ui.screening.open_again_do")
    panel = FormPanel(front, title, form, f"reopen/{here[1]}", leave, save=save_words, scrolls=True)

    def act() -> Write:
        why = reason.value()
        return lambda desk: reopen(desk, *here, why)

    panel.begin(act, save)
    return panel


def paper_panel(front: Front, view: VisitView, leave: Callable[[], object], save: Save) -> FormPanel:
    """A decision that a clinician signed on paper is filed; it counts at once, and the clinician confirms it later."""
    form = PaperForm(front, view)
    title, save_words = front.words.say("ui.review.paper_title"), front.words.say("ui.review.paper_do")
    place = f"paper_decision/{view.visit.id}"
    panel = FormPanel(front, title, form, place, leave, save=save_words, scrolls=True)
    panel.begin(form.write, save)
    return panel
