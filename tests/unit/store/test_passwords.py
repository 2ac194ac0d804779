"""Passwords: one form for every way to type one, length, nothing cut off, what is easy to guess is refused."""

import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.errors import NotAllowed
from clinicdesk.store.passwords import LONGEST, check, check_login, chosen, folded, shown, typed

CLINIC = "Harbor Physical Therapy"
LOGIN = "anna.meier"
LETTERS = st.characters(exclude_categories=("Cc", "Cn", "Cs"))


def refusal(password: str, login: str = LOGIN, clinic: str = CLINIC) -> str:
    """What is said of a new password; it must be refused."""
    with pytest.raises(NotAllowed) as refused:
        check(password, login, clinic)
    return str(refused.value)


@given(st.text(LETTERS, max_size=60))
def test_one_password_has_one_form_however_it_was_composed(password: str) -> None:
    forms = {typed(unicodedata.normalize(form, password)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {typed(password)}


def test_every_space_is_a_space_and_the_case_stays() -> None:
    assert typed("four\u00a0blue\u3000lamps\u1680sing") == b"four blue lamps sing"
    assert typed("ＦＵＬＬ width") == b"FULL width"
    assert typed("Four Blue Lamps") != typed("four blue lamps")
    assert typed(" four blue lamps ") == b" four blue lamps "


@given(st.text(LETTERS, min_size=15, max_size=80))
def test_a_password_that_may_be_chosen_is_read_the_same_at_the_next_sign_in(password: str) -> None:
    try:
        kept = chosen(password)
    except NotAllowed as error:
        assert "needs at least 15" in str(error)  # noqa: PT017 - a composed text may be shorter
        return
    assert kept == typed(password)
    assert len(kept.decode()) >= 15


@pytest.mark.parametrize("password", ["", "a", "four blue lamp", "e\u0301" * 14, "\ufdfa", "\ufdfa" * 14])
def test_14_characters_are_too_few_however_they_are_counted(password: str) -> None:
    count = len(unicodedata.normalize("NFC", password))
    said = refusal(password)
    assert said.startswith(f"The password has {count} characters and needs at least 15. Four or more words")


@pytest.mark.parametrize(
    "password",
    ["four blue lamps", "e\u0301rable vert lune", "ключ от дома на горе", "針灸治療可以緩解肩膀的疼痛和頭痛"],
)
def test_15_characters_of_any_kind_are_enough(password: str) -> None:
    check(password, LOGIN, CLINIC)


def test_nothing_is_cut_off() -> None:
    longest = "four blue lamps sing " * 48 + "and 17 more signs"
    longest = longest[:LONGEST].ljust(LONGEST, "!")
    check(longest, LOGIN, CLINIC)
    assert len(chosen(longest)) == LONGEST
    assert chosen(longest[:-1] + "?") != chosen(longest)
    assert refusal(longest + "!") == "The password has more than 1,024 characters. Choose a shorter one."
    assert typed(longest + "!") == b""
    assert chosen("e\u0301" * LONGEST) == ("\u00e9" * LONGEST).encode()
    assert typed("\u1f82" * LONGEST) == typed(unicodedata.normalize("NFD", "\u1f82" * LONGEST)) != b""
    assert "more than 1,024" in refusal("\ufdfa" * LONGEST)


@pytest.mark.parametrize("odd", ["\n", "\t", "\0", "\x7f", "\ud800", "\u0378"])
def test_what_no_keyboard_types_is_refused_but_does_no_harm_at_sign_in(odd: str) -> None:
    assert "another sign that cannot be typed" in refusal(f"four blue lamps{odd} sing")
    assert typed(f"four blue lamps{odd} sing") != typed("four blue lamps sing")


@pytest.mark.parametrize(
    "password",
    [
        "a" * 15,
        "1" * 1024,
        "abcdefghijklmnopqrst",
        "passwordpassword",
        "Password123456789!",
        "qwertyuiopasdfgh",
        "1qaz2wsx3edc4rfv",
        "iloveyouverymuch",
        "summer2024summer",
        "P@ssw0rdP@ssw0rd",
        "14.03.1987 anna",
        "1987-03-14-1987",
        "aB3$" * 200,
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str) -> None:
    assert "easy to guess" in refusal(password)


@pytest.mark.parametrize(
    "password",
    [
        "anna.meier.anna.meier",
        "Anna Meier Anna Meier",
        "ANNA.MEIER.2024!!",
        "harbor physical therapy",
        "HarborPhysicalTherapy2024",
        "Therapy Anna Physical 1",
        "Ｈａｒｂｏｒ Physical 2024",
    ],
)
def test_names_alone_are_no_password(password: str) -> None:
    assert "little more than the sign-in name or the clinic's name" in refusal(password)


@pytest.mark.parametrize("password", ["h4rb0r phys1c4l th3r4py", "annameier12345678", "Harbor12345678Harbor"])
def test_names_in_disguise_are_easy_to_guess(password: str) -> None:
    assert "easy to guess" in refusal(password)


@pytest.mark.parametrize(
    "password",
    [
        "four blue lamps sing",
        "kaffee trinkt die katze",
        "lamp river stone",
        "my harbor has seventeen green owls",
        "tH9$kq2!vXz7#pLm",
        "8471 2093 5568 1172",
    ],
)
def test_what_is_hard_to_guess_is_taken(password: str) -> None:
    check(password, LOGIN, CLINIC)


@pytest.mark.parametrize(("login", "clinic"), [("a", "B"), ("", ""), ("li", "X Y Z"), ("..", "---")])
def test_names_too_short_to_matter_do_not(login: str, clinic: str) -> None:
    check("four blue lamps sing", login, clinic)


def test_the_longest_text_does_not_take_long() -> None:
    check("warm up the lists", LOGIN, CLINIC)
    for password in ("1l0oi!$5sz2@a4" * 73, "\ufdfa" * 56, "x" * 10_000_000):
        started = time.perf_counter()
        with suppress(NotAllowed):
            check(password, LOGIN, CLINIC)
        assert time.perf_counter() - started < 2


@pytest.mark.parametrize("password", ["zQ7!", "zQ7!" * 3, "zQ7!" * 10, "zQ7!\n" * 4, "zQ7!" * 300])
def test_no_message_repeats_the_password(password: str) -> None:
    assert "zQ7" not in refusal(password)


def test_a_sign_in_name_is_compared_without_case_and_width() -> None:
    assert folded(" Anna ") == folded("ａｎｎａ") == folded("ANNA") == "anna"
    assert folded("Strauß") == folded("STRAUSS")
    assert folded("Zoe\u0308") == folded("zo\u00eb")
    assert folded("anna") != folded("hanna")
    assert shown("  Anna\u00a0M ") == "Anna M"


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(login: str) -> None:
    assert folded(shown(login)) == folded(login)


@pytest.mark.parametrize("login", ["", "   ", "a" * 65, "an\nna", "an\u202ena", "a\ud800", "a" * 1_000_000])
def test_a_sign_in_name_is_one_short_line(login: str) -> None:
    with pytest.raises(NotAllowed, match="A sign-in name has 1 to 64 letters"):
        check_login(login)


@pytest.mark.parametrize("login", ["a", "anna.meier", "Zoë", "李", "a" * 64])
def test_a_sign_in_name_may_be_in_any_script(login: str) -> None:
    check_login(login)
