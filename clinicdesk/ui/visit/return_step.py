"""The step return of a visit."""

from clinicdesk.desk.visit_view import VisitView
from clinicdesk.ui.visit.step import Step


class ReturnStep(Step):
    """To be built."""

    def fill(self, view: VisitView) -> None:
        """Nothing yet."""

    def shown(self) -> None:
        """Nothing yet."""
