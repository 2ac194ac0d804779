"""The tools of these tests, on a window with a few things in it."""

import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.end2end.conftest import Start
from tests.end2end.program import NotSeen, Program
from tests.end2end.screen import HEIGHT, WIDTH
from tests.end2end.tools import FILES, TOOLS, lacking

ROOT = Path(__file__).parents[2]


@pytest.fixture
def window(start: Start) -> Program:
    return start(sys.executable, "-m", "tests.end2end.small_window", PYTHONPATH=f"{ROOT}")


def test_what_is_typed_is_seen_and_each_key_is_counted(window: Program) -> None:
    window.focus("Name", "text")
    window.type("Zoë O'Malley-Wójcik")
    window.press("Return")
    assert window.see("Hello Zoë O'Malley-Wójcik", "label").states >= {"showing"}
    assert window.hear("Hello Zoë") == "Hello Zoë O'Malley-Wójcik"
    assert window.see("Name", "text").text == "Zoë O'Malley-Wójcik"
    assert window.pressed == len("Zoë O'Malley-Wójcik") + 1


def test_a_question_over_the_window_takes_the_keys(window: Program) -> None:
    window.press("alt+a")
    assert "active" in window.see("A question", "dialog").states
    window.focus("Yes", "push button")
    window.press("space")
    window.see("Yes it is")
    window.miss("A question")


def test_tab_goes_round_and_a_box_is_checked(window: Program) -> None:
    assert window.tab_to("Remember", "check box").name == "Remember"
    window.press("space")
    window.wait(lambda seen: any("checked" in one.states for one in seen.all()), "a checked box")
    assert window.tab_to("Name").role == "text"
    with pytest.raises(NotSeen, match="Tab does not come to"):
        window.tab_to("Nowhere", most=4)


def test_what_does_not_come_is_told_with_what_is_there(window: Program) -> None:
    with pytest.raises(NotSeen, match=r"(?s)label with 'Something'.*push button 'Ask'"):
        window.see("Something", "label", seconds=0.2)
    assert window.find("Hidden words") == []


def test_a_picture_shows_the_window(window: Program, tmp_path: Path) -> None:
    window.see("Nothing yet")
    window.shoot(tmp_path / "before.png")
    window.type("W" * 60)
    window.see("W" * 60)
    window.wait(lambda _: _colors(window) > 4, "a picture with the window in it")
    window.shoot(tmp_path / "after.png")
    before, after = (Image.open(tmp_path / f"{name}.png") for name in ("before", "after"))
    assert before.size == after.size == (WIDTH, HEIGHT)
    assert before.tobytes() != after.tobytes()


def _colors(window: Program) -> int:
    return len(window.screen.picture().getcolors(1 << 24) or ())


def test_it_is_killed_and_started_again(window: Program, start: Start) -> None:
    window.kill()
    assert window.ended() == -9
    again = start(sys.executable, "-m", "tests.end2end.small_window", PYTHONPATH=f"{ROOT}")
    again.see("Nothing yet")


def test_a_program_that_ends_before_it_shows_anything_is_told_with_its_words(start: Start) -> None:
    with pytest.raises(NotSeen, match=r"ended with 3"):
        start(sys.executable, "-c", "raise SystemExit(3)")


def test_stray_lines_are_kept(start: Start) -> None:
    window = start(sys.executable, "-m", "tests.end2end.small_window", "--warn", PYTHONPATH=f"{ROOT}")
    assert window.said == "a stray line\n"
    window._said.write_text("")


def test_what_is_lacking_is_one_line_to_paste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert lacking().startswith("sudo apt-get install -y ")
    assert set(lacking().split()[4:]) >= set(TOOLS.values())
    assert set(lacking().split()[4:]) <= {*TOOLS.values(), *FILES.values()}
