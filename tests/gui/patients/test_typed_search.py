"""What was typed into a search is put into the fields that it looks like."""

import pytest

from clinicdesk.ui.patients.typed_search import as_fields


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("", {}),
        ("  ", {}),
        ("Núñez, Ana", {"given_name": "Ana", "family_name": "Núñez"}),
        ("Ana Núñez", {"given_name": "Ana", "family_name": "Núñez"}),
        ("ana maria nunez", {"given_name": "Ana Maria", "family_name": "Nunez"}),
        ("McKay", {"family_name": "McKay"}),
        ("5/1/1990", {"birth_date": "5/1/1990"}),
        ("05011990", {"birth_date": "05011990"}),
        ("May 1, 1990", {"birth_date": "May 1, 1990"}),
        ("(919) 555-0142", {"phone": "(919) 555-0142"}),
        ("9195550142", {"phone": "9195550142"}),
        ("Ana Núñez 5/1/1990", {"given_name": "Ana", "family_name": "Núñez", "birth_date": "5/1/1990"}),
        ("555", {}),
        ("?!", {}),
    ],
)
def test_names_days_and_numbers_are_told_apart(typed: str, fields: dict[str, str]) -> None:
    assert as_fields(typed) == fields
