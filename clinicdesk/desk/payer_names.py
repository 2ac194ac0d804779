"""Which payer is meant by what somebody has typed; one slip in a longer name is forgiven, and told."""

from dataclasses import dataclass
from difflib import get_close_matches

from clinicdesk.model.payer import Payer, folded
from clinicdesk.model.rulebook import Rulebook

SHORTEST = 5
"""Shorter names are one slip from each other."""

PART = 3
NEAR = 0.75
"""So like another name that a slip may have been meant for that one."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant: one payer, or None; `exactly` = by an id, a name or an alias. Else `others` may be meant."""

    payer: Payer | None
    exactly: bool
    others: tuple[Payer, ...] = ()


def meant_by(typed: str, rules: Rulebook) -> Meant:
    """The payer of an id, a name or an alias, or the only one whose name has the typed words in it.

    One slip in a longer name is forgiven. Payers that the rule book lacks have names much like those it has, so nobody
    is meant by anything further off: the answer of another company would be worse than none.
    """
    names = {folded(name): payer for payer in rules.payers.values() for name in payer.names}
    wanted = folded(typed)
    if wanted in names:
        return Meant(names[wanted], exactly=True)
    inside = {payer.id: payer for name, payer in names.items() if len(wanted) >= PART and wanted in name}
    slipped = {payer.id: payer for name, payer in names.items() if _is_forgiven(wanted, name)}
    near = {names[name].id: names[name] for name in get_close_matches(wanted, names, 5, NEAR)} if slipped else {}
    found = slipped | near or inside
    if len(found) == 1:
        return Meant(next(iter(found.values())), exactly=False)
    close = {names[name].id: names[name] for name in get_close_matches(wanted, names, 5)}
    return Meant(None, exactly=False, others=tuple((found or close).values()))


def payers_like(typed: str, rules: Rulebook) -> tuple[Payer, ...]:
    """The payers to choose from while somebody types: who is meant, then those with the letters in a name, then others.

    Everybody by name where nothing is typed. Of whom there is no rule at all stands last.
    """
    wanted = folded(typed)
    everybody = sorted(rules.payers.values(), key=lambda one: (not one.policies, one.name.casefold()))
    if not wanted:
        return tuple(everybody)
    meant = meant_by(typed, rules)
    inside = [one for one in everybody if any(wanted in folded(name) for name in one.names)]
    first = (meant.payer,) if meant.payer else ()
    return tuple({one.id: one for one in (*first, *inside, *meant.others)}.values())


def _is_forgiven(typed: str, name: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two neighbours are exchanged.

    Never in the short names of Blue Cross companies: their last letters are the state.
    """
    return min(len(typed), len(name)) >= SHORTEST and not name.startswith("bcbs") and _one_slip(typed, name)


def _one_slip(one: str, other: str) -> bool:
    at = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return abs(len(one) - len(other)) == 1
    wrong = one[at + 1 :] == other[at + 1 :]
    exchanged = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return wrong or exchanged or one[at + 1 :] == other[at:] or one[at:] == other[at + 1 :]
