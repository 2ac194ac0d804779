"""Typing errors: where a search finds nobody, the nearest words of known names take the place of the mistyped ones."""

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from clinicdesk.store.search_query import Word, matching, word_of
from clinicdesk.store.sqlite import Connection

_NEAREST = 6
"""So many words may stand in the place of one."""

_LOOKED_AT = 60
_ONE_SLIP, _TWO_SLIPS = 3, 7
"""From so many letters on, one error is forgiven, and two. Two letters exchanged are one error."""

_ROUNDS = ((1, False), (2, False), (2, True))
"""The most errors in a word, and whether words that somebody does bear may be mistyped too."""


def slips_in(word: str) -> int:
    """How many typing errors are forgiven in a word of this length: 0, 1 or 2."""
    return (len(word) >= _ONE_SLIP) + (len(word) >= _TWO_SLIPS)


def add_words(connection: Connection, words: Iterable[str]) -> None:
    """Count one more bearer of each word."""
    connection.executemany(
        "INSERT INTO search_word (word, count) VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
        [(word,) for word in words],
    )


def remove_words(connection: Connection, words: Iterable[str]) -> None:
    """Count one bearer less of each word; a word without any is gone."""
    gone = [(word,) for word in words]
    connection.executemany("UPDATE search_word SET count = count - 1 WHERE word = ?", gone)
    connection.executemany("DELETE FROM search_word WHERE word = ? AND count = 0", gone)


def without_slips(connection: Connection, words: Sequence[Word], dates: Sequence[str], limit: int) -> list[int]:
    """The row numbers found when near words stand for the mistyped ones, the newest first.

    One error in the words that nobody bears is tried first, then two, then errors in any word. Numbers stay as typed.
    """
    if all(word.is_number for word in words):
        return []
    words = [part for word in words for part in _apart(word)]
    known = [_is_known(connection, word) for word in words]
    near = _nearest(connection, words)
    for most, any_word in _ROUNDS:
        terms = [
            _term(word, others, most) if any_word or not is_known else word.term()
            for word, others, is_known in zip(words, near, known, strict=True)
        ]
        found = matching(connection, [*terms, *dates], limit)
        if found:
            return found
    return []


def _apart(word: Word) -> list[Word]:
    """A name's parts as words of their own."""
    if word.is_number:
        return [word]
    return [word_of([part], "", begins=word.begins)._replace(column=word.column) for part in word.parts]


def _is_known(connection: Connection, word: Word) -> bool:
    end = f"{word.joined}\U0010ffff" if word.begins else word.joined
    row = connection.execute(
        "SELECT 1 FROM search_word WHERE word >= ? AND word <= ? LIMIT 1", (word.joined, end)
    ).fetchone()
    return row is not None or word.is_number


Near = dict[str, int]
"""Words, and how many errors each is away."""


def _nearest(connection: Connection, words: Sequence[Word]) -> list[Near]:
    (text,) = connection.execute("SELECT group_concat(word, ' ') FROM search_word").fetchone()
    every = (text or "").split(" ")
    return [{} if word.is_number else _near(connection, word, every) for word in words]


def _near(connection: Connection, word: Word, every: Sequence[str]) -> Near:
    """The nearest words, of those equally near the more frequent; where there is none, the nearest beginnings."""
    found = _within(word.joined, every)
    if not found and word.begins:
        length = len(word.joined)
        return _within(word.joined, list({one[:length] for one in every}))
    return dict(sorted(found.items(), key=lambda one: (one[1], -_count(connection, one[0]))))


def _count(connection: Connection, word: str) -> int:
    (count,) = connection.execute("SELECT count FROM search_word WHERE word = ?", (word,)).fetchone()
    return int(count)


def _within(word: str, every: Sequence[str]) -> Near:
    slips = slips_in(word)
    found = process.extract(word, every, scorer=OSA.distance, score_cutoff=slips, limit=_LOOKED_AT) if slips else []
    return {near: distance for near, distance, _ in found}


def _term(word: Word, near: Near, most: int) -> str:
    others = [other for other, distance in near.items() if distance <= most]
    return word.or_else(others[:_NEAREST]) if others else word.term()
