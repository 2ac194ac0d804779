"""What somebody at the front desk does, by keys alone. Each act ends when the screen shows that it is done."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clinicdesk.desk.demo import DemoPerson, demo_people
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.signin import sign_in as enter
from clinicdesk.engine.asking import asked
from clinicdesk.model.questionnaire import Answer, Item
from clinicdesk.model.visit import Kind
from clinicdesk.resources import read_toml, rule_files, toml_files
from clinicdesk.rulebook.reader import load
from tests.end2end.program import Program

MAKING = 90
"""Seconds that a slow machine may take to make the demo clinic."""

FRONT, MANAGER = "theo", "marisol"
PIN = demo_people()[0].pin

_ANSWERS = "answers.toml"
_KEYS = {"yes": "y", "no": "n", "unsure": "u"}
_QUESTIONS = load(rule_files()).questionnaire


@dataclass(frozen=True)
class Person:
    """A person as a clerk types them."""

    given: str
    family: str
    born: str
    phone: str

    @property
    def full(self) -> str:
        """The name as it is spoken."""
        return f"{self.given} {self.family}"

    @property
    def listed(self) -> str:
        """The name as lists have it."""
        return f"{self.family}, {self.given}"


def usual() -> dict[str, Answer]:
    """The answers of the demo's patients: nothing is flagged."""
    told = read_toml(f"demo/{_ANSWERS}", dict(toml_files("demo"))[_ANSWERS])["usual"]
    return {item: tuple(one) if isinstance(one, list) else one for item, one in told.items()}


def asked_first() -> tuple[Item, ...]:
    """The questions of a first visit in North Carolina, where the answers are the usual ones."""
    return asked(_QUESTIONS, usual(), kind=Kind.FULL, short=False, referral_asked=False)


def question(text: str) -> Item | None:
    """The question with this text."""
    return next((one for one in _QUESTIONS.items if one.text == text), None)


@contextmanager
def store_of(folder: Path, login: str = MANAGER) -> Iterator[Desk]:
    """Somebody signs in without the window, to look at what is kept."""
    desk = enter(folder, login, password_of(login))
    yield desk
    desk.close()


def led_on(desk: Program) -> int:
    """The keys so far that said nothing, but led on."""
    return desk.pressed - desk.typed


def name_of(login: str) -> str:
    """What stands on somebody's button at the demo's door."""
    return _person(login).name


def password_of(login: str) -> str:
    """What somebody of the demo signs in with."""
    return _person(login).password


def _person(login: str) -> DemoPerson:
    return next(one for one in demo_people() if one.login == login)


def sign_in(desk: Program, login: str = FRONT) -> None:
    """At the door of the demo, to the board of the day."""
    desk.see(name_of(login), "push button", seconds=MAKING)
    desk.tab_to(name_of(login), "push button")
    desk.press("Return")
    desk.focus("The day's visits", "table")


def type_person(desk: Program, person: Person) -> None:
    """The form of somebody new, filled in."""
    desk.press("ctrl+n")
    desk.focus("First name", "text")
    desk.type(person.given)
    for told in (person.family, person.born, person.phone):
        desk.press("Tab")
        desk.type(told)
    desk.see("Phone", "text")


def register(desk: Program, person: Person) -> None:
    """Somebody new who stands at the desk: registered, and today's visit begun."""
    type_person(desk, person)
    desk.press("ctrl+Return")
    desk.see("What is to be done?", "label")
    desk.focus("Choose …", "combo box")


def add_plan(desk: Program, payer: str, member: str) -> None:
    """A commercial plan of a listed payer, in network."""
    desk.press("alt+a")
    desk.focus("Payer", "text")
    desk.type(payer)
    desk.see("In the rule book.", "label")
    desk.press("Tab")
    desk.focus("Member id", "text")
    desk.type(member)
    desk.press("Tab")
    desk.pick("in network", "i")
    desk.press("alt+k")
    desk.pick("commercial", "c")
    desk.press("ctrl+Return")
    desk.see(f"Primary: {payer}", "label")


def open_course(desk: Program, sessions: int = 4) -> None:
    """Dry needling by Imani for a trigger point; the questions come next."""
    desk.focus("Choose …", "combo box")
    desk.pick("20561: dry needling", "Down", "Down")
    desk.press("Tab")
    desk.focus("Sessions", "text")
    desk.type(f"{sessions}")
    desk.press("Tab")
    desk.pick("Imani Okafor", "I")
    desk.press("alt+d")
    desk.focus("Diagnoses", "text")
    desk.type("M79.18")
    desk.press("Tab")
    desk.pick("myofascial trigger points", "m")
    desk.press("ctrl+Return")
    desk.focus(asked_first()[0].text)


def keys_to(item: Item, given: Answer | None) -> tuple[str, ...]:
    """What answers a question that has options; Enter passes one over."""
    if not isinstance(given, str):
        return ("Return",)
    return (_KEYS.get(given) or f"{[*item.options].index(given) + 1}",)


def answer(desk: Program, items: Sequence[Item]) -> None:
    """The usual answers, typed ahead of the screen as somebody does who knows the questions by heart."""
    given, keys = usual(), list[str]()
    for item in items:
        told = given.get(item.link_id)
        if told is None or item.options:
            keys += keys_to(item, told)
        else:
            desk.press(*keys)
            desk.type(f"{told}")
            keys = ["Return"]
    desk.press(*keys)


def finish_questions(desk: Program) -> None:
    """The answers are looked through and finished; what comes next is a key away."""
    desk.focus("All questions and answers", "table")
    desk.press("ctrl+Return")
    desk.miss("Finish", "push button")


def lock(desk: Program) -> None:
    """Nobody is at the desk."""
    desk.press("ctrl+l")
    desk.see("Locked", "label")
    desk.focus("PIN or password", "text")


def unlock(desk: Program, pin: str = PIN) -> None:
    """Whoever was at the desk is back."""
    desk.type(pin)
    desk.press("Return")
    desk.miss("Locked", "label")
