"""Which payer is meant by what a clerk has typed."""

from difflib import get_close_matches

import click

from clinicdesk.errors import ClinicdeskError
from clinicdesk.exchange.node import quoted
from clinicdesk.model.payer import Payer, folded
from clinicdesk.model.rulebook import Rulebook

SHORTEST = 5
"""Shorter names are one slip from each other."""

PART = 3
NEAR = 0.75
"""So like another name that a slip may have been meant for that one."""


def find_payer(typed: str, rules: Rulebook) -> Payer:
    """The payer of an id, a name or an alias, or the only one whose name has the typed words in it.

    One slip in a longer name is forgiven, and said. Payers that the rule book lacks have names much like those it has,
    so anything further off is asked back: the answer of another company would be worse than none.
    """
    names = {folded(name): payer for payer in rules.payers.values() for name in payer.names}
    wanted = folded(typed)
    if wanted in names:
        return names[wanted]
    inside = {payer.id: payer for name, payer in names.items() if len(wanted) >= PART and wanted in name}
    slipped = {payer.id: payer for name, payer in names.items() if _is_forgiven(wanted, name)}
    near = {names[name].id: names[name] for name in get_close_matches(wanted, names, 5, NEAR)} if slipped else {}
    found = slipped | near or inside
    if len(found) == 1:
        payer = next(iter(found.values()))
        click.echo(f"{quoted(typed)} is not in the rule book. Did you mean {payer.name}? This is its answer.", err=True)
        return payer
    close = {names[name].id: names[name] for name in get_close_matches(wanted, names, 5)}
    meant = [one for one in (found or close).values() if one.policies and not one.example]
    hint = ' For any other payer use "unlisted".'
    if meant:
        hint = f" Did you mean one of these? {', '.join(f'{payer.name} ({payer.id})' for payer in meant)}."
    raise ClinicdeskError(f"There is no payer {quoted(typed)} in the rule book.{hint}")


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
