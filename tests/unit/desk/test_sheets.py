"""A sheet at the desk: what cannot be printed is told in the words of those who sit there."""

from dataclasses import replace

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.papers import issue
from clinicdesk.desk.people import change
from clinicdesk.errors import CannotPrint
from clinicdesk.model.records import DocumentRecord, PatientRecord
from clinicdesk.model.roles import Act
from tests.unit.desk.visits import at_the_desk, screened


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("محمد", "U+0645 ARABIC LETTER MEEM is written from right to left"),
        ("王小明", "U+738B CJK UNIFIED IDEOGRAPH-738B is not in the paper's typeface"),
        ("अनिता", "U+0905 DEVANAGARI LETTER A is not in the paper's typeface"),
    ],
)
def test_a_name_that_no_paper_can_show_is_kept_and_told_and_nothing_is_issued(
    desk: Desk, name: str, why: str, language: str
) -> None:
    case = screened(desk, at_the_desk(desk))
    kept = desk.store.get(PatientRecord, case.patient)
    change(desk, replace(kept, given_name=name, language=language))
    with pytest.raises(CannotPrint, match=f"^The patient's given name: the character {why.replace('+', '.')}"):
        issue(desk, *case.here)
    assert desk.store.get(PatientRecord, case.patient).given_name == name
    assert desk.store.find(DocumentRecord) == []
    assert [*desk.store.trail(act=Act.ISSUE)] == []
