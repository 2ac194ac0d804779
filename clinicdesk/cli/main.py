"""The commands, their options and their help; what each does is imported when it is run."""

import os
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from clinicdesk import __version__
from clinicdesk.cli.clinic import audit, backup, init, restore, staff, verify
from clinicdesk.cli.papers import papers
from clinicdesk.errors import ClinicdeskError

FOLDER = click.Path(path_type=Path, file_okay=False, readable=False)
FILE = click.Path(path_type=Path, dir_okay=False, readable=False)
RULES = click.option("--rules", type=FOLDER, help="Use the rule files of this folder in place of the shipped ones.")


class _Group(click.Group):
    """Tells every refusal as a plain sentence on standard error, with exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ClinicdeskError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """What the machine refuses, such as a full disk below standard output, is told as a sentence too."""
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                if sys.stdout:
                    sys.stdout.flush()
        except OSError as error:
            with suppress(OSError):
                click.echo(f"{error.filename or 'clinicdesk'}: cannot go on ({error.strerror})", err=True)
            _give_up_what_is_left()
            sys.exit(1)


def _give_up_what_is_left() -> None:
    """What a stream still holds and cannot write: else Python tries again on its way out, in words of its own."""
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="clinicdesk")
def main() -> None:
    """Intake screening, coverage and cost for clinics that offer dry needling, offline.

    Without a command it opens the window: on the clinic's data, on those of another folder with --data FOLDER, or with
    --demo on a made-up clinic.

    \b
    Examples:
      clinicdesk --demo
      clinicdesk sheet visit.json -o sheet.pdf
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("visit", type=FILE, required=False)
@click.option("-o", "--output", type=FILE, help="Where to write the sheet. Default: VISIT.pdf in the current folder.")
@click.option("--json", "result", type=FILE, help="Where to write the result; alone, no sheet is made.")
@click.option("--batch", type=FOLDER, help="Work every visit file (*.json) of this folder.")
@click.option("--out", type=FOLDER, help="With --batch: the folder for STEM.result.json and STEM.pdf.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="With --batch: so many at a time."
)
@click.option("--no-pdf", is_flag=True, help="With --batch: results only.")
@RULES
def sheet(
    visit: Path | None,
    output: Path | None,
    result: Path | None,
    batch: Path | None,
    out: Path | None,
    jobs: int,
    *,
    no_pdf: bool,
    rules: Path | None,
) -> None:
    """Make the cost and consent sheet of a visit file.

    \b
    Examples:
      clinicdesk sheet visit.json -o sheet.pdf --json result.json
      clinicdesk sheet --batch visits --out sheets --jobs 2
    """
    if batch:
        if visit or output or result or not out:
            raise click.UsageError("--batch takes a folder and --out another one, without VISIT, --output and --json")
        from clinicdesk.cli.batch import run_batch

        sys.exit(run_batch(batch, out, jobs, rules, with_pdf=not no_pdf))
    if not visit:
        raise click.UsageError("name a visit file, or a folder of them with --batch")
    if out or no_pdf or jobs > 1:
        raise click.UsageError("--out, --jobs and --no-pdf go with --batch")
    from clinicdesk.cli.sheet import run_sheet

    for name, path in run_sheet(visit, output, result, rules):
        click.echo(f"{name} {path}")


@main.command()
@click.argument("payer")
@click.argument("code", default="20561")
@click.option("--state", help="The clinic's state, such as NC.")
@click.option("--profession", help="Who treats, such as PT.")
@click.option("--diagnosis", "diagnoses", multiple=True, help="A diagnosis code, such as M54.50; can be given again.")
@click.option("--indication", help="What it is for, such as chronic_low_back_pain.")
@click.option("--line", help="The kind of plan, such as commercial or medicare_advantage.")
@click.option("--on", "day", help="The day of the session, such as 2026-12-01. Default: today.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@RULES
def lookup(
    payer: str,
    code: str,
    state: str | None,
    profession: str | None,
    diagnoses: tuple[str, ...],
    indication: str | None,
    line: str | None,
    day: str | None,
    *,
    as_json: bool,
    rules: Path | None,
) -> None:
    """Tell what a payer says of a code of dry needling, since when, and who says so.

    PAYER is an id, a name or a short name; typing errors are forgiven.

    \b
    Examples:
      clinicdesk lookup "blue cross nc" 20561
      clinicdesk lookup medicare --profession MD --indication chronic_low_back_pain
    """
    from clinicdesk.cli.lookup import Question, run_lookup

    asked = Question(payer, code, state, profession, diagnoses, indication, line, day or date.today().isoformat())
    run_lookup(asked, rules, as_json=as_json)


@main.command()
@click.option("-o", "--output", type=FILE, required=True, help="Where to write the form.")
@RULES
def questionnaire(output: Path, rules: Path | None) -> None:
    """Make the screening as a blank form, to be filled in by hand.

    \b
    Example:
      clinicdesk questionnaire -o questions.pdf
    """
    from clinicdesk.cli.sheet import run_questionnaire

    click.echo(f"Form: {run_questionnaire(output, rules)}")


@main.command("check-rules")
@click.argument("folder", type=FOLDER, required=False)
@click.option("--on", "day", help="Tell what is stale on this day. Default: today.")
def check_rules(folder: Path | None, day: str | None) -> None:
    """Check all rule files, list every fault, and tell which rules nobody has checked for a year.

    \b
    Example:
      clinicdesk check-rules my-rules
    """
    from clinicdesk.cli.rules import run_check

    run_check(folder, day or date.today().isoformat())


for _command in (init, staff, audit, backup, verify, restore, papers):
    main.add_command(_command)
