"""Who may do what: every act by role."""

from clinicdesk.model.roles import Act, Role

_EVERYBODY = frozenset(
    {Act.SIGN_IN, Act.SIGN_OUT, Act.LOCK, Act.UNLOCK, Act.SET_PIN, Act.CHANGE_PASSWORD, Act.VIEW_SETTINGS}
)
_READS = frozenset(
    {
        Act.FIND,
        Act.VIEW_PATIENT,
        Act.LOOK_UP,
        Act.VIEW_DAY,
        Act.VIEW_COURSE,
        Act.VIEW_VISIT,
        Act.VIEW_SCREENING,
        Act.VIEW_WAITING,
        Act.VIEW_PAPERS,
        Act.REPRINT,
        Act.SAVE_PAPER,
        Act.VIEW_FILE,
        Act.VIEW_RETENTION,
        Act.VIEW_RULES,
    }
)
_DESK = _READS | {
    Act.REGISTER,
    Act.CHANGE_PATIENT,
    Act.MERGE,
    Act.UNMERGE,
    Act.ADD_COVERAGE,
    Act.CHANGE_COVERAGE,
    Act.TELL_BENEFITS,
    Act.CHECK_BY_PHONE,
    Act.IMPORT_DAY,
    Act.OPEN_COURSE,
    Act.CHANGE_COURSE,
    Act.CLOSE_COURSE,
    Act.OPEN_VISIT,
    Act.MOVE_VISIT,
    Act.EXPORT_VISIT,
    Act.IMPORT_VISIT,
    Act.ANSWER,
    Act.HAND_OVER,
    Act.ANSWER_ALONE,
    Act.LOOK_THROUGH,
    Act.FINISH_SCREENING,
    Act.REOPEN_SCREENING,
    Act.FILE_DECISION,
    Act.DETERMINE,
    Act.ESTIMATE,
    Act.COMPARE,
    Act.ISSUE,
    Act.SIGN,
    Act.HAND_OVER_PAPER,
    Act.HAND_TO_SIGN,
    Act.SIGN_ALONE,
    Act.FILE_SCAN,
    Act.BACK_UP,
}
_DECIDES = frozenset({Act.DECIDE, Act.CONFIRM_DECISION, Act.APPROVE_SET})
_MANAGES = frozenset(
    {
        Act.EXPORT_RECORD,
        Act.LOAD_FORM,
        Act.EXTEND_FORM,
        Act.CHANGE_SETTINGS,
        Act.SET_FEE,
        Act.SAVE_RULES,
        Act.ADD_STAFF,
        Act.CHANGE_STAFF,
        Act.REMOVE_STAFF,
        Act.RESET_PASSWORD,
        Act.NEW_RECOVERY_KEY,
        Act.VERIFY_BACKUP,
        Act.RESTORE,
    }
)
_AUDITS = frozenset({Act.VIEW_TRAIL, Act.EXPORT_TRAIL, Act.VERIFY_TRAIL, Act.VERIFY_PAPERS})

MAY: dict[Role, frozenset[Act]] = {
    Role.FRONT_DESK: _EVERYBODY | _DESK,
    Role.CLINICIAN: _EVERYBODY | _DESK | _DECIDES,
    Role.MANAGER: _EVERYBODY | _DESK | _MANAGES | _AUDITS,
    Role.AUDITOR: _EVERYBODY | _READS | _AUDITS | {Act.VERIFY_BACKUP},
}
"""The acts of each role. A clinician who also manages has both roles; nobody decides about findings but a clinician."""


def may(roles: tuple[Role, ...], act: Act) -> bool:
    """Whether a person with these roles may do the act."""
    return any(act in MAY[role] for role in roles)
