"""The page Patients: being built."""

from clinicdesk.ui.front import Place
from clinicdesk.ui.page import Page


class Patients(Page):
    """Nothing yet."""

    def show_place(self, place: Place) -> None:
        """Nothing yet."""
