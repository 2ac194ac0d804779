"""The page on which a patient finds what is in the archive of the record: no script, and no link but to its files."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape

from clinicdesk.model.people import Patient
from clinicdesk.words import Words

_STYLE = "body{font:16px sans-serif;max-width:50em;margin:2em auto;padding:0 1em}td{padding:.2em 1em .2em 0}"
_RULE = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
"""What a browser may load for the page: its own style and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What the page lists: plans as (payer, member), visits as (day, time), what can be opened as (file, day, name).

    `looked` has (instant, name, act).
    """

    clinic: str
    patient: Patient
    made: date
    plans: Sequence[tuple[str, str]]
    visits: Sequence[tuple[date, str]]
    papers: Sequence[tuple[str, date, str]]
    files: Sequence[tuple[str, date, str]]
    looked: Sequence[tuple[str, str, str]]


def record_page(index: Index, words: Words) -> bytes:
    """The page in UTF-8. Whatever somebody typed is escaped."""
    person = index.patient
    name = f"{person.given_name} {person.family_name}".strip()
    born = words.day(person.birth_date) if person.birth_date else words.say("record.not_known")
    parts = [
        f"<h1>{escape(words.say('record.title', name=name))}</h1>",
        f"<p>{escape(words.say('record.from', clinic=index.clinic, day=index.made))}</p>",
        f"<p>{escape(words.say('record.born', day=born))}</p>",
        *_table(words.say("record.plans"), index.plans),
        *_table(words.say("record.visits"), [(words.day(day), time) for day, time in index.visits]),
        *_links(words.say("record.papers"), [(one, f"{words.day(day)}: {name}") for one, day, name in index.papers]),
        *_links(words.say("record.files"), [(one, f"{words.day(day)}: {name}") for one, day, name in index.files]),
        *_table(words.say("record.looked"), index.looked),
        f"<p>{_link('record.json', words.say('record.machine'))}</p>",
    ]
    return _page(words.language, escape(words.say("record.title", name=name)), "\n".join(parts)).encode()


def _page(language: str, title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_RULE}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _table(heading: str, rows: Sequence[tuple[str, ...]]) -> Iterable[str]:
    if rows:
        cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
        yield f"<h2>{escape(heading)}</h2>"
        yield "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _links(heading: str, files: Sequence[tuple[str, str]]) -> Iterable[str]:
    if files:
        yield f"<h2>{escape(heading)}</h2>"
        yield "<ul>" + "".join(f"<li>{_link(name, text)}</li>" for name, text in files) + "</ul>"


def _link(name: str, text: str) -> str:
    return f'<a href="{escape(name)}">{escape(text)}</a>'
