"""A paper signed on the screen with the mouse, from the page of papers: the signed one is kept, and says who signed."""

from io import BytesIO

from pypdf import PdfReader

from clinicdesk.desk.papers_check import verify_papers
from clinicdesk.desk.trail import verify_trail
from clinicdesk.model.records import DocumentRecord, SheetRecord, SignatureRecord
from tests.end2end.clerk import MANAGER, sign_in, store_of
from tests.end2end.conftest import Demo

WHO = "Desta"
STROKE = [(0.1, 0.7), (0.2, 0.2), (0.3, 0.8), (0.4, 0.3), (0.6, 0.7), (0.8, 0.4)]


def test_a_paper_that_waits_is_signed_with_the_mouse(demo: Demo) -> None:
    desk = demo.start()
    sign_in(desk)
    desk.press("alt+5")
    desk.focus("", "text")
    desk.type(WHO)
    desk.press("Return")
    desk.see("Sign here", "push button")
    desk.press("ctrl+Return")
    desk.focus("Patient", "combo box")
    desk.press("ctrl+Return")
    desk.focus("I agree to sign this paper on the screen.", "check box")
    desk.press("space")
    desk.draw(desk.see("Signature", "filler"), STROKE)
    desk.press("ctrl+Return")
    desk.miss("Wipe it out", "push button")
    desk.see("signed", "cell")
    desk.press("alt+F4")
    assert desk.ended() == 0
    with store_of(demo.data, MANAGER) as kept:
        (signature,) = [one for one in kept.store.find(SignatureRecord) if one.name == WHO]
        assert signature.screen is not None
        assert len(signature.screen.ink.strokes) == 1
        (paper,) = [one for one in kept.store.find(DocumentRecord) if one.unsigned == signature.document]
        text = PdfReader(BytesIO(kept.store.get(SheetRecord, paper.sheet).pdf)).pages[-1].extract_text()
        assert f"{WHO}" in text
        assert verify_papers(kept).broken == ()
        verify_trail(kept)
