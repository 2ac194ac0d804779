"""The clinic's logo: set by a manager, printed on the sheets that are issued from then on, its earlier states kept."""

from base64 import b64encode
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.logo import LOGO, logo, set_logo
from clinicdesk.desk.papers import issue, reprint
from clinicdesk.desk.settings import change_setting
from clinicdesk.documents.sheet import sheet
from clinicdesk.engine.visit import work
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.records import SettingRecord
from clinicdesk.model.roles import Act
from clinicdesk.words import read_words
from tests.unit.desk.visits import at_the_desk, become, screened


def png(color: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (120, 40), color).save(out, "PNG")
    return out.getvalue()


def test_a_logo_is_set_changed_and_taken_away(desk: Desk) -> None:
    become(desk, "staff-max")
    assert logo(desk) == b""
    set_logo(desk, png("navy"))
    first = logo(desk)
    assert Image.open(BytesIO(first)).size == (120, 40)
    set_logo(desk, png("teal"))
    assert logo(desk) not in {b"", first}
    set_logo(desk, None)
    assert logo(desk) == b""
    states = desk.store.history(SettingRecord, LOGO)
    assert [bool(one.value) for one in states] == [True, True, False]
    assert [row.entry.told for row in desk.store.trail(act=Act.CHANGE_SETTINGS)] == [{"setting": LOGO}] * 3


def test_what_is_no_picture_is_refused_and_the_old_logo_stays(desk: Desk) -> None:
    become(desk, "staff-max")
    set_logo(desk, png("navy"))
    before = logo(desk)
    for data in (b"", b"GIF89a", png("navy")[:40]):
        with pytest.raises(EntryRefused, match="logo: this is no PNG or JPEG"):
            set_logo(desk, data)
    assert logo(desk) == before


def test_nobody_but_a_manager_sets_it_and_it_comes_in_by_no_other_way(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        set_logo(desk, png("navy"))
    become(desk, "staff-max")
    with pytest.raises(NotAllowed, match="a step of its own"):
        change_setting(desk, SettingRecord(id=LOGO, value=b64encode(b"GIF89a").decode()))
    assert logo(desk) == b""


def test_a_sheet_is_made_again_from_its_visit_file_and_the_logo_that_the_trail_names(desk: Desk) -> None:
    case = screened(desk, at_the_desk(desk))
    become(desk, "staff-max")
    set_logo(desk, png("navy"))
    used = logo(desk)
    paper = issue(desk, *case.here)[0]
    set_logo(desk, png("teal"))
    assert issue(desk, *case.here)[0].sha256 != paper.sha256
    pdf = reprint(desk, paper.id)
    first = next(iter(desk.store.trail(act=Act.ISSUE)))
    assert first.entry.told["logo"] == sha256(used).hexdigest()
    visit = read_visit(paper.inputs.encode(), desk.rules)
    digest = sha256(paper.inputs.encode()).hexdigest()
    again = sheet(visit, work(visit, desk.rules), desk.rules, read_words("en"), digest, logo=used)
    assert again == pdf


def test_without_a_logo_the_trail_names_none(desk: Desk) -> None:
    issue(desk, *screened(desk, at_the_desk(desk)).here)
    (row,) = desk.store.trail(act=Act.ISSUE)
    assert "logo" not in row.entry.told
