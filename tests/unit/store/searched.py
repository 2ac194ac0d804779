"""An encrypted database with the search in it, and the texts that nothing may come of."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from clinicdesk.store import search
from clinicdesk.store.sqlite import Connection, connect

KEY = b"s" * 32

BY_HAND = (
    "",
    " ",
    "\t\r\n",
    "'",
    '"',
    '""',
    '"""',
    "*",
    "^",
    "+",
    "-",
    ":",
    "()",
    "(",
    ")",
    "{}",
    "{family given}",
    "...",
    "AND",
    "OR",
    "NOT",
    "AND OR NOT NEAR",
    "NEAR(maria garcia, 5)",
    "maria NOT garcia",
    "maria NEAR garcia",
    "family:zzz",
    "family : garcia",
    "- family : garcia",
    "{family} : zzz",
    "search_index:zzz",
    "rowid:1",
    "rank",
    "^garcia",
    "garcia ^",
    '"garcia',
    'garcia"',
    '"garcia" OR "maria"',
    "garcia*maria*",
    "'; DROP TABLE search_key; --",
    '"; DROP TABLE search_index; --',
    "1; DELETE FROM search_key",
    "' OR '1'='1",
    "' UNION SELECT number FROM search_key --",
    "%",
    "_",
    "%%%",
    "\\",
    "\\'",
    "?",
    ":text",
    "@a",
    "$1",
    "\0",
    "gar\0cia",
    "\0" * 50,
    "\ud800",
    "\udfff\ud800",
    "maria\udc80",
    "\u202egarcia",
    "\u200b\u200d\ufeff",
    "مريم",
    "שלום עולם",
    "😀",
    "👩‍👩‍👧‍👦",
    "🇺🇸 garcia",
    "山田" * 200,
    "a" * 100_000,
    "a " * 50_000,
    "a,b," * 10_000,
    "-" * 100_000,
    "(" * 5_000,
    '"' * 5_001,
    "1/1/1 " * 1000,
    "1-1-1-1-1-1-1-1",
    "99/99/9999",
    "00/00/0000",
    "0000000000000000000",
    "9" * 1000,
    "፩፪፫፬፭፮",
    "१२३४५६",
    "①②③④⑤⑥",
    "½⅓¼",
    "１２／２５／１９９０",
    "\u0301",
    "a" + "\u0301" * 500,
    "ﷺ" * 200,
    "ß" * 300,
    "İıŒœ",
    "\x1b[31m",
    "\x7f",
    "<script>alert(1)</script>",
    "=1+1",
    "http://example.org/?q=1",
    "../../etc/passwd",
    "NULL",
    "None",
    "nan",
    "1e309",
    "0x7f",
    "-1",
    "\U0010ffff",
    "\ue000",
    "\u2028\u2029",
)

_SIGNS = (
    '"',
    "'",
    "*",
    "^",
    ":",
    "(",
    ")",
    "+",
    "-",
    "{",
    "}",
    ",",
    ";",
    "\\",
    "\0",
    "\ud800",
    "\u202e",
    " OR ",
    " NOT ",
)
_AROUND = ("{0}garcia", "garcia{0}", "garcia{0}maria", "{0}garcia{0}maria{0}", "family{0}garcia", "gar{0}{0}cia", "{0}")

NAUGHTY = [*BY_HAND, *(form.format(sign + more) for form, sign, more in product(_AROUND, _SIGNS, ("", '"', " AND")))]
"""Texts that break a search which takes them for anything but words."""


def made(folder: Path) -> Connection:
    """A new encrypted database with an empty index."""
    connection = connect(str(folder / "clinic.db"), KEY)
    connection.execute("BEGIN IMMEDIATE")
    for statement in search.SCHEMA:
        connection.execute(statement)
    connection.execute("COMMIT")
    return connection


def put(
    connection: Connection,
    number: int,
    name: str,
    born: str | None = None,
    phone: str = "",
    own: str = "",
) -> None:
    """A patient; the name is "Family, Given", the birth date YYYY-MM-DD."""
    family, _, given = name.partition(", ")
    search.index(
        connection,
        number,
        given_name=given,
        family_name=family,
        birth_date=date.fromisoformat(born) if born else None,
        phone=phone,
        id=own,
    )


def rows_of(connection: Connection) -> Iterator[tuple[object, ...]]:
    """Everything that the search keeps in plain tables, in a fixed order."""
    yield from connection.execute("SELECT * FROM search_key ORDER BY number")
    yield from connection.execute("SELECT * FROM search_word ORDER BY word")
