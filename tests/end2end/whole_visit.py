"""A new patient's whole visit, from the board of the day to the filed signature, by keys alone."""

from dataclasses import dataclass
from pathlib import Path

from tests.end2end.clerk import (
    Person,
    add_plan,
    answer,
    asked_first,
    finish_questions,
    led_on,
    lock,
    open_course,
    register,
    sign_in,
    unlock,
)
from tests.end2end.program import Program

WHO = Person("Wilhelmína", "Zürcher-Ó", "4/17/1988", "919-555-0177")
"""Nobody else has these names."""

DUE_TODAY, WHOLE_COURSE = "$25.00", "$100.00"


@dataclass(frozen=True)
class WholeVisit:
    """What came of it: the clinic's data, the saved sheet, and the log of what was opened, where one could be kept.

    Everything lies in `beside`. `keys` are those that only led on, without those for the call to the payer.
    """

    beside: Path
    data: Path
    pdf: Path
    calls: Path | None
    keys: int
    keys_for_the_call: int


def go_through(desk: Program) -> tuple[str, int, int]:
    """All of it, until the program has ended. The name of the sheet, and the keys that led on: in all, for the call."""
    sign_in(desk)
    begun = led_on(desk)
    register(desk, WHO)
    add_plan(desk, "Aetna", "W5501 22")
    open_course(desk)
    items = asked_first()
    answer(desk, items)
    desk.see("34 of 34 answered", "label")
    finish_questions(desk)
    desk.see("No flags recorded. A clinician decides.", "label")
    desk.press("ctrl+Return")
    for_the_call = _call_the_payer(desk)
    _tell_the_estimate(desk)
    name = _issue_and_save(desk)
    _file_the_signature(desk)
    keys = led_on(desk) - begun - for_the_call - sum(one.required for one in items)
    _look_and_leave(desk)
    return name, keys, for_the_call


def _call_the_payer(desk: Program) -> int:
    """Aetna is called, says that it covers the service, and what is the patient's of it. The keys that led on."""
    desk.see("Not known. That is not the same as not covered: call the payer.", "label")
    begun = led_on(desk)
    desk.press("alt+l")
    desk.pick("covered", "c")
    desk.press("Tab", "Tab", "Tab", "Tab", "Tab")
    desk.focus("Spoke with", "text")
    desk.type("Dana")
    desk.press("Tab")
    desk.type("R-771")
    desk.press("ctrl+Return")
    desk.see("The payer said on the telephone", "label")
    desk.press("alt+b")
    desk.pick("telephone", "t")
    desk.press("Tab", "Tab")
    desk.focus("Copay", "text")
    desk.type("25")
    desk.press("Tab", "Tab")
    desk.type("0")
    desk.press("Tab")
    desk.type("1800")
    desk.press("ctrl+Return")
    desk.see(f"Today: {DUE_TODAY}", "label")
    return led_on(desk) - begun


def _tell_the_estimate(desk: Program) -> None:
    desk.press("ctrl+Return")
    desk.see("Tell the patient and keep", "push button")
    desk.see(f"Whole course: {WHOLE_COURSE}", "label")
    desk.press("ctrl+Return")
    desk.see("Go on to the papers", "push button")
    desk.press("ctrl+Return")


def _issue_and_save(desk: Program) -> str:
    """Where there is no printer the sheet is saved, at the place and by the name that are offered."""
    desk.focus("Issue and print", "push button")
    desk.press("ctrl+Return")
    desk.focus("Save as a file", "push button")
    desk.press("Return")
    name = desk.focus("File name:", "text").text
    desk.press("Return")
    desk.see(f"Saved as {name}", "label")
    return name


def _file_the_signature(desk: Program) -> None:
    """The patient signs on paper, though the screen is offered first."""
    desk.focus("Sign here", "push button")
    desk.press("ctrl+shift+Return")
    assert desk.focus("Name of who signed", "text").text == WHO.full
    desk.press("ctrl+Return")
    desk.focus("Done for today", "push button")
    desk.press("ctrl+Return")
    desk.see("This visit is done.", "label")


def _look_and_leave(desk: Program) -> None:
    """The sheet is looked at on the screen, the desk is locked and unlocked, and the window is closed."""
    desk.press("ctrl+e")
    desk.see("Back to what is due", "push button")
    lock(desk)
    unlock(desk)
    desk.see("This visit is done.", "label")
    desk.press("alt+F4")
    assert desk.ended() == 0
