"""The payer that was typed on the command line: found, or asked back."""

import click

from clinicdesk.desk.payer_names import meant_by
from clinicdesk.errors import ClinicdeskError
from clinicdesk.exchange.node import quoted
from clinicdesk.model.payer import Payer
from clinicdesk.model.rulebook import Rulebook


def find_payer(typed: str, rules: Rulebook) -> Payer:
    """The payer who is meant. A slip that was forgiven is said; what is further off is asked back."""
    meant = meant_by(typed, rules)
    if meant.payer:
        if not meant.exactly:
            told = f"{quoted(typed)} is not in the rule book. Did you mean {meant.payer.name}? This is its answer."
            click.echo(told, err=True)
        return meant.payer
    others = [one for one in meant.others if one.policies and not one.example]
    hint = ' For any other payer use "unlisted".'
    if others:
        hint = f" Did you mean one of these? {', '.join(f'{payer.name} ({payer.id})' for payer in others)}."
    raise ClinicdeskError(f"There is no payer {quoted(typed)} in the rule book.{hint}")
