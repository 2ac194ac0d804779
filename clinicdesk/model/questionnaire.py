"""The screening questionnaire: FHIR Questionnaire's shape, as far as screening needs it."""

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from clinicdesk.model.dated import Dated, Source

AGE_ITEM = "age_years"
"""The item that is worked out from the birth date and never asked."""

CHANGED_ITEM = "changed"
"""The item of a return visit that asks whether anything is new."""

REFERRAL_ITEM = "referral"
"""The item that is asked only where the state or the payer wants a referral."""

DECIDES_ITEM = "decides_for_self"
"""The item that tells whether somebody else signs for an adult."""

Answer = str | int | tuple[str, ...]


class ItemType(StrEnum):
    """What an answer looks like."""

    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    INTEGER = "integer"
    TEXT = "text"
    COMPUTED_INTEGER = "computed_integer"


class Repeat(StrEnum):
    """When an item is asked again."""

    EACH_VISIT = "each_visit"
    EACH_EPISODE = "each_episode"


class Severity(StrEnum):
    """CDS Hooks critical, warning, info."""

    STOP = "stop"
    REVIEW = "review"
    NOTE = "note"


class Scope(StrEnum):
    """The whole patient, or one body area only."""

    WHOLE = "whole"
    SITE = "site"


STATE_AGE = "state_age_of_majority"
"""In a trigger: the age at which the clinic's state lets a person consent to health care."""


@dataclass(frozen=True, slots=True)
class When:
    """A trigger's condition: one of the options (`in`), a bound on a number, or any answer (`answered`)."""

    operator: Literal["in", "at_most", "at_least", "below", "answered"]
    options: frozenset[str] = frozenset()
    bound: int | Literal["state_age_of_majority"] = 0


@dataclass(frozen=True, slots=True)
class Trigger:
    """An answer that makes a finding; an `urgent` one is told before all others."""

    when: When
    severity: Severity
    scope: Scope
    message: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """That an earlier item has this answer. An item without an answer never meets it."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class EnableWhen:
    """FHIR enableWhen: all or any of the conditions."""

    behavior: Literal["all", "any"]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question. `label` names its subject in a few words, for a finding that stands alone.

    `options` maps an option's code to its words; `range` bounds a whole number.

    `unsure_is_harmless` says why an unsure answer may make no finding; `by_option` has the triggers of each option.
    """

    link_id: str
    section: str
    type: ItemType
    label: str
    text: str
    required: bool
    repeat: Repeat
    triggers: tuple[Trigger, ...] = ()
    options: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    enable_when: EnableWhen | None = None
    range: tuple[int, int] | None = None
    help: str = ""
    why: str = ""
    unsure_is_harmless: str = ""
    sources: tuple[Source, ...] = ()
    by_option: MappingProxyType[str, tuple[Trigger, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire(Dated):
    """A screening set. `sections` maps a section's id to its words, in the order in which they are asked."""

    id: str
    version: str
    language: str
    title: str
    sections: MappingProxyType[str, str]
    items: tuple[Item, ...]
    asked_each_visit: frozenset[str]
    by_id: MappingProxyType[str, Item]
