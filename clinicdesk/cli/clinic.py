"""The commands about a clinic's data: making one, its staff, its trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clinicdesk.cli.secrets import Secrets, secrets_from

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk

ROLES = ("front_desk", "clinician", "manager", "auditor")
FOLDER = click.Path(path_type=Path, file_okay=False)
DATA = click.option(
    "--data", type=FOLDER, envvar="CLINICDESK_DATA", help="The clinic's data folder. Default: the one of this account."
)
SECRETS = click.option(
    "--password-fd", "descriptor", type=click.IntRange(0), help="Read passwords from here, one a line. Default: ask."
)
WHO = click.option("--as", "login", required=True, help="The name that you sign in with.")


def data_folder(data: Path | None) -> Path:
    """The data folder that was named, else the one of this account."""
    from clinicdesk.desk.data_folder import data_folder as own

    return data or own()


@contextmanager
def signed_in(data: Path | None, login: str, secrets: Secrets) -> Iterator["Desk"]:
    """The desk with this person signed in, for one command."""
    from clinicdesk.desk.signin import sign_in

    desk = sign_in(data_folder(data), login, secrets.ask(f"Password of {login}"))
    if desk.trail_fault:
        click.echo(f"Careful: {desk.trail_fault}", err=True)
    try:
        yield desk
    finally:
        desk.close()


@click.command()
@click.option("--name", required=True, help="The clinic's name, as it stands on papers.")
@click.option("--state", required=True, help="Its US state, such as NC; XX outside the United States.")
@click.option("--address", default="", help="Its address.")
@click.option("--phone", default="", help="Its phone number.")
@click.option("--npi", default="", help="Its NPI (10 digits).")
@click.option("--tin", default="", help="Its tax number, such as 12-3456789.")
@click.option("--currency", default="USD", show_default=True, help="Its currency.")
@click.option("--manager", required=True, help="The first manager's name.")
@click.option("--login", required=True, help="The name that the first manager signs in with.")
@DATA
@SECRETS
def init(
    name: str,
    state: str,
    address: str,
    phone: str,
    npi: str,
    tin: str,
    currency: str,
    manager: str,
    login: str,
    data: Path | None,
    descriptor: int | None,
) -> None:
    """Make a clinic: an encrypted data folder with its first manager.

    The recovery key is shown this once. Whoever has it can open everything: print it, and lock it away.

    \b
    Example:
      clinicdesk init --name "Maple Street PT" --state NC --manager "Ana Ruiz" --login ana
    """
    from clinicdesk.desk.signin import make_clinic
    from clinicdesk.model.records import ClinicRecord, StaffRecord
    from clinicdesk.model.roles import Role

    clinic = ClinicRecord(
        id="", name=name, state=state, currency=currency, address=address, phone=phone, npi=npi, tin=tin
    )
    first = StaffRecord(id="", login=login, name=manager, roles=(Role.MANAGER, Role.FRONT_DESK))
    folder = data_folder(data)
    with secrets_from(descriptor) as secrets:
        made = make_clinic(folder, clinic, first, secrets.ask(f"New password of {login}", new=True))
    made.desk.close()
    click.echo(f"Clinic: {folder}")
    click.echo(f"Recovery key: {made.recovery_key}")


@click.group()
def staff() -> None:
    """Staff: who may sign in, and as what.

    \b
    Example:
      clinicdesk staff list --as ana
    """


@staff.command("add")
@click.argument("new_login")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="Can be given again.")
@click.option("--profession", help="A clinician's profession, such as PT.")
@click.option("--license", "license_number", default="", help="A clinician's license number.")
@click.option("--npi", default="", help="A clinician's NPI (10 digits).")
@click.option("--hours", type=click.IntRange(0, 5000), help="A clinician's hours of dry needling training.")
@WHO
@DATA
@SECRETS
def add(
    new_login: str,
    name: str,
    roles: tuple[str, ...],
    profession: str | None,
    license_number: str,
    npi: str,
    hours: int | None,
    login: str,
    data: Path | None,
    descriptor: int | None,
) -> None:
    """Add a person with a first password.

    \b
    Example:
      clinicdesk staff add sam --name "Sam Lee, PT" --role clinician --profession PT --license P1234 --as ana
    """
    from clinicdesk.desk.staff import add_staff
    from clinicdesk.model.people import Profession
    from clinicdesk.model.records import StaffRecord
    from clinicdesk.model.roles import Role

    if profession and profession not in tuple(Profession):
        raise click.UsageError(f"{profession} is no profession that is known here: {', '.join(Profession)}")
    person = StaffRecord(
        id="",
        login=new_login,
        name=name,
        roles=tuple(map(Role, roles)),
        profession=Profession(profession) if profession else None,
        license=license_number,
        npi=npi,
        dry_needling_hours=hours,
    )
    with secrets_from(descriptor) as secrets, signed_in(data, login, secrets) as desk:
        add_staff(desk, person, secrets.ask(f"New password of {new_login}", new=True))
    click.echo(f"Added: {new_login}")


@staff.command("list")
@WHO
@DATA
@SECRETS
def list_staff(login: str, data: Path | None, descriptor: int | None) -> None:
    """Tell who may sign in, and as what.

    \b
    Example:
      clinicdesk staff list --as ana
    """
    from clinicdesk.desk.settings import view_settings

    with secrets_from(descriptor) as secrets, signed_in(data, login, secrets) as desk:
        for one in view_settings(desk).staff:
            click.echo(f"{one.login}\t{one.name}\t{', '.join(one.roles)}")


@staff.command("disable")
@click.argument("who")
@WHO
@DATA
@SECRETS
def disable(who: str, login: str, data: Path | None, descriptor: int | None) -> None:
    """Let a person sign in no more. The database gets a new key, so that an old copy of a key opens nothing new.

    \b
    Example:
      clinicdesk staff disable bea --as ana
    """
    from clinicdesk.desk.staff import person_of, remove_staff

    with secrets_from(descriptor) as secrets, signed_in(data, login, secrets) as desk:
        remove_staff(desk, person_of(desk, who))
    click.echo(f"Disabled: {who}")


@staff.command("reset")
@click.argument("who")
@click.option("--recovery", is_flag=True, help="Sign in with the recovery key in place of a password.")
@WHO
@DATA
@SECRETS
def reset(who: str, login: str, data: Path | None, descriptor: int | None, *, recovery: bool) -> None:
    """Give a person a new password. With --recovery this works when no manager knows theirs.

    \b
    Example:
      clinicdesk staff reset ana --as ana --recovery
    """
    from clinicdesk.desk.signin import sign_in_with_recovery
    from clinicdesk.desk.staff import person_of, reset_password

    with secrets_from(descriptor) as secrets:
        if recovery:
            desk = sign_in_with_recovery(data_folder(data), secrets.ask("Recovery key"), login)
            try:
                reset_password(desk, person_of(desk, who), secrets.ask(f"New password of {who}", new=True))
            finally:
                desk.close()
        else:
            with signed_in(data, login, secrets) as desk:
                reset_password(desk, person_of(desk, who), secrets.ask(f"New password of {who}", new=True))
    click.echo(f"New password: {who}")


@click.group()
def audit() -> None:
    """The trail of who did, saw, printed or exported what.

    \b
    Example:
      clinicdesk audit verify --as ana
    """


@audit.command("verify")
@WHO
@DATA
@SECRETS
def verify_rows(login: str, data: Path | None, descriptor: int | None) -> None:
    """Check every row of the trail. The first bad one is named.

    \b
    Example:
      clinicdesk audit verify --as ana
    """
    from clinicdesk.desk.trail import verify_trail

    with secrets_from(descriptor) as secrets, signed_in(data, login, secrets) as desk:
        head = verify_trail(desk)
    click.echo(f"{head.number} rows, all as they were written. Last: {head.mac}")


@audit.command("show")
@click.option("--patient", default="", help="Only rows about this patient's id.")
@click.option("--most", type=click.IntRange(1, 100_000), default=50, show_default=True, help="So many rows.")
@WHO
@DATA
@SECRETS
def show(patient: str, most: int, login: str, data: Path | None, descriptor: int | None) -> None:
    """Show the newest rows of the trail.

    \b
    Example:
      clinicdesk audit show --most 20 --as ana
    """
    from clinicdesk.desk.settings import view_settings
    from clinicdesk.desk.trail import view_trail

    with secrets_from(descriptor) as secrets, signed_in(data, login, secrets) as desk:
        names = {one.id: one.login for one in view_settings(desk).staff}
        for row in view_trail(desk, patient=patient, most=most):
            entry = row.entry
            click.echo(f"{row.number}\t{entry.at}\t{names.get(entry.by, entry.by)}\t{entry.act}\t{entry.patient}")


@audit.command("export")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A new file.")
@WHO
@DATA
@SECRETS
def export(output: Path, login: str, data: Path | None, descriptor: int | None) -> None:
    """Write every row of the trail into a file, one JSON object a line, and tell its last row.

    Keep the last row's code off this computer: by it, a later cut or a copy put back shows.

    \b
    Example:
      clinicdesk audit export -o trail.jsonl --as ana
    """
    from clinicdesk.desk.trail_file import write_trail

    with secrets_from(descriptor) as secrets, signed_in(data, login, secrets) as desk:
        head = write_trail(desk, output)
    click.echo(f"Trail: {output}\nRows: {head.number}\nLast: {head.mac}")


@click.command()
@WHO
@DATA
@SECRETS
def backup(login: str, data: Path | None, descriptor: int | None) -> None:
    """Make a backup now, and read it back.

    \b
    Example:
      clinicdesk backup --as ana
    """
    from clinicdesk.desk.upkeep import make_backup

    with secrets_from(descriptor) as secrets, signed_in(data, login, secrets) as desk:
        made = make_backup(desk)
    click.echo(f"Backup: {made.backup.folder}")
    if made.second:
        click.echo(f"Second: {made.second.folder}")
    if made.trouble:
        click.echo(made.trouble, err=True)


@click.command()
@click.argument("which", type=FOLDER)
@WHO
@DATA
@SECRETS
def verify(which: Path, login: str, data: Path | None, descriptor: int | None) -> None:
    """Open a backup and read all of it: is it whole, and what does it hold?

    \b
    Example:
      clinicdesk verify backups/2026-11-24T08-00-00.000Z --as ana
    """
    from clinicdesk.desk.upkeep import verify_backup

    with secrets_from(descriptor) as secrets, signed_in(data, login, secrets) as desk:
        found = verify_backup(desk, which)
    rows = found.contents.rows
    click.echo(f"Whole: {rows['patient']} patients, {rows['visit']} visits, {rows['document']} papers")


@click.command()
@click.argument("which", type=FOLDER)
@click.option("--recovery", is_flag=True, help="Use the recovery key of the backup's day in place of a password.")
@click.option("--as", "login", default="", help="The name that a manager signs in with; not with --recovery.")
@DATA
@SECRETS
def restore(which: Path, login: str, data: Path | None, descriptor: int | None, *, recovery: bool) -> None:
    """Put a backup in the clinic's place. What was there is kept aside.

    Passwords are those of the backup's day. With --recovery this works on a new computer too.

    \b
    Example:
      clinicdesk restore /media/stick/2026-11-24T08-00-00.000Z --recovery
    """
    from clinicdesk.desk.upkeep import restore_with_password, restore_with_recovery

    if recovery == bool(login):
        raise click.UsageError("say --as NAME or --recovery, one of them")
    folder = data_folder(data)
    with secrets_from(descriptor) as secrets:
        if recovery:
            done = restore_with_recovery(folder, which, secrets.ask("Recovery key"))
        else:
            done = restore_with_password(folder, which, login, secrets.ask(f"Password of {login}"))
    click.echo(f"Restored: {done.backup.folder}")
    if done.aside:
        click.echo(f"Kept aside: {done.aside}")
    for sentence in done.told:
        click.echo(sentence)
