"""Which page has which name, and where its code is: imported when first wanted, or after the first paint."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from clinicdesk.ui.front import Front
from clinicdesk.ui.page import Page

PAGES = {
    "today": ("clinicdesk.ui.today.page", "Today"),
    "patients": ("clinicdesk.ui.patients.page", "Patients"),
    "patient": ("clinicdesk.ui.patients.record", "PatientPage"),
    "new_patient": ("clinicdesk.ui.patients.new", "NewPatient"),
    "visit": ("clinicdesk.ui.visit.page", "VisitPage"),
    "review": ("clinicdesk.ui.review.page", "ReviewPage"),
    "coverage": ("clinicdesk.ui.lookup.page", "CoveragePage"),
    "papers": ("clinicdesk.ui.papers.page", "PapersPage"),
    "rules": ("clinicdesk.ui.rules.page", "RulesPage"),
    "settings": ("clinicdesk.ui.settings.page", "SettingsPage"),
}
"""Page -> module and class. A page belongs to the entry of the menu that `MENU` says, or to the one of its name."""

MENU = ("today", "patients", "review", "coverage", "papers", "rules", "settings")
"""The entries at the side, in their order."""

ENTRY = {"patient": "patients", "new_patient": "patients", "visit": "today"}
"""The entry under which a page stands that has none of its own."""


def build(front: Front, name: str) -> Page:
    """A page, empty until it is told what to show."""
    module, kind = PAGES[name]
    made: Page = getattr(import_module(module), kind)(front)
    return made


def warm() -> None:
    """Import what the pages need of the desk, on whatever thread this is called: nothing of it has to do with Qt."""
    import clinicdesk.desk

    for one in iter_modules(clinicdesk.desk.__path__):
        import_module(f"clinicdesk.desk.{one.name}")


def page_modules() -> Iterator[str]:
    """The modules of the pages, those of a page's parts before the page: for the window's thread, one at a time.

    On another thread PySide would make its types there while the window uses them; the window once ended at the door.
    """
    for module, _ in PAGES.values():
        package = module.rpartition(".")[0]
        yield from (f"{package}.{one.name}" for one in iter_modules(import_module(package).__path__))
