"""Every stored paper is held against its digest and made again, and what cannot be is told with the reason."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.logo import set_logo
from clinicdesk.desk.papers import issue
from clinicdesk.desk.papers_check import Fault, PapersChecked, Untried, verify_papers
from clinicdesk.desk.people import change
from clinicdesk.desk.screening import finish
from clinicdesk.desk.settings import TITLE_NAMES, YES, change_setting
from clinicdesk.desk.signing import sign
from clinicdesk.desk.signing_screen import sign_on_screen
from clinicdesk.desk.signing_who import Made, Who
from clinicdesk.documents import maker
from clinicdesk.errors import NotAllowed
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord, PatientRecord, RuleFileRecord, SettingRecord, SheetRecord
from clinicdesk.model.roles import Act
from clinicdesk.resources import rule_files
from clinicdesk.store.embedded import EmbeddedStore
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.drawn import signature
from tests.unit.desk.visits import SHORT, Case, answer_all, at_the_desk, become, return_visit, screened

ANA = Who(signer=Signer.PATIENT, name="Ana Núñez")


@pytest.fixture
def case(desk: Desk, clock: SetClock) -> Case:
    """Ana's sheet, and her consent signed on the screen by two people."""
    case = screened(desk, at_the_desk(desk))
    consent = next(one for one in issue(desk, *case.here) if one.kind == NoticeKind.CONSENT)
    clock.pass_by(minutes=1)
    sign_on_screen(desk, case.patient, consent.id, ANA, Made(ink=signature(), agreed=True))
    interpreter = Who(signer=Signer.INTERPRETER, name="Inés Duarte", number="INT-7")
    sign_on_screen(desk, case.patient, consent.id, interpreter, Made(ink=signature(1), agreed=True))
    return case


def checked(desk: Desk) -> PapersChecked:
    become(desk, "staff-ida")
    return verify_papers(desk)


def execute(desk: Desk, table: str, statement: str, *values: object) -> None:
    """A change that the program itself never makes."""
    assert isinstance(desk.store, EmbeddedStore)
    for event in ("UPDATE", "DELETE"):
        desk.store._connection.execute(f'DROP TRIGGER IF EXISTS "{table}_{event}"')
    desk.store._connection.execute(statement, values)


@pytest.mark.usefixtures("case")
def test_what_nobody_touched_is_made_again_to_the_byte(desk: Desk) -> None:
    assert checked(desk) == PapersChecked(papers=3, made_again=3, untried={}, broken=())
    row = next(desk.store.trail(newest_first=True))
    assert (row.entry.act, row.entry.told) == (
        Act.VERIFY_PAPERS,
        {"papers": 3, "made_again": 3, "untried": 0, "broken": []},
    )


def test_with_a_logo_a_correction_and_in_mid_course_too(desk: Desk, clock: SetClock, case: Case) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(picture, "PNG")
    become(desk, "staff-max")
    set_logo(desk, picture.getvalue())
    become(desk, "staff-ana")
    clock.pass_by(minutes=1)
    change(desk, replace(desk.store.get(PatientRecord, case.patient), family_name="Núñez-Lee"))
    papers = issue(desk, *case.here)
    assert [one.replaces != "" for one in papers] == [True, False]
    consent = papers[0]
    sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez-Lee", signed_on=clock.moment.date())
    become(desk, "staff-max")
    set_logo(desk, None)
    become(desk, "staff-ana")
    clock.pass_by(days=7)
    second = return_visit(desk, case)
    answer_all(desk, second, SHORT)
    finish(desk, *second.here)
    issue(desk, *second.here)
    assert checked(desk) == PapersChecked(papers=5, made_again=5, untried={}, broken=())


@pytest.mark.usefixtures("case")
def test_other_rules_are_told_as_the_reason_and_signed_papers_are_made_again_still(desk: Desk) -> None:
    name, text = next((name, data.decode()) for name, data in rule_files() if name.startswith("payers/"))
    desk.store.put(RuleFileRecord(id=name, text=text + "\n# looked at\n"))
    desk.rules = desk.read_rules()
    assert checked(desk) == PapersChecked(papers=3, made_again=2, untried={Untried.RULES: 1}, broken=())


@pytest.fixture
def another_program(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program as it is in another version."""
    monkeypatch.setattr("clinicdesk.__version__", "9.9.9")
    maker.made_with.cache_clear()
    yield
    maker.made_with.cache_clear()


@pytest.mark.usefixtures("another_program")
def test_another_version_of_the_program_is_told_as_the_reason(desk: Desk) -> None:
    maker.made_with.cache_clear()
    with pytest.MonkeyPatch.context() as before:
        before.setattr("clinicdesk.__version__", "0.1.0")
        case = screened(desk, at_the_desk(desk))
        consent = issue(desk, *case.here)[0]
        sign_on_screen(desk, case.patient, consent.id, ANA, Made(ink=signature(), agreed=True))
    maker.made_with.cache_clear()
    assert checked(desk) == PapersChecked(papers=2, made_again=0, untried={Untried.PROGRAM: 2}, broken=())


@pytest.mark.usefixtures("case")
def test_what_nobody_noted_is_told_as_such(desk: Desk) -> None:
    execute(desk, "document", 'UPDATE "document" SET "made_with" = ? WHERE "unsigned" = \'\'', "")
    assert checked(desk) == PapersChecked(papers=3, made_again=2, untried={Untried.NOT_NOTED: 1}, broken=())


def test_a_clinic_may_want_the_name_in_the_titles_of_its_papers_and_they_are_made_again_so(
    desk: Desk, clock: SetClock
) -> None:
    case = screened(desk, at_the_desk(desk))
    titles = [title_of(desk, issue(desk, *case.here)[0])]
    for value in (YES, "no"):
        clock.pass_by(minutes=1)
        become(desk, "staff-max")
        kept = next(iter(desk.store.find(SettingRecord, id=TITLE_NAMES)), None)
        change_setting(desk, SettingRecord(id=TITLE_NAMES, value=value, version=kept.version if kept else 0))
        become(desk, "staff-ana")
        titles.append(title_of(desk, issue(desk, *case.here)[0]))
    assert titles == ["Cost and consent sheet", "Ana Núñez: Cost and consent sheet", "Cost and consent sheet"]
    told = checked(desk)
    assert (told.made_again, told.broken) == (told.papers, ())


def title_of(desk: Desk, paper: DocumentRecord) -> str:
    """What is read of a PDF without opening it."""
    meta = PdfReader(BytesIO(desk.store.get(SheetRecord, paper.sheet).pdf)).metadata
    assert meta is not None
    return str(meta.title)


LONGER = 'UPDATE "sheet" SET "pdf" = CAST("pdf" || \' \' AS BLOB) WHERE "number" = ?'
INPUTS = """UPDATE "document" SET "inputs" = replace("inputs", 'Ana', ?)"""
NAME = 'UPDATE "signature" SET "name" = ? WHERE "number" = 1'
STROKE = """UPDATE "signature" SET "screen" = replace("screen", '[900,', ?) WHERE "number" = 2"""
FORM = 'UPDATE "document" SET "unsigned" = ? WHERE "number" = 3'


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    ("statement", "value", "faults"),
    [
        (LONGER, 2, [Fault.DIGEST]),
        (LONGER, 1, [Fault.DIGEST, Fault.UNSIGNED, Fault.UNSIGNED]),
        (INPUTS, "Eva", [Fault.OTHER] * 3),
        (NAME, "Eva", [Fault.OTHER] * 2),
        (STROKE, "[901,", [Fault.OTHER]),
        (FORM, "nobody", [Fault.UNSIGNED]),
    ],
)
def test_whatever_was_changed_is_found_and_named(
    desk: Desk, statement: str, value: str | int, faults: list[Fault]
) -> None:
    execute(desk, statement.split('"')[1], statement, value)
    found = checked(desk)
    assert [one.fault for one in found.broken] == faults
    assert {one.label for one in found.broken} == {one.label for one in desk.store.find(DocumentRecord)}
    assert found.made_again == found.papers - len(faults)


@pytest.mark.usefixtures("case")
def test_only_who_looks_after_the_clinic_checks_its_papers(desk: Desk) -> None:
    become(desk, "staff-kim")
    with pytest.raises(NotAllowed, match="may not do this"):
        verify_papers(desk)
