"""What a rule file says is cut short where a fault repeats it, in every kind of file."""

import re

import pytest

from tests.unit.rulebook.small import FILES, faults_of

LONG = "x" * 80_000
MOST = 400


@pytest.mark.parametrize("name", FILES)
def test_no_fault_repeats_a_long_text_whole(name: str) -> None:
    """Every text of the file in its turn, and every key."""
    text = FILES[name]
    places = [one.span(1) for one in re.finditer(r'"([^"]*)"', text)]
    places += [one.span(1) for one in re.finditer(r"(?m)^([a-z_]+) = ", text)]
    told = 0
    for start, end in places:
        faults = faults_of(FILES | {name: text[:start] + LONG + text[end:]})
        told += len(faults)
        assert [str(one)[:100] for one in faults if len(str(one)) > MOST] == []
    assert told > 5
