"""After-care, the blank session sheet and the language notice; and the packet that has all of a visit in one go."""

from pathlib import Path

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.files import files_of
from clinicdesk.desk.more_papers import (
    MorePaper,
    NoticeLine,
    load_notice,
    look_at_packet,
    more_paper,
    print_packet,
    save_more_paper,
    save_packet,
    view_notice,
)
from clinicdesk.desk.papers import issue
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.model.records import FileRecord
from clinicdesk.model.roles import Act
from tests.unit.desk.test_official_forms import load, medicare_patient
from tests.unit.desk.visits import MONDAY, Case, at_the_desk, become, return_visit, screened
from tests.unit.documents.helpers import over_the_edge, pages, plain
from tests.unit.documents.made_up_form import made_up_form


@pytest.fixture
def case(desk: Desk) -> Case:
    return screened(desk, medicare_patient(desk))


def ids(desk: Desk, case: Case) -> list[str]:
    return [one.id for one in issue(desk, *case.here)]


def notice(desk: Desk) -> FileRecord:
    become(desk, "staff-max")
    kept = load_notice(desk, "notice.pdf", made_up_form(number="LANGUAGE-HELP"))
    become(desk, "staff-ana")
    return kept


def test_after_care_says_when_to_go_to_the_emergency_room_and_whom_to_call(desk: Desk) -> None:
    pdf = more_paper(desk, MorePaper.AFTER_CARE)
    told = plain(pdf)
    for part in (
        "After your dry needling",
        "short of breath, and it gets worse",
        "hurts sharply when you breathe",
        "lips turn blue",
        "911",
        "Riverbend Clinic",
        "Do not drive or use machines",
    ):
        assert part in told
    assert len(pages(pdf)) == 1
    assert over_the_edge(pdf) == []


def test_the_session_sheet_has_a_place_for_everything_that_a_source_asks_for(desk: Desk) -> None:
    pdf = more_paper(desk, MorePaper.SESSION_SHEET)
    told = plain(pdf)
    for part in ("Body region", "Muscles", "Count in", "Count out", "tolerated", "Outcome", "went wrong", "Signature"):
        assert part in told
    (page,) = pages(pdf)
    assert page.writing_lines > 15
    assert page.ticks == 9
    assert over_the_edge(pdf) == []


@pytest.mark.parametrize("which", MorePaper)
def test_each_has_a_translation_that_says_so_and_is_saved_whole(desk: Desk, which: MorePaper, tmp_path: Path) -> None:
    save_more_paper(desk, tmp_path / "paper.pdf", which, "es")
    assert (tmp_path / "paper.pdf").read_bytes() == more_paper(desk, which, "es")
    assert more_paper(desk, which) == more_paper(desk, which)
    with pytest.raises(EntryRefused, match="language"):
        more_paper(desk, which, "xx")


def test_the_packet_has_the_sheet_once_the_filled_form_after_care_and_the_notice(desk: Desk, case: Case) -> None:
    load(desk)
    assert view_notice(desk) == NoticeLine(state="NC", loaded_on=None)
    kept = notice(desk)
    assert view_notice(desk) == NoticeLine(state="NC", loaded_on=MONDAY)
    papers = ids(desk, case)
    pdf = print_packet(desk, *case.here, papers)
    told = plain(pdf)
    order = [told.find(one) for one in ("Consent to dry needling", "Form CMS-R-131", "After your dry", "LANGUAGE-HELP")]
    assert order == sorted(order)
    assert min(order) > 0
    assert told.count("Form CMS-R-131") == 1
    assert kept.patient == ""
    assert files_of(desk, case.patient) == ()
    (row,) = desk.store.trail(act=Act.REPRINT)
    assert (row.entry.patient, row.entry.visit, row.entry.told["packet"]) == (*case.here, 4)
    assert look_at_packet(desk, *case.here, papers) == pdf


def test_without_a_notice_or_a_form_the_packet_is_the_sheet_and_after_care(desk: Desk, tmp_path: Path) -> None:
    case = screened(desk, at_the_desk(desk))
    papers = ids(desk, case)
    save_packet(desk, tmp_path / "packet.pdf", *case.here, papers)
    assert plain((tmp_path / "packet.pdf").read_bytes()).endswith(plain(more_paper(desk, MorePaper.AFTER_CARE)))


def test_a_packet_of_nothing_or_of_another_visits_papers_is_refused(desk: Desk, case: Case) -> None:
    with pytest.raises(NotAllowed, match="No paper is issued yet"):
        print_packet(desk, *case.here, [])
    papers = ids(desk, case)
    with pytest.raises(NotAllowed, match="of another visit"):
        print_packet(desk, *return_visit(desk, case).here, papers)


def test_a_notice_that_is_no_page_is_refused_and_nobody_but_a_manager_loads_one(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        load_notice(desk, "notice.pdf", made_up_form())
    become(desk, "staff-max")
    with pytest.raises(EntryRefused, match="content: this is no PDF"):
        load_notice(desk, "notice.pdf", b"MZ")
