"""What is said of the official form that a paper is filled into."""

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.official_forms import FormLine, FormState
from clinicdesk.ui.widgets.basic import Mark, label
from clinicdesk.words import Words


def form_state(words: Words, form: FormLine | None) -> list[QWidget]:
    """Nothing for a paper that needs none; else which it is, or what is in the way and what to do."""
    if form is None:
        return []
    say = words.say
    if form.state is FormState.MISSING:
        return [Mark("open", say("ui.official.form.missing"), say("ui.official.form.missing_do"))]
    if form.state is FormState.OVER:
        return [Mark("stop", say("ui.official.form.over", day=form.until), say("ui.official.form.over_do"))]
    if form.state is FormState.EXTENDED:
        told = say("ui.official.form.because", reason=form.reason, source=form.source)
        return [Mark("note", say("ui.official.form.extended", day=form.until), told)]
    return [label(say("ui.official.form.filled", title=form.edition.title), "muted")]
