"""The database's tables, and the migrations that make them, in their order. What has shipped is never edited."""

from collections.abc import Callable, Sequence

from clinicdesk.store import search, trail
from clinicdesk.store.sqlite import Database, Migrations

_MADE = '"by" TEXT NOT NULL, "at" TEXT NOT NULL'
_PATIENT = '"patient" TEXT NOT NULL REFERENCES "patient"("id")'
_VISIT = '"visit" TEXT NOT NULL REFERENCES "visit"("id")'
_VERSION = '"version" INTEGER NOT NULL CHECK ("version" > 0)'

_FIRST = {
    "patient": f"""{_VERSION}, "given_name" TEXT NOT NULL, "family_name" TEXT NOT NULL, "birth_date" TEXT,
        "phone" TEXT NOT NULL, "email" TEXT NOT NULL, "address" TEXT NOT NULL, "language" TEXT NOT NULL,
        "guardian" TEXT NOT NULL, "representative" TEXT NOT NULL, "merged_into" TEXT NOT NULL""",
    "coverage": f"""{_VERSION}, {_PATIENT}, "rank" INTEGER NOT NULL, "plan" TEXT NOT NULL, "ended" INTEGER NOT NULL""",
    "benefits": f"""{_MADE}, {_PATIENT}, "coverage" TEXT NOT NULL REFERENCES "coverage"("id"),
        "benefits" TEXT NOT NULL""",
    "phone_check": f"""{_MADE}, {_PATIENT}, "coverage" TEXT NOT NULL REFERENCES "coverage"("id"),
        "check" TEXT NOT NULL""",
    "course": f"""{_VERSION}, {_PATIENT}, "opened_on" TEXT NOT NULL, "service" TEXT NOT NULL,
        "practitioner" TEXT NOT NULL, "coverages" TEXT NOT NULL, "closed_on" TEXT""",
    "visit": f"""{_VERSION}, {_PATIENT}, "day" TEXT NOT NULL, "course" TEXT NOT NULL, "time" TEXT NOT NULL,
        "kind" TEXT NOT NULL, "full_on" TEXT, "state" TEXT NOT NULL, "screened" INTEGER NOT NULL""",
    "answer": f"""{_MADE}, {_PATIENT}, {_VISIT}, "item" TEXT NOT NULL, "answer" TEXT NOT NULL""",
    "screening": f"""{_MADE}, {_PATIENT}, {_VISIT}, "set_id" TEXT NOT NULL, "set_version" TEXT NOT NULL,
        "set_sha256" TEXT NOT NULL, "rulebook" TEXT NOT NULL, "kind" TEXT NOT NULL, "asked" TEXT NOT NULL,
        "answers" TEXT NOT NULL, "outcome" TEXT NOT NULL, "result" TEXT NOT NULL""",
    "decision": f"""{_MADE}, {_PATIENT}, {_VISIT}, "course" TEXT NOT NULL, "code" TEXT NOT NULL,
        "decision" TEXT NOT NULL, "rulings" TEXT NOT NULL, "on_paper" INTEGER NOT NULL, "scan" TEXT NOT NULL,
        "confirms" TEXT NOT NULL""",
    "determination": f"""{_MADE}, {_PATIENT}, {_VISIT}, "rulebook" TEXT NOT NULL, "result" TEXT NOT NULL""",
    "estimate": f"""{_MADE}, {_PATIENT}, {_VISIT}, "rulebook" TEXT NOT NULL, "inputs" TEXT NOT NULL,
        "result" TEXT NOT NULL, "patient_total" INTEGER NOT NULL""",
    "document": f"""{_MADE}, {_PATIENT}, {_VISIT}, "kind" TEXT NOT NULL, "label" TEXT NOT NULL,
        "language" TEXT NOT NULL, "rulebook" TEXT NOT NULL, "pdf" BLOB NOT NULL, "sha256" TEXT NOT NULL,
        "inputs" TEXT NOT NULL, "due" TEXT, "signers" TEXT NOT NULL, "blocked" INTEGER NOT NULL""",
    "signature": f"""{_MADE}, {_PATIENT}, "document" TEXT NOT NULL REFERENCES "document"("id"),
        "signer" TEXT NOT NULL, "name" TEXT NOT NULL, "signed_on" TEXT NOT NULL, "scan" TEXT NOT NULL""",
    "file": f"""{_MADE}, "patient" TEXT NOT NULL, "name" TEXT NOT NULL, "purpose" TEXT NOT NULL,
        "content" BLOB NOT NULL, "sha256" TEXT NOT NULL""",
    "staff": f"""{_VERSION}, "login" TEXT NOT NULL, "name" TEXT NOT NULL, "roles" TEXT NOT NULL, "profession" TEXT,
        "license" TEXT NOT NULL, "npi" TEXT NOT NULL, "dry_needling_hours" INTEGER, "endorsed" INTEGER NOT NULL,
        "active" INTEGER NOT NULL, "pin" TEXT NOT NULL""",
    "clinic": f"""{_VERSION}, "name" TEXT NOT NULL, "state" TEXT NOT NULL, "currency" TEXT NOT NULL,
        "address" TEXT NOT NULL, "phone" TEXT NOT NULL, "npi" TEXT NOT NULL, "tin" TEXT NOT NULL""",
    "setting": f"""{_VERSION}, "value" TEXT NOT NULL""",
    "fee": f"""{_VERSION}, "code" TEXT NOT NULL, "amount" TEXT NOT NULL, "cents" INTEGER NOT NULL,
        "since" TEXT NOT NULL, "until" TEXT, "payer" TEXT NOT NULL""",
    "rule_file": f"""{_VERSION}, "text" TEXT NOT NULL""",
    "approval": f"""{_MADE}, "set_id" TEXT NOT NULL, "set_version" TEXT NOT NULL, "set_sha256" TEXT NOT NULL,
        "name" TEXT NOT NULL, "license" TEXT NOT NULL""",
}
"""The columns of each table beside its `number`, which keeps the order of making, and its `id`."""

_INDEXES = {
    "patient": ("birth_date", "phone", "merged_into"),
    "coverage": ("patient",),
    "benefits": ("patient", "coverage"),
    "phone_check": ("patient", "coverage"),
    "course": ("patient",),
    "visit": ("patient", "day", "course"),
    "answer": ("patient", "visit"),
    "screening": ("patient", "visit"),
    "decision": ("patient", "visit", "course"),
    "determination": ("patient", "visit"),
    "estimate": ("patient", "visit"),
    "document": ("patient", "visit", "label"),
    "signature": ("patient", "document"),
    "hand_over": ("patient", "document"),
    "file": ("patient",),
    "fee": ("code",),
    "draft": ("by",),
}

_HISTORY = """CREATE TABLE "history" ("number" INTEGER PRIMARY KEY, "kind" TEXT NOT NULL, "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL, "state" TEXT NOT NULL, UNIQUE ("kind", "id", "version")) STRICT"""


_SECOND = {
    "sheet": '"pdf" BLOB NOT NULL',
    "document": f"""{_MADE}, {_PATIENT}, {_VISIT}, "kind" TEXT NOT NULL, "label" TEXT NOT NULL,
        "language" TEXT NOT NULL, "rulebook" TEXT NOT NULL, "sheet" TEXT NOT NULL REFERENCES "sheet"("id"),
        "sha256" TEXT NOT NULL, "inputs" TEXT NOT NULL, "due" TEXT, "signers" TEXT NOT NULL,
        "blocked" INTEGER NOT NULL""",
    "draft": '"by" TEXT NOT NULL, "place" TEXT NOT NULL, "at" TEXT NOT NULL, "text" TEXT NOT NULL',
}
"""The bytes of a sheet have a table of their own, and so have drafts."""

_SHEETS = """INSERT INTO "sheet" ("id", "pdf") SELECT "id", "pdf" FROM "document" AS "one"
    WHERE NOT EXISTS (SELECT 1 FROM "document" AS "other" WHERE "other"."visit" = "one"."visit"
        AND "other"."number" < "one"."number" AND "other"."pdf" = "one"."pdf") ORDER BY "number\""""
_PAPERS = """SELECT "number", "id", "by", "at", "patient", "visit", "kind", "label", "language", "rulebook",
    (SELECT "other"."id" FROM "document" AS "other" WHERE "other"."visit" = "one"."visit"
        AND "other"."pdf" = "one"."pdf" ORDER BY "other"."number" LIMIT 1),
    "sha256", "inputs", "due", "signers", "blocked" FROM "document" AS "one\""""

_THIRD = {
    "document": ("made_with", "unsigned", "replaces"),
    "signature": ("screen", "signed"),
}
"""Papers with signatures from the screen name what they were made of; a signature by hand has no `screen`."""

_HAND_OVER = f"""{_MADE}, {_PATIENT}, "document" TEXT NOT NULL REFERENCES "document"("id"), "given_on" TEXT NOT NULL,
    "how" TEXT NOT NULL, "given_by" TEXT NOT NULL, "instead_of" TEXT NOT NULL, "changed" TEXT NOT NULL"""


def _first(db: Database) -> None:
    for table, told in _FIRST.items():
        _table(db, table, told)
        if told.startswith(_MADE):
            _all(db, _never_changed(table))
    _all(db, (_HISTORY, *_never_changed("history"), *trail.SCHEMA, *search.SCHEMA))


def _second(db: Database) -> None:
    """Bytes go once for all papers that have the same at a visit. References hold again before the end."""
    _table(db, "sheet", _SECOND["sheet"])
    _table(db, "draft", _SECOND["draft"])
    _all(db, (_SHEETS, f'CREATE TABLE "papers" AS {_PAPERS}', "PRAGMA defer_foreign_keys = ON"))
    db.execute('DROP TABLE "document"')
    _table(db, "document", _SECOND["document"])
    _all(db, ('INSERT INTO "document" SELECT * FROM "papers" ORDER BY "number"', 'DROP TABLE "papers"'))
    _all(db, (*_never_changed("sheet"), *_never_changed("document")))


def _third(db: Database) -> None:
    for table, columns in _THIRD.items():
        for column in columns:
            value = "null" if column == "screen" else ""
            db.execute(f"""ALTER TABLE "{table}" ADD COLUMN "{column}" TEXT NOT NULL DEFAULT '{value}'""")


def _fourth(db: Database) -> None:
    """Papers that are handed over; official forms that were filled in, and what was ticked on them."""
    _table(db, "hand_over", _HAND_OVER)
    _all(db, _never_changed("hand_over"))
    db.execute("""ALTER TABLE "document" ADD COLUMN "form" TEXT NOT NULL DEFAULT ''""")
    db.execute('ALTER TABLE "signature" ADD COLUMN "choice" INTEGER NOT NULL DEFAULT 0')


def _fifth(db: Database) -> None:
    """The language of a question when it was answered."""
    db.execute("""ALTER TABLE "answer" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'en'""")


def _table(db: Database, table: str, columns: str) -> None:
    db.execute(f'CREATE TABLE "{table}" ("number" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, {columns}) STRICT')
    for column in _INDEXES.get(table, ()):
        db.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')


def _never_changed(table: str) -> Sequence[str]:
    """Triggers that stop a change of what is only ever appended."""
    return [
        f"""CREATE TRIGGER "{table}_{event}" BEFORE {event} ON "{table}"
            BEGIN SELECT RAISE(ABORT, 'what is appended never changes'); END"""
        for event in ("UPDATE", "DELETE")
    ]


def _all(db: Database, statements: Sequence[str]) -> None:
    for statement in statements:
        db.execute(statement)


STEPS: dict[str, Callable[[Database], None]] = {
    "0001": _first,
    "0002": _second,
    "0003": _third,
    "0004": _fourth,
    "0005": _fifth,
}
"""The migrations by name, in their order."""

migrations = Migrations("clinicdesk")
for _name, _step in STEPS.items():
    migrations(name=_name)(_step)
