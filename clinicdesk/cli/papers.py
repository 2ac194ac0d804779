"""The commands about stored papers."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clinicdesk.cli.clinic import DATA, SECRETS, WHO, signed_in
from clinicdesk.cli.secrets import secrets_from

if TYPE_CHECKING:
    from clinicdesk.desk.papers_check import PapersChecked

_UNTRIED = {
    "rules": "rules have changed",
    "program": "made by another version of the program, its texts or its libraries",
    "not_noted": "nobody noted what made them",
}
_FAULTS = {
    "digest": "its bytes are not those that were kept",
    "other": "made again of what is kept, it has other bytes",
    "unsigned": "it does not begin with the paper that was signed",
    "gone": "its bytes are gone",
}


@click.group()
def papers() -> None:
    """The papers that were issued and signed.

    \b
    Example:
      clinicdesk papers verify --as ana
    """


@papers.command("verify")
@WHO
@DATA
@SECRETS
def verify(login: str, data: Path | None, descriptor: int | None) -> None:
    """Compare every stored paper with its digest, and make it again where that can be done: are the bytes the same?

    \b
    Example:
      clinicdesk papers verify --as ana
    """
    from clinicdesk.desk.papers_check import verify_papers

    with secrets_from(descriptor) as secrets, signed_in(data, login, secrets) as desk:
        found = verify_papers(desk)
    for one in found.broken:
        click.echo(f"Broken: {one.label} ({one.kind}): {_FAULTS[one.fault]}", err=True)
    click.echo(f"{found.papers} papers. {_summary(found)}")
    if found.broken:
        sys.exit(1)


def _summary(found: "PapersChecked") -> str:
    """`made again: 12, not comparable: 3 (rules have changed: 3), broken: 0`."""
    why = ", ".join(f"{_UNTRIED[reason]}: {count}" for reason, count in sorted(found.untried.items()))
    untried = f"{sum(found.untried.values())} ({why})" if why else "0"
    return f"Made again: {found.made_again}, not comparable: {untried}, broken: {len(found.broken)}"
