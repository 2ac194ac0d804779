"""Today's amount in words: known, not known, or not to be collected."""

from clinicdesk.desk.lacking import Lack
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.words import Words, money


def today_amount(words: Words, view: VisitView, currency: str) -> str:
    """The patient's amount of this session, or why there is none; never a zero for what is not known."""
    if view.untreated is not None:
        return words.say("ui.visit.amount.not_treated" if view.untreated is Lack.NOT_TODAY else "ui.visit.amount.stop")
    if view.costs is not None and view.costs.withheld:
        return words.say("ui.amount_withheld")
    return words.say("ui.amount_unknown") if view.today_cents is None else money(view.today_cents, currency)
