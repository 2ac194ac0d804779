"""What the system lacks is installed or named. The package manager, the loader and who one is are stood in for."""

import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from tests.end2end.tools import FILES, TOOLS

ROOT = Path(__file__).parents[3]
ORDINARY = (
    "awk",
    "basename",
    "bash",
    "cat",
    "dirname",
    "ls",
    "mktemp",
    "paste",
    "rm",
    "sort",
    "tail",
    "uname",
    "xargs",
)
LACKS = "\tlibEGL.so.1 => not found\n\tlibxcb-cursor.so.0 => not found\n\tlibm.so.6 => /lib/libm.so.6\n"
LINE = "apt-get install -y libegl1 libxcb-cursor0  # the system lacks these"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves libraries to the system")


class System:
    """A system with the ordinary commands, and those that are put there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.done, self.there = folder, folder / "done.txt", folder / "there"
        folder.mkdir()
        for name in ORDINARY:
            (folder / name).symlink_to(which(name) or name)
        (folder / "lacks.txt").write_text(LACKS)
        self.put("ldd", f"[[ -e {self.there} ]] || cat {folder / 'lacks.txt'}")

    def put(self, name: str, text: str) -> None:
        command = self.folder / name
        command.write_text(f"#!/bin/bash\n{text}\n")
        command.chmod(0o755)

    def apt(self, *, update: int = 0, install: int = 0) -> None:
        """A package manager that does what it is told, or fails with these statuses."""
        then = f"[[ $1 != update ]] || exit {update}\n(({install})) || >{self.there}"
        self.put("apt-get", f'echo "$@" >>{self.done}\n{then}')

    def asked(self, *words: str, uid: int = 1000) -> subprocess.CompletedProcess[str]:
        self.put("id", f"echo {uid}")
        command = [f"{ROOT / 'packaging' / 'system'}", *words]
        return subprocess.run(
            ["/bin/bash", *command], env={"PATH": f"{self.folder}"}, capture_output=True, text=True, check=False
        )


@pytest.fixture
def system(tmp_path: Path) -> System:
    return System(tmp_path / "bin")


def test_who_may_not_install_gets_one_line_to_paste(system: System) -> None:
    system.apt()
    told = system.asked()
    assert (told.returncode, told.stdout, told.stderr) == (1, "", f"sudo {LINE}\n")
    assert not system.done.exists()


def test_root_has_it_installed(system: System) -> None:
    system.apt()
    told = system.asked(uid=0)
    assert told.returncode == 0
    assert told.stderr == "Installing what the system lacks: libegl1 libxcb-cursor0 ...\n"
    assert system.done.read_text().splitlines() == [
        "update -q",
        "install -q -y --no-install-recommends libegl1 libxcb-cursor0",
    ]


def test_lists_that_cannot_be_brought_up_to_date_may_still_do(system: System) -> None:
    system.apt(update=100)
    assert system.asked(uid=0).returncode == 0


def test_root_gets_the_line_where_nothing_can_be_installed(system: System) -> None:
    system.apt(update=100, install=100)
    told = system.asked(uid=0)
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1] == LINE


@pytest.mark.parametrize("uid", [0, 1000])
def test_without_apt_the_names_are_told(system: System, uid: int) -> None:
    told = system.asked(uid=uid)
    assert told.returncode == 1
    assert "what Debian calls libegl1 libxcb-cursor0:" in told.stderr


def test_where_nothing_is_lacking_nothing_is_said(system: System) -> None:
    system.there.touch()
    told = system.asked()
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_the_tests_need_more_and_it_is_what_they_look_for(system: System) -> None:
    system.apt()
    system.there.touch()
    named = set(system.asked("test").stderr.split()[4:])
    assert named >= {*TOOLS.values(), "poppler-utils", "qpdf", "strace"}
    for command in TOOLS:
        system.put(command, "")
    if all(path.exists() for path in FILES):
        assert (
            system.asked("test").stderr
            == "sudo apt-get install -y poppler-utils qpdf strace  # the system lacks these\n"
        )
