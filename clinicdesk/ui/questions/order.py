"""Which question comes next, and how the sections stand: read from how far a screening is."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinicdesk.desk.screening import Progress
from clinicdesk.model.questionnaire import Item, Questionnaire
from clinicdesk.model.screening import BIRTH_DATE


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its name, its first item, the item to jump to, and how many required ones are open."""

    id: str
    name: str
    jump: str
    open: int


def item_of(progress: Progress, link_id: str) -> Item | None:
    """The item, where it is asked now."""
    return next((one for one in progress.asked if one.link_id == link_id), None)


def first_open(progress: Progress) -> str:
    """The first required question without an answer; empty where there is none."""
    return next((one for one in progress.unanswered if one != BIRTH_DATE), "")


def next_open(progress: Progress, after: str) -> str:
    """The next question without an answer, required or not; where none comes any more, the first required one."""
    following = progress.asked[_place(progress.asked, after) + 1 :]
    ahead = (one.link_id for one in following if one.link_id not in progress.answers)
    return next(ahead, "") or first_open(progress)


def beside(progress: Progress, link_id: str, by: int) -> str:
    """The question so many places on, or the first or last one."""
    if not progress.asked:
        return ""
    place = min(max(_place(progress.asked, link_id) + by, 0), len(progress.asked) - 1)
    return progress.asked[place].link_id


def number_of(progress: Progress, link_id: str) -> int:
    """Which of the required questions it is, from 1."""
    return _place([one for one in progress.asked if one.required], link_id) + 1


def parts(progress: Progress, questionnaire: Questionnaire) -> tuple[Part, ...]:
    """The sections in which something is asked, in their order."""
    found = []
    for section, name in questionnaire.sections.items():
        items = [one.link_id for one in progress.asked if one.section == section]
        if items:
            left = [one for one in items if one in progress.unanswered]
            found.append(Part(section, name, (left or items)[0], len(left)))
    return tuple(found)


def _place(asked: Sequence[Item], link_id: str) -> int:
    return next((at for at, one in enumerate(asked) if one.link_id == link_id), -1)
