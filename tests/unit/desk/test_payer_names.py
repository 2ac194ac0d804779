"""What a clerk types finds the payer, or those to choose from."""

import pytest

from clinicdesk.desk.payer_names import meant_by, payers_like
from clinicdesk.model.rulebook import Rulebook


def test_whoever_is_named_exactly_stands_first_in_the_list(rules: Rulebook) -> None:
    for payer in rules.payers.values():
        for name in payer.names:
            assert meant_by(name, rules).payer is payer
            assert payers_like(name, rules)[0] is payer


def test_a_few_letters_list_everybody_who_has_them(rules: Rulebook) -> None:
    ids = [one.id for one in payers_like("blue cross", rules)]
    assert {"bcbsnc", "bcbsvt", "bcbssc"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert meant_by("blue cross", rules).payer is None


def test_a_slip_lists_who_was_meant_and_does_not_hide_that_it_was_one(rules: Rulebook) -> None:
    meant = meant_by("tricar", rules)
    assert meant.payer
    assert (meant.payer.id, meant.exactly) == ("tricare", False)
    assert payers_like("signa", rules)[0].id == "cigna"


def test_nothing_typed_lists_everybody_by_name_and_last_whoever_is_not_listed(rules: Rulebook) -> None:
    *names, last = [one.name for one in payers_like(" ", rules)]
    assert len(names) == len(rules.payers) - 1
    assert names == sorted(names, key=str.casefold)
    assert last == rules.payers["unlisted"].name


@pytest.mark.parametrize("typed", ["zzzzzzz", "!?x", "ü" * 500])
def test_what_nobody_is_called_lists_nobody(typed: str, rules: Rulebook) -> None:
    assert meant_by(typed, rules).payer is None
    assert not [one for one in payers_like(typed, rules) if typed.casefold() in one.name.casefold()]
