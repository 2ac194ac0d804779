"""Who may do what, written out: every act by every role; and every act has its function."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinicdesk import desk as package
from clinicdesk.desk.desk import Desk
from clinicdesk.errors import NotAllowed
from clinicdesk.model.records import StaffRecord
from clinicdesk.model.roles import Act, Role

FOLDER = Path(package.__file__).parent

TABLE = """
                             front_desk  clinician  manager  auditor
session.sign_in              yes         yes        yes      yes
session.sign_out             yes         yes        yes      yes
session.lock                 yes         yes        yes      yes
session.unlock               yes         yes        yes      yes
session.set_pin              yes         yes        yes      yes
session.change_password      yes         yes        yes      yes
patient.find                 yes         yes        yes      yes
patient.view                 yes         yes        yes      yes
patient.register             yes         yes        yes      -
patient.change               yes         yes        yes      -
patient.merge                yes         yes        yes      -
patient.unmerge              yes         yes        yes      -
patient.export               -           -          yes      -
coverage.add                 yes         yes        yes      -
coverage.change              yes         yes        yes      -
coverage.benefits            yes         yes        yes      -
coverage.phone_check         yes         yes        yes      -
coverage.look_up             yes         yes        yes      yes
day.import                   yes         yes        yes      -
day.view                     yes         yes        yes      yes
course.open                  yes         yes        yes      -
course.change                yes         yes        yes      -
course.close                 yes         yes        yes      -
course.view                  yes         yes        yes      yes
visit.open                   yes         yes        yes      -
visit.move                   yes         yes        yes      -
visit.view                   yes         yes        yes      yes
visit.export                 yes         yes        yes      -
visit.import                 yes         yes        yes      -
screening.view               yes         yes        yes      yes
screening.answer             yes         yes        yes      -
screening.hand_over          yes         yes        yes      -
screening.answer_alone       yes         yes        yes      -
screening.look_through       yes         yes        yes      -
screening.finish             yes         yes        yes      -
screening.reopen             yes         yes        yes      -
screening.decide             -           yes        -        -
screening.file_decision      yes         yes        yes      -
screening.confirm_decision   -           yes        -        -
screening.approve_set        -           yes        -        -
screening.waiting            yes         yes        yes      yes
estimate.determine           yes         yes        yes      -
estimate.make                yes         yes        yes      -
estimate.compare             yes         yes        yes      -
document.view                yes         yes        yes      yes
document.issue               yes         yes        yes      -
document.reprint             yes         yes        yes      yes
document.save                yes         yes        yes      yes
document.sign                yes         yes        yes      -
document.hand_over           yes         yes        yes      -
document.hand_to_sign        yes         yes        yes      -
document.sign_alone          yes         yes        yes      -
document.verify              -           -          yes      yes
file.add                     yes         yes        yes      -
file.view                    yes         yes        yes      yes
form.load                    -           -          yes      -
form.extend                  -           -          yes      -
rules.view                   yes         yes        yes      yes
settings.view                yes         yes        yes      yes
settings.change              -           -          yes      -
settings.fee                 -           -          yes      -
settings.rules               -           -          yes      -
staff.add                    -           -          yes      -
staff.change                 -           -          yes      -
staff.remove                 -           -          yes      -
staff.reset_password         -           -          yes      -
staff.new_recovery_key       -           -          yes      -
trail.view                   -           -          yes      yes
trail.export                 -           -          yes      yes
trail.verify                 -           -          yes      yes
upkeep.backup                yes         yes        yes      -
upkeep.verify_backup         -           -          yes      yes
upkeep.restore               -           -          yes      -
upkeep.retention             yes         yes        yes      yes
"""

SEVERAL = {
    Act.FIND,
    Act.VIEW_PATIENT,
    Act.IMPORT_DAY,
    Act.CHANGE_COVERAGE,
    Act.CHANGE_SETTINGS,
    Act.OPEN_VISIT,
    Act.VIEW_VISIT,
    Act.IMPORT_VISIT,
    Act.VIEW_PAPERS,
    Act.REPRINT,
    Act.SAVE_PAPER,
    Act.LOAD_FORM,
    Act.SIGN,
    Act.VIEW_SETTINGS,
}
"""Acts of several steps, or ways to look at one thing: each is a function that leaves its row."""


def table() -> dict[str, dict[str, bool]]:
    heads, *rows = [line.split() for line in TABLE.strip().splitlines()]
    return {code: dict(zip(heads, (one == "yes" for one in told), strict=True)) for code, *told in rows}


def test_the_table_has_every_act_and_every_role() -> None:
    assert list(table()) == [one.value for one in Act]
    assert all(list(row) == [one.value for one in Role] for row in table().values())


@pytest.mark.parametrize("role", Role)
def test_each_act_is_allowed_or_refused_as_the_table_says(desk: Desk, role: Role) -> None:
    desk.staff = next(one for one in desk.store.find(StaffRecord) if one.roles == (role,))
    for act in Act:
        before = desk.store.last_row().number
        if table()[act][role]:
            with desk.work(act):
                pass
            assert desk.store.last_row().number == before + 1, act
        else:
            with pytest.raises(NotAllowed, match=f"{desk.staff.login} may not do this"), desk.work(act):
                pass
            assert desk.store.last_row().number == before, act


def test_who_has_two_roles_may_do_what_either_may(desk: Desk) -> None:
    both = StaffRecord(id="staff-noa", login="noa", name="Noa Berg", roles=(Role.CLINICIAN, Role.AUDITOR))
    desk.staff = desk.store.put(both)
    for act in Act:
        allowed = table()[act][Role.CLINICIAN] or table()[act][Role.AUDITOR]
        if allowed:
            desk.allowed(act)
        else:
            with pytest.raises(NotAllowed):
                desk.allowed(act)


def test_who_has_no_role_or_has_left_or_is_not_there_may_do_nothing(desk: Desk) -> None:
    left = StaffRecord(id="staff-leo", login="leo", name="Leo Marsh", roles=(Role.MANAGER,), active=False)
    nothing = StaffRecord(id="staff-uma", login="uma", name="Uma Rao", roles=())
    for person in (desk.store.put(left), desk.store.put(nothing), None):
        desk.staff = person
        for act in Act:
            with pytest.raises(NotAllowed):
                desk.allowed(act)


def test_a_locked_desk_does_nothing_but_unlock(desk: Desk) -> None:
    desk.locked = True
    for act in set(Act) - {Act.UNLOCK}:
        with pytest.raises(NotAllowed, match="locked"):
            desk.allowed(act)
    assert desk.allowed(Act.UNLOCK).login == "ana"


def done_in(tree: ast.AST) -> Iterator[str]:
    """The acts that a module's functions are: decorated with one, or opening one themselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            told = {ast.unparse(one.args[0]) for one in ast.walk(node) if isinstance(one, ast.Call) and _does(one)}
            yield from (one.removeprefix("Act.") for one in told if one.startswith("Act."))


def _does(call: ast.Call) -> bool:
    named = ast.unparse(call.func)
    return bool(call.args) and (named == "act" or named.endswith("desk.work"))


def test_every_act_has_one_function_and_no_function_is_two() -> None:
    found = Counter(one for path in FOLDER.glob("*.py") for one in done_in(ast.parse(path.read_bytes())))
    assert set(found) == {one.name for one in Act}
    often = {name for name, count in found.items() if count > 1}
    assert often == {one.name for one in SEVERAL}
