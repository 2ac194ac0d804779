"""Roles, and the acts of staff by their fixed codes."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do in the program. A person may have several."""

    FRONT_DESK = "front_desk"
    CLINICIAN = "clinician"
    MANAGER = "manager"
    AUDITOR = "auditor"


class Act(StrEnum):
    """Every act of staff. The codes stand in the trail for ever."""

    SIGN_IN = "session.sign_in"
    SIGN_OUT = "session.sign_out"
    LOCK = "session.lock"
    UNLOCK = "session.unlock"
    SET_PIN = "session.set_pin"
    CHANGE_PASSWORD = "session.change_password"

    FIND = "patient.find"
    VIEW_PATIENT = "patient.view"
    REGISTER = "patient.register"
    CHANGE_PATIENT = "patient.change"
    MERGE = "patient.merge"
    UNMERGE = "patient.unmerge"
    EXPORT_RECORD = "patient.export"
    ADD_COVERAGE = "coverage.add"
    CHANGE_COVERAGE = "coverage.change"
    TELL_BENEFITS = "coverage.benefits"
    CHECK_BY_PHONE = "coverage.phone_check"
    LOOK_UP = "coverage.look_up"

    IMPORT_DAY = "day.import"
    VIEW_DAY = "day.view"

    OPEN_COURSE = "course.open"
    CHANGE_COURSE = "course.change"
    CLOSE_COURSE = "course.close"
    VIEW_COURSE = "course.view"
    OPEN_VISIT = "visit.open"
    MOVE_VISIT = "visit.move"
    VIEW_VISIT = "visit.view"
    EXPORT_VISIT = "visit.export"
    IMPORT_VISIT = "visit.import"

    VIEW_SCREENING = "screening.view"
    ANSWER = "screening.answer"
    HAND_OVER = "screening.hand_over"
    ANSWER_ALONE = "screening.answer_alone"
    LOOK_THROUGH = "screening.look_through"
    FINISH_SCREENING = "screening.finish"
    REOPEN_SCREENING = "screening.reopen"
    DECIDE = "screening.decide"
    FILE_DECISION = "screening.file_decision"
    CONFIRM_DECISION = "screening.confirm_decision"
    APPROVE_SET = "screening.approve_set"
    VIEW_WAITING = "screening.waiting"

    DETERMINE = "estimate.determine"
    ESTIMATE = "estimate.make"
    COMPARE = "estimate.compare"

    VIEW_PAPERS = "document.view"
    ISSUE = "document.issue"
    REPRINT = "document.reprint"
    SAVE_PAPER = "document.save"
    SIGN = "document.sign"
    HAND_OVER_PAPER = "document.hand_over"
    HAND_TO_SIGN = "document.hand_to_sign"
    SIGN_ALONE = "document.sign_alone"
    VERIFY_PAPERS = "document.verify"
    FILE_SCAN = "file.add"
    VIEW_FILE = "file.view"

    LOAD_FORM = "form.load"
    EXTEND_FORM = "form.extend"

    VIEW_RULES = "rules.view"

    VIEW_SETTINGS = "settings.view"
    CHANGE_SETTINGS = "settings.change"
    SET_FEE = "settings.fee"
    SAVE_RULES = "settings.rules"
    ADD_STAFF = "staff.add"
    CHANGE_STAFF = "staff.change"
    REMOVE_STAFF = "staff.remove"
    RESET_PASSWORD = "staff.reset_password"
    NEW_RECOVERY_KEY = "staff.new_recovery_key"

    VIEW_TRAIL = "trail.view"
    EXPORT_TRAIL = "trail.export"
    VERIFY_TRAIL = "trail.verify"
    BACK_UP = "upkeep.backup"
    VERIFY_BACKUP = "upkeep.verify_backup"
    RESTORE = "upkeep.restore"
    VIEW_RETENTION = "upkeep.retention"
