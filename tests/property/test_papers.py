"""What must hold of every sheet, whatever the visit is."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.documents import style
from clinicdesk.documents.blocks import NewPage, Paper, has_place_to_sign
from clinicdesk.documents.case import Case
from clinicdesk.documents.compose import compose
from clinicdesk.documents.fonts import width
from clinicdesk.documents.layout import layout
from clinicdesk.documents.marks import Rect, Run, Tick, WritingLine
from clinicdesk.documents.pages import paginate
from clinicdesk.documents.pieces import Room
from clinicdesk.engine.visit import work
from clinicdesk.model.document import BlockerKind, NoticeKind
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import read_words
from tests.conftest import as_visit
from tests.property.strategies import visit_files

RULES = load(rule_files())
WORDS = read_words("en")
TITLE = "Good Faith Estimate for Health Care Items and Services"


def check(value: dict[str, Any]) -> None:
    """Compose the sheet, lay it out, and look at every mark."""
    visit = as_visit(value, RULES)
    result = work(visit, RULES)
    paper = compose(Case(visit, result, RULES, WORDS, sha256(repr(value).encode()).hexdigest()))
    kinds = [blocker.kind for blocker in result.blockers]
    signable = not kinds or kinds == [BlockerKind.CLINICIAN_REVIEW]
    consent = any(notice.kind is NoticeKind.CONSENT for notice in result.notices)
    assert has_place_to_sign(paper.blocks) == (signable and consent)
    texts = check_marks(paper, signable=signable)
    estimates = [one for one in result.notices if one.kind is NoticeKind.GOOD_FAITH_ESTIMATE]
    assert (TITLE in texts) == (bool(estimates) and not estimates[0].missing)
    assert any("No treatment may start" in text for text in texts) == (not signable)


def check_marks(paper: Paper, *, signable: bool) -> list[str]:
    """Every mark stands inside the margins and on its page. Returns the texts."""
    wide, high = style.LETTER if paper.letter else style.A4
    room = Room(style.MARGIN, wide - 2 * style.MARGIN)
    inside = high - style.TOP - style.BOTTOM
    texts: list[str] = []
    for page in paginate(layout(paper.blocks, room), inside):
        assert page
        for placed in page:
            assert placed.top + placed.piece.height <= inside + 0.01
            for mark in placed.piece.marks:
                if isinstance(mark, Run):
                    assert (
                        style.MARGIN - 0.1
                        <= mark.x
                        <= mark.x + width(mark.text, mark.face)
                        <= wide - style.MARGIN + 0.1
                    )
                    texts.append(mark.text)
                if isinstance(mark, Rect | WritingLine):
                    assert style.MARGIN - 0.1 <= mark.x <= mark.x + mark.width <= wide - style.MARGIN + 0.1
                assert signable or not isinstance(mark, Tick | WritingLine)
    assert not isinstance(paper.blocks[-1], NewPage)
    return texts


@given(st.data())
def test_every_sheet(data: st.DataObject) -> None:
    check(data.draw(visit_files(RULES)))


@pytest.mark.torture
@settings(settings.get_profile("long"), max_examples=3_000)
@given(st.data())
def test_every_sheet_for_long(data: st.DataObject) -> None:
    check(data.draw(visit_files(RULES)))
