"""The recovery key: however it is typed it is read rightly, or the wrong group is named."""

import re
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clinicdesk.errors import SignInRefused
from clinicdesk.store.recovery import LETTERS, new, read, written

SECRETS = st.binary(min_size=20, max_size=20)
SECRET = bytes(range(100, 120))
TEXT = written(SECRET)
SAID = re.compile(r"The recovery key is not right in (group \d|groups [\d, ]+ and \d): the check character there")


def refusal(text: str) -> str:
    """What is said of a text; it must be refused."""
    with pytest.raises(SignInRefused) as refused:
        read(text)
    assert refused.value.wait == 0
    return str(refused.value)


@given(SECRETS)
def test_what_is_written_is_read(secret: bytes) -> None:
    text = written(secret)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}", text)
    assert read(text) == secret


def test_a_new_key_has_160_bits_and_is_never_twice() -> None:
    found = {new() for _ in range(100)}
    assert len(found) == 100
    assert {len(secret) for secret in found} == {20}


def test_a_key_that_was_printed_once_is_read_for_ever() -> None:
    assert written(bytes(20)) == "00005-0000A-0000F-0000M-0000H-0000Y-0000V-0000D"
    assert read("00005 0000A 0000F 0000M 0000H 0000Y 0000V 0000D") == bytes(20)
    assert TEXT == "CHJPC-CSV8H-D5N6Y-PV3D6-DSQQM-0WBJD-EDT7E-AXKQ2"


@pytest.mark.parametrize(
    "typed",
    [
        TEXT.lower(),
        TEXT.replace("-", ""),
        TEXT.replace("-", " "),
        TEXT.replace("-", "\n"),
        TEXT.replace("-", " \u2013 "),
        TEXT.replace("-", "\u2011"),
        TEXT.replace("-", "_"),
        f"\ufeff  {TEXT}\r\n",
        TEXT.replace("0", "O"),
        TEXT.replace("V", "u"),
        " ".join(TEXT),
        "".join(chr(ord(sign) + 0xFEE0) for sign in TEXT),
    ],
)
def test_the_way_it_is_typed_does_not_matter(typed: str) -> None:
    assert read(typed) == SECRET


def test_letters_that_look_like_digits_are_read_as_those() -> None:
    ones = b"\x08\x42\x10\x84\x21" * 4
    assert written(ones).count("1") >= 32
    for right, others in (("0", "Oo"), ("1", "IiLl")):
        for other in others:
            secret = bytes(20) if right == "0" else ones
            assert read(written(secret).replace(right, other)) == secret


@given(SECRETS, st.integers(0, 39), st.sampled_from(string.ascii_letters + string.digits + "%*é?"))
def test_one_wrong_character_is_mended_or_its_group_is_named(secret: bytes, place: int, sign: str) -> None:
    signs = list(written(secret).replace("-", ""))
    signs[place] = sign
    try:
        said: bytes | str = read("".join(signs))
    except SignInRefused as error:
        said = str(error)
    assert said == secret or f"not right in group {place // 5 + 1}:" in str(said)


def test_every_other_letter_in_every_place_is_refused() -> None:
    signs = TEXT.replace("-", "")
    tried = 0
    for place, right in enumerate(signs):
        for letter in LETTERS.replace(right, ""):
            said = refusal(signs[:place] + letter + signs[place + 1 :])
            assert f"in group {place // 5 + 1}:" in said
            tried += 1
    assert tried == 40 * 31


@given(SECRETS, st.integers(0, 39))
def test_neighbours_that_changed_places_are_refused_by_group(secret: bytes, place: int) -> None:
    assume(place % 5 < 4)
    signs = list(written(secret).replace("-", ""))
    assume(signs[place] != signs[place + 1])
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    assert f"in group {place // 5 + 1}:" in refusal("".join(signs))


@given(SECRETS, st.integers(0, 7), st.integers(0, 7))
def test_groups_that_changed_places_are_refused(secret: bytes, one: int, other: int) -> None:
    assume(one < other)
    groups = written(secret).split("-")
    groups[one], groups[other] = groups[other], groups[one]
    assert f"in groups {one + 1} and {other + 1}:" in refusal("-".join(groups))


def test_several_wrong_groups_are_all_named() -> None:
    groups = TEXT.split("-")
    wrong = "-".join(group[:4] + "?" if number in (1, 4, 6) else group for number, group in enumerate(groups))
    assert "in groups 2, 5 and 7:" in refusal(wrong)


def test_a_missing_or_doubled_character_is_told_by_its_group() -> None:
    assert refusal(TEXT.replace("PV3D6", "PVD6")) == (
        "A recovery key has 8 groups of 5 letters and digits, 40 in all, but 39 were typed; look at group 4. "
        "Compare with the paper and type it again."
    )
    assert "41 were typed; look at group 1." in refusal("C" + TEXT)
    assert "0 were typed. Compare" in refusal("")
    assert "35 were typed. Compare" in refusal(TEXT[:-6])


@given(st.text(max_size=100))
def test_no_text_is_a_key_by_chance(text: str) -> None:
    said = refusal(text)
    assert SAID.match(said) or said.startswith("A recovery key has 8 groups of 5")


def test_a_very_long_text_is_refused_at_once() -> None:
    refusal("A" * 10_000_000)
    refusal("\ufdfa" * 1_000_000)


@given(SECRETS, st.integers(0, 39))
def test_what_is_said_repeats_nothing_of_the_key(secret: bytes, place: int) -> None:
    signs = written(secret).replace("-", "")
    said = refusal(signs[:place] + "?" + signs[place + 1 :])
    assert not any(signs[at : at + 3] in said for at in range(38) if not signs[at : at + 3].isdigit())
