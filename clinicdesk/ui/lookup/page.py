"""The page CoveragePage: being built."""

from clinicdesk.ui.front import Place
from clinicdesk.ui.page import Page


class CoveragePage(Page):
    """Nothing yet."""

    def show_place(self, place: Place) -> None:
        """Nothing yet."""
