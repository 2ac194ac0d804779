"""A made-up clinic in a data folder, with passwords."""

from pathlib import Path

from clinicdesk.desk.clock import Clock
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.signin import make_clinic, sign_in
from clinicdesk.desk.staff import add_staff
from clinicdesk.model.people import Profession
from clinicdesk.model.records import ClinicRecord, StaffRecord
from clinicdesk.model.roles import Role

PASSWORDS = {
    "ana": "wandering teapot seventeen gulls",
    "bea": "marble staircase under the orchard",
    "sam": "nineteen lanterns on a slow river",
}
"""Ana manages, Bea is at the front desk, Sam treats."""

ANOTHER = "copper violins and quiet thunder"


def person(login: str, name: str, *roles: Role) -> StaffRecord:
    treats = Role.CLINICIAN in roles
    return StaffRecord(
        id="",
        login=login,
        name=name,
        roles=roles,
        profession=Profession.PT if treats else None,
        license="P1234" if treats else "",
    )


def make(folder: Path) -> str:
    """The clinic with its three people; returns the recovery key."""
    clinic = ClinicRecord(id="", name="Maple Street Physical Therapy", state="NC")
    ana = person("ana", "Ana Ruiz", Role.MANAGER)
    made = make_clinic(folder, clinic, ana, PASSWORDS["ana"])
    add_staff(made.desk, person("bea", "Bea Holt", Role.FRONT_DESK), PASSWORDS["bea"])
    add_staff(made.desk, person("sam", "Sam Lee, PT, DPT", Role.CLINICIAN), PASSWORDS["sam"])
    made.desk.close()
    return made.recovery_key


def enter(folder: Path, login: str, clock: Clock) -> Desk:
    return sign_in(folder, login, PASSWORDS[login], clock)
