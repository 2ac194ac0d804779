"""The small line at a paper's end: which wording of it this is."""

from clinicdesk.documents.blocks import Manner, Text
from clinicdesk.documents.case import Case
from clinicdesk.documents.texts import Form


def edition(case: Case, form: Form) -> Text:
    """The form by its title, its edition, and the start of its sha256."""
    told = case.say("edition", title=form.title, edition=form.edition, mark=form.mark)
    return Text(told, Manner.SMALL_MUTED)
