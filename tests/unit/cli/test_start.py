"""How the command starts: help, what it loads, no network, and any surroundings without a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import which

import click
import pytest

from clinicdesk import __version__
from clinicdesk.cli import main
from clinicdesk.resources import folder
from tests.conftest import example_json
from tests.unit.cli.helpers import PYTHON, SCRIPT, clinicdesk, names, process, visit_in

COMMANDS = ["sheet", "lookup", "questionnaire", "check-rules", "init", "backup", "verify", "restore"]
GROUPS = {"audit": ["export", "show", "verify"], "papers": ["verify"], "staff": ["add", "disable", "list", "reset"]}
PATHS = [[], *([one] for one in [*COMMANDS, *GROUPS]), *([group, one] for group in GROUPS for one in GROUPS[group])]
HEAVY = {"PIL", "PySide6", "reportlab", "sqlcipher3", "sqlite3"}
EXAMPLES = folder() / "examples"

SEVERAL = """
import json, os, sys
from clinicdesk.cli import main

def watch(event, args):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto"}:
        os.write(2, f"NETWORK {event}\\n".encode())
        raise RuntimeError(event)

sys.addaudithook(watch)
for args in json.loads(sys.argv[1]):
    try:
        main(args)
    except SystemExit as left:
        print("status", left.code, flush=True)
    print("loaded", *sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
"""
CALL = """
import socket
try:
    socket.create_connection(("127.0.0.1", 9))
except RuntimeError:
    pass
"""


def several(*commands: list[str], also: str = "") -> subprocess.CompletedProcess[str]:
    """Commands one after the other in one process, which tells their status, what is loaded, and any call outside."""
    return process(PYTHON, "-c", SEVERAL + also, json.dumps(commands))


def test_the_version_is_told() -> None:
    for command in ((SCRIPT,), (PYTHON, "-m", "clinicdesk")):
        done = process(*command, "--version")
        assert (done.returncode, done.stdout) == (0, f"clinicdesk, version {__version__}\n")


def test_there_are_no_other_commands() -> None:
    assert sorted(main.commands) == sorted([*COMMANDS, *GROUPS])
    for group, commands in GROUPS.items():
        found = main.commands[group]
        assert isinstance(found, click.Group)
        assert sorted(found.commands) == commands


def command_at(args: list[str]) -> click.Command:
    found: click.Command = main
    for one in args:
        assert isinstance(found, click.Group)
        found = found.commands[one]
    return found


@pytest.mark.parametrize("args", PATHS, ids=" ".join)
def test_every_help_has_an_example_and_explains_each_option(args: list[str]) -> None:
    result = clinicdesk(*args, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Example" in result.stdout
    assert f"  clinicdesk {' '.join(args)}" in result.stdout
    assert clinicdesk(*args, "-h").stdout == result.stdout
    options = [one for one in command_at(args).params if isinstance(one, click.Option)]
    assert all(one.help for one in options)


def test_an_example_of_help_is_one_that_the_command_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    visit_in(tmp_path)
    (tmp_path / "visits").mkdir()
    for command in (main.commands[one] for one in ("sheet", "lookup", "questionnaire", "check-rules")):
        for line in (command.help or "").splitlines():
            if line.startswith("  clinicdesk ") and "my-rules" not in line:
                args = [part.strip('"') for part in line.replace('"blue cross nc"', "bcbsnc").split()[1:]]
                assert clinicdesk(*args).exit_code == 0, line


def test_nothing_typed_is_answered_with_the_help() -> None:
    assert "Commands:" in clinicdesk().output
    assert clinicdesk("nothing").exit_code == 2


def test_help_and_lookup_load_neither_drawing_nor_windows_nor_databases() -> None:
    done = several(["--help"], ["sheet", "--help"], ["lookup", "medicare", "--on", "2026-12-01"])
    loaded = [set(line.split()[1:]) for line in done.stdout.splitlines() if line.startswith("loaded ")]
    assert len(loaded) == 3
    assert [one & HEAVY for one in loaded] == [set(), set(), set()]


def test_no_command_opens_a_connection_or_loads_windows_or_databases(tmp_path: Path) -> None:
    visit_in(tmp_path)
    visit_in(tmp_path, "rupees", "rupees.json")
    out = str(tmp_path / "out")
    done = several(
        ["sheet", str(tmp_path / "visit.json"), "-o", f"{out}.pdf", "--json", f"{out}.json"],
        ["sheet", "--batch", str(tmp_path), "--out", out, "--jobs", "2"],
        ["lookup", "cigna"],
        ["questionnaire", "-o", f"{out}.form.pdf"],
        ["check-rules"],
        ["--version"],
    )
    assert done.stderr == ""
    assert [line for line in done.stdout.splitlines() if line.startswith("status")] == ["status 0"] * 6
    assert not (HEAVY - {"PIL", "reportlab"}) & set(done.stdout.splitlines()[-1].split())


def test_the_watch_on_connections_would_see_one() -> None:
    assert several(["--version"], also=CALL).stderr == "NETWORK socket.getaddrinfo\n"


SURROUNDINGS = {
    "nothing": {},
    "plain C": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ASCII": {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    "no home": {"HOME": "/nonexistent", "DISPLAY": ":99", "TMPDIR": "/nonexistent"},
}


@pytest.mark.parametrize("surroundings", SURROUNDINGS.values(), ids=list(SURROUNDINGS))
def test_it_works_without_display_and_home_and_in_any_locale(surroundings: dict[str, str], tmp_path: Path) -> None:
    visit_in(tmp_path, "rupees", "séance.json")
    done = process(SCRIPT, "sheet", "séance.json", "--json", "a.json", env=surroundings, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert names(tmp_path) == ["a.json", "séance.json"]
    assert json.loads((tmp_path / "a.json").read_bytes())["estimate"]["currency"] == "INR"


def test_what_a_screen_cannot_show_is_replaced(tmp_path: Path) -> None:
    value = example_json("rupees")
    value["service"]["code"] = "ñ€🙂"
    (tmp_path / "séance.json").write_text(json.dumps(value))
    plain = SURROUNDINGS["plain C"]
    refused = process(SCRIPT, "sheet", "séance.json", env=plain, cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("service.code: ")
    visit_in(tmp_path, "rupees", "séance.json")
    worked = process(SCRIPT, "sheet", "séance.json", env=plain, cwd=tmp_path)
    assert (worked.returncode, worked.stderr) == (0, "")
    assert names(tmp_path) == ["séance.json", "séance.pdf"]


def ordinary(*command: str | Path) -> list[str | Path]:
    """The command as one to whom a folder can be closed: root too, without what root may more than others."""
    if os.geteuid() != 0:
        return [*command]
    drop = which("setpriv")
    if not drop:
        pytest.skip("there is no setpriv here")
    return [drop, "--bounding-set=-all", "--inh-caps=-all", *command]


def test_a_current_folder_that_is_closed_to_writing_is_told_and_no_obstacle_to_the_rest(tmp_path: Path) -> None:
    visit = visit_in(tmp_path)
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed").chmod(0o555)
    here = tmp_path / "closed"
    done = process(*ordinary(SCRIPT, "sheet", visit), cwd=here)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "visit.pdf: the file cannot be written (Permission denied)\n"
    assert names(here) == []
    assert process(*ordinary(SCRIPT, "lookup", "cigna"), cwd=here).returncode == 0
    assert process(*ordinary(SCRIPT, "sheet", visit, "-o", tmp_path / "a.pdf"), cwd=here).returncode == 0


def test_folders_that_are_closed_to_reading_are_told(tmp_path: Path) -> None:
    visit = visit_in(tmp_path)
    closed = tmp_path / "closed"
    closed.mkdir(0o000)
    commands: list[list[str | Path]] = [
        ["sheet", closed / "visit.json"],
        ["sheet", visit, "-o", closed / "a.pdf"],
        ["sheet", visit, "-o", tmp_path / "a.pdf", "--rules", closed],
        ["sheet", "--batch", closed, "--out", tmp_path / "out"],
        ["check-rules", closed / "rules"],
    ]
    for args in commands:
        done = process(*ordinary(SCRIPT, *args), cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, ""), args
        assert done.stderr
    assert names(tmp_path) == ["closed", "visit.json"]


def test_a_current_folder_that_is_gone_is_no_traceback(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    line = 'mkdir "$1" && cd "$1" && rmdir "$1" && exec "$2" sheet "$3"'
    done = process("sh", "-c", line, "sh", gone, SCRIPT, EXAMPLES / "rupees.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr


@pytest.mark.parametrize("args", [["--help"], ["lookup", "medicare"]], ids=" ".join)
def test_an_output_that_nobody_reads_is_no_traceback(args: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process(PYTHON, "-m", "clinicdesk", *args, stdout=writing)
    os.close(writing)
    assert process("sh", "-c", '"$@" | head -1', "sh", SCRIPT, *args).stdout.count("\n") <= 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no full device here")
@pytest.mark.parametrize("args", [["--help"], ["lookup", "medicare"]], ids=" ".join)
def test_an_output_that_is_full_is_told(args: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = process(SCRIPT, *args, stdout=full)
        assert (done.returncode, done.stderr) == (1, "clinicdesk: cannot go on (No space left on device)\n")
        assert process(SCRIPT, *args, stdout=full, stderr=full).returncode == 1


def test_no_output_at_all_is_no_obstacle(tmp_path: Path) -> None:
    line = '"$1" sheet "$2" -o "$3" >&- 2>&-'
    done = process("sh", "-c", line, "sh", SCRIPT, EXAMPLES / "rupees.json", tmp_path / "a.pdf")
    assert done.returncode == 0
    assert names(tmp_path) == ["a.pdf"]
