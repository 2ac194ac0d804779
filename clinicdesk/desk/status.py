"""How the rules and the backups stand, at a glance: no act, since it tells of no patient and is looked at all day."""

from dataclasses import dataclass
from datetime import date, datetime

from clinicdesk.desk.clock import day_of
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.rule_list import newest_check
from clinicdesk.desk.screening_set import approved
from clinicdesk.desk.translations import is_reviewed
from clinicdesk.rulebook.stale import stale
from clinicdesk.store.backup_folder import BACKUPS, backups, instant_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """`stale` counts the rules that nobody has checked for a year; `newest_check` is the last day of a check.

    `last_backup` is the instant of the newest backup, each of which was read back before it was called one; None =
    there is none. `approved` says that a clinician has approved the very screening set that is asked here, `reviewed`
    that somebody has reviewed the words of the screens' language in which it is read out.
    """

    stale: int
    newest_check: date
    last_backup: datetime | None
    approved: bool
    reviewed: bool


def status(desk: Desk) -> Status:
    """How things stand now, also while the desk is locked. NotAllowed where nobody is signed in."""
    desk.present(locked=True)
    today, made = day_of(desk.clock()), backups(desk.folder / BACKUPS)
    return Status(
        stale=len(stale(desk.rules, today)),
        newest_check=newest_check(desk.rules, today),
        last_backup=instant_of(made[-1]) if made else None,
        approved=approved(desk.store, desk.rules.questionnaire),
        reviewed=is_reviewed(desk, desk.language),
    )
