"""The patient search: an index of words inside the encrypted database, and the newest patients that a text finds.

FTS5 keeps the words alone, each in its column, with tables of one to four first letters; the newest row numbers come
first and nothing is ranked, so that a search stops where it has enough. Names are folded here and not by FTS5, whose
own folding leaves ø, ł and đ and cuts by another Unicode than Python's: its tokenizer only splits at blanks.
"""

from datetime import date

from clinicdesk.store.search_dates import date_words
from clinicdesk.store.search_query import matching, read_query
from clinicdesk.store.search_slips import add_words, remove_words, without_slips
from clinicdesk.store.search_words import fold, is_unspaced, joined, name_words, phone_digits
from clinicdesk.store.sqlite import Connection

SCHEMA: tuple[str, ...] = (
    """CREATE VIRTUAL TABLE search_index USING fts5(family, given, birth, phone, content = '', contentless_delete = 1,
    detail = column, prefix = '1 2 3 4', tokenize = 'ascii')""",
    """CREATE TABLE search_key (number INTEGER PRIMARY KEY, family TEXT NOT NULL, given TEXT NOT NULL,
    birth_date TEXT NOT NULL, phone TEXT NOT NULL, id TEXT NOT NULL) STRICT""",
    "INSERT INTO search_index (search_index, rank) VALUES ('pgsz', 3800)",
    "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 2)",
    "INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 4)",
    "CREATE INDEX search_key_id ON search_key (id)",
    "CREATE TABLE search_word (word TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID",
)
"""The tables: the words of each patient; what the patient's words were made of, folded; every word of a name.

A page of the index fills one of SQLCipher's, and its segments are merged early: a search opens fewer of both.
"""

_LAST_FOUR = 4


def index(
    connection: Connection,
    number: int,
    *,
    given_name: str,
    family_name: str,
    birth_date: date | None,
    phone: str,
    id: str,  # noqa: A002 - as the record has it
) -> None:
    """Let the patient of this row number be found by these, and by nothing that was there before.

    To be called inside the transaction that writes the patient.
    """
    forget(connection, number)
    family, given, digits = fold(family_name), fold(given_name), phone_digits(phone)
    connection.execute(
        "INSERT INTO search_key (number, family, given, birth_date, phone, id) VALUES (?, ?, ?, ?, ?, ?)",
        (number, family, given, birth_date.isoformat() if birth_date else "", digits, joined(id)),
    )
    birth = " ".join(date_words(birth_date)) if birth_date else ""
    families, givens = _names(family, given)
    connection.execute(
        "INSERT INTO search_index (rowid, family, given, birth, phone) VALUES (?, ?, ?, ?, ?)",
        (number, " ".join(families), " ".join(givens), birth, f"{digits} {digits[-_LAST_FOUR:]}"),
    )
    add_words(connection, {*families, *givens})


def forget(connection: Connection, number: int) -> None:
    """Let nothing find this row number any more; nothing happens where nothing did."""
    known = connection.execute("SELECT family, given FROM search_key WHERE number = ?", (number,)).fetchone()
    if not known:
        return
    families, givens = _names(*known)
    remove_words(connection, {*families, *givens})
    connection.execute("DELETE FROM search_key WHERE number = ?", (number,))
    connection.execute("DELETE FROM search_index WHERE rowid = ?", (number,))


def tidy(connection: Connection) -> None:
    """Merge the index into one segment, where it is searched fastest: after an import, or at night.

    It writes the whole index anew, which takes a third of a second for 100,000 patients and 3 s for a million.
    """
    connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def search(connection: Connection, text: str, limit: int = 20) -> list[int]:
    """The row numbers of the patients that a typed text finds, the newest first; [] for a text without a word.

    Every word must be there, in the name, the birth date or the telephone number; the last one may be begun only.
    What finds nobody may be an id, whole or only begun; where it is none, typing errors in names are forgiven.
    Patients merged into another are found like all others.
    """
    words, dates = read_query(text)
    found = matching(connection, [*(word.term() for word in words), *dates], limit)
    if words and not found:
        found = _by_id(connection, joined(text), limit)
    return found or without_slips(connection, words, dates, limit)


def _names(family: str, given: str) -> tuple[list[str], list[str]]:
    """The words of a name by column. Where no blanks are usual, both names together are words of the family name."""
    whole = name_words(family + given) if is_unspaced(family + given) else []
    return [*name_words(family), *whole], name_words(given)


def _by_id(connection: Connection, text: str, limit: int) -> list[int]:
    rows = connection.execute(
        "SELECT number FROM search_key WHERE id >= ? AND id <= ? ORDER BY id DESC LIMIT ?",
        (text, f"{text}\U0010ffff", limit),
    )
    return sorted((number for (number,) in rows), reverse=True)
