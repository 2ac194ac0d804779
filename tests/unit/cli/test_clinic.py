"""The commands about a clinic's data, as they are typed."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clinicdesk.cli.main import main

ANA = "wandering teapot seventeen gulls"
BEA = "marble staircase under the orchard"
ANOTHER = "copper violins and quiet thunder"


def run(folder: Path, *args: str, secrets: tuple[str, ...] = ()) -> Result:
    """A command with its secrets on a pipe, one a line."""
    reading, writing = os.pipe()
    os.write(writing, "".join(f"{one}\n" for one in secrets).encode())
    os.close(writing)
    options = ["--data", str(folder), "--password-fd", str(reading)]
    return CliRunner().invoke(main, [*args, *options])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    made = run(
        folder, "init", "--name", "Maple Street PT", "--state", "NC", "--manager", "Ana Ruiz", "--login", "ana",
        secrets=(ANA,),
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    (folder.parent / "recovery").write_text(made.output.split("Recovery key: ")[1].strip())
    return folder


def test_a_clinic_its_staff_and_its_trail(folder: Path, tmp_path: Path) -> None:
    added = run(
        folder, "staff", "add", "bea", "--name", "Bea Holt", "--role", "front_desk", "--as", "ana", secrets=(ANA, BEA)
    )
    assert added.output == "Added: bea\n"
    listed = run(folder, "staff", "list", "--as", "bea", secrets=(BEA,))
    assert listed.output == "ana\tAna Ruiz\tmanager, front_desk\nbea\tBea Holt\tfront_desk\n"
    checked = run(folder, "audit", "verify", "--as", "ana", secrets=(ANA,))
    assert "all as they were written" in checked.output
    shown = run(folder, "audit", "show", "--as", "ana", secrets=(ANA,))
    assert [line.split("\t")[3] for line in shown.output.splitlines()] == [
        *("settings.view", "session.sign_in"),
        *("trail.verify", "session.sign_in"),
        *("settings.view", "session.sign_in"),
        *("staff.add", "session.sign_in"),
        "session.sign_in",
    ]
    taken = tmp_path / "trail.jsonl"
    exported = run(folder, "audit", "export", "-o", str(taken), "--as", "ana", secrets=(ANA,))
    rows = [json.loads(line) for line in taken.read_text().splitlines()]
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[-1]["mac"] in exported.output


def test_a_wrong_password_is_told_in_a_sentence(folder: Path) -> None:
    refused = run(folder, "staff", "list", "--as", "ana", secrets=("not it at all",))
    assert refused.exit_code == 1
    assert "is not right" in refused.output
    assert "Traceback" not in refused.output


def test_the_front_desk_reads_no_trail(folder: Path) -> None:
    run(folder, "staff", "add", "bea", "--name", "Bea Holt", "--role", "front_desk", "--as", "ana", secrets=(ANA, BEA))
    refused = run(folder, "audit", "show", "--as", "bea", secrets=(BEA,))
    assert refused.exit_code == 1
    assert "bea may not do this" in refused.output


def test_the_recovery_key_gives_a_new_password(folder: Path) -> None:
    key = (folder.parent / "recovery").read_text()
    given = run(folder, "staff", "reset", "ana", "--recovery", "--as", "ana", secrets=(key, ANOTHER))
    assert given.output == "New password: ana\n"
    assert run(folder, "staff", "list", "--as", "ana", secrets=(ANA,)).exit_code == 1
    assert run(folder, "staff", "list", "--as", "ana", secrets=(ANOTHER,)).exit_code == 0


def test_a_disabled_person_stays_out(folder: Path) -> None:
    run(folder, "staff", "add", "bea", "--name", "Bea Holt", "--role", "front_desk", "--as", "ana", secrets=(ANA, BEA))
    assert run(folder, "staff", "disable", "bea", "--as", "ana", secrets=(ANA,)).output == "Disabled: bea\n"
    assert run(folder, "staff", "list", "--as", "bea", secrets=(BEA,)).exit_code == 1
    assert run(folder, "staff", "list", "--as", "ana", secrets=(ANA,)).output.count("\n") == 1
    unknown = run(folder, "staff", "disable", "bea", "--as", "ana", secrets=(ANA,))
    assert "Nobody signs in as bea" in unknown.output


def test_no_password_stands_in_an_argument() -> None:
    for command in (["init"], ["staff", "add"], ["staff", "reset"], ["staff", "disable"], ["audit", "show"]):
        told = CliRunner().invoke(main, [*command, "--help"]).output
        assert "--password-fd" in told
        assert "--password " not in told


def test_too_few_lines_are_told(folder: Path) -> None:
    refused = run(folder, "staff", "list", "--as", "ana")
    assert refused.exit_code == 2
    assert "no line left for: Password of ana" in refused.output


def test_there_is_no_clinic(tmp_path: Path) -> None:
    refused = run(tmp_path / "nothing", "staff", "list", "--as", "ana", secrets=(ANA,))
    assert refused.exit_code == 1
    assert "There is no clinic" in refused.output
    assert not (tmp_path / "nothing").exists()


def test_the_account_has_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    refused = CliRunner().invoke(main, ["staff", "list", "--as", "ana"], input="x\n")
    assert f"no clinic in {tmp_path / 'clinicdesk'}" in refused.output
