"""The page PatientPage: being built."""

from clinicdesk.ui.front import Place
from clinicdesk.ui.page import Page


class PatientPage(Page):
    """Nothing yet."""

    def show_place(self, place: Place) -> None:
        """Nothing yet."""
