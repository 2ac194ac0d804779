"""What is left of a patient, also after a kill: nothing that can be read but the sheet that was saved on purpose."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end2end.clerk import Person, sign_in, type_person
from tests.end2end.conftest import Demo
from tests.end2end.screen import Screen
from tests.end2end.whole_visit import WHO, WholeVisit

MARKED = Person("Zyxmarker", "Zyxfamily", "4/17/1988", "919-555-0188")

_OPENED = re.compile(r'(?:openat|creat)\([^"]*"([^"]*)"(.*)\) = \d')
_WRITES = re.compile(r"creat\(|O_CREAT|O_WRONLY|O_RDWR")
_OWN = ("/dev/", "/proc/")


def found(word: str, *folders: Path) -> list[Path]:
    """The files that have a word in their bytes or in their name, in any of the usual encodings, large or small."""
    wanted = [word.lower().encode(one) for one in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")]
    return [
        one for one in _files(*folders) if any(part in one.read_bytes().lower() for part in wanted) or word in f"{one}"
    ]


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())


def runtime(screen: Screen) -> Path:
    """Where a session keeps what goes with it."""
    return Path(screen.environment["XDG_RUNTIME_DIR"])


@pytest.fixture(scope="module")
def calls(whole_visit: WholeVisit) -> list[str]:
    """Every socket and file that the program opened in a whole visit."""
    if whole_visit.calls is None:
        pytest.skip("sudo apt-get install -y strace")
    return whole_visit.calls.read_text("utf-8", "replace").splitlines()


def test_a_word_that_stands_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes("Zürcher".encode("utf-16-le"))
    (tmp_path / "two").write_bytes(b"\0zyxmarker")
    (tmp_path / "three").write_bytes(b"nobody")
    assert [one.name for one in found("ZÜRCHER", tmp_path)] == ["one"]
    assert [one.name for one in found("Zyxmarker", tmp_path)] == ["two"]


@pytest.mark.parametrize("word", [WHO.family, WHO.given, WHO.phone, "W5501"])
def test_a_whole_visit_leaves_nothing_of_the_patient(word: str, whole_visit: WholeVisit, screen: Screen) -> None:
    left = found(word, whole_visit.beside, runtime(screen))
    assert [one for one in left if one != whole_visit.pdf] == []
    assert {one.relative_to(whole_visit.beside / "home").parts[0] for one in _files(whole_visit.beside / "home")} == {
        "said.txt",
        whole_visit.pdf.name,
    }


def test_a_kill_in_the_middle_leaves_nothing_of_the_patient_either(demo: Demo, screen: Screen) -> None:
    desk = demo.start()
    sign_in(desk)
    type_person(desk, MARKED)
    desk.press("ctrl+k")
    desk.type(MARKED.given)
    desk.see("Nobody found", "list item")
    desk.kill()
    assert found(MARKED.given, demo.beside, runtime(screen)) == []


def test_no_network_socket_is_opened(calls: list[str]) -> None:
    sockets = [one for one in calls if " socket(" in one]
    assert len(sockets) > 1
    assert [one for one in sockets if "AF_UNIX" not in one] == []


def test_nothing_is_written_outside_the_clinic_and_the_home(calls: list[str], whole_visit: WholeVisit) -> None:
    written = {told[1] for one in calls if (told := _OPENED.search(one)) and _WRITES.search(one)}
    assert f"{whole_visit.pdf}" not in written
    assert any("clinic.db" in one for one in written)
    outside = [one for one in written if not one.startswith((f"{whole_visit.beside}", *_OWN))]
    assert [one for one in outside if "/__pycache__/" not in one] == [], "but for what Python compiles at a first start"
