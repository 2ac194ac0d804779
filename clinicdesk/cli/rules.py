"""Checking rule files: every fault, what is stale, and what was checked on a day that is still to come."""

from pathlib import Path

import click

from clinicdesk.cli.lookup import day_of
from clinicdesk.cli.sheet import load_rules
from clinicdesk.model.dated import Dated
from clinicdesk.rulebook.stale import checked_after, every_rule, stale


def run_check(folder: Path | None, day: str) -> None:
    """Print what there is, or every fault (RulesRefused)."""
    on, rules = day_of(day), load_rules(folder)
    found: list[tuple[str, Dated]] = list(every_rule(rules))
    verified = sum(rule.verified for _, rule in found)
    click.echo(f"Rule book {rules.version[:12]}: {len(found)} rules, {verified} of them verified. No fault found.")
    old = stale(rules, on)
    for place, rule in old:
        click.echo(f"Stale: {place}: last checked {rule.source.checked} ({rule.source.title})")
    for place, source in checked_after(rules, on):
        click.echo(f"Not yet: {place}: checked {source.checked}, which is after {on} ({source.title})")
    click.echo(f"{len(old)} stale: checked more than a year before {on}.")
