"""The installed program opens."""

from tests.end2end.conftest import Start


def test_a_new_clinic_begins_with_the_first_run(clinicdesk: Start) -> None:
    desk = clinicdesk()
    desk.focus()
    assert desk.screen.titles() == ["clinicdesk"]
    assert "DEMO" not in desk.outline()
