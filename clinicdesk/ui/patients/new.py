"""The page NewPatient: being built."""

from clinicdesk.ui.front import Place
from clinicdesk.ui.page import Page


class NewPatient(Page):
    """Nothing yet."""

    def show_place(self, place: Place) -> None:
        """Nothing yet."""
