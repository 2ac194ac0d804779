"""`clinicdesk check-rules`: every fault with its line, and what is stale."""

import re
from pathlib import Path
from shutil import copytree

import pytest

from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import RULE_FOLDERS, folder
from tests.unit.cli.helpers import PYTHON, clinicdesk, process


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The shipped rule files, to be spoilt."""
    for name in RULE_FOLDERS:
        copytree(folder() / name, tmp_path / "rules" / name)
    return tmp_path / "rules"


def spoil(path: Path, old: str, new: str) -> int:
    """Replace the first `old`; the line on which it stood."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_rules_have_no_fault(rules: Rulebook) -> None:
    done = process(PYTHON, "-m", "clinicdesk", "check-rules", "--on", "2026-12-01")
    assert (done.returncode, done.stderr) == (0, "")
    first = done.stdout.splitlines()[0]
    assert re.fullmatch(rf"Rule book {rules.version[:12]}: \d+ rules, \d+ of them verified\. No fault found\.", first)


def test_what_is_stale_is_listed_and_counted() -> None:
    lines = clinicdesk("check-rules", "--on", "2026-12-01").stdout.splitlines()
    stale = [line for line in lines if line.startswith("Stale: ")]
    assert len(stale) == len(lines) - 2
    assert all(re.fullmatch(r"Stale: \S+/.+: last checked \d{4}-\d\d-\d\d \(.+\)", line) for line in stale)
    assert lines[-1] == f"{len(stale)} stale: checked more than a year before 2026-12-01."


def test_on_the_day_of_the_first_rule_nothing_is_stale_and_in_a_hundred_years_all_is() -> None:
    assert clinicdesk("check-rules", "--on", "0001-01-01").stdout.endswith(
        "\n0 stale: checked more than a year before 0001-01-01.\n"
    )
    late = clinicdesk("check-rules", "--on", "2126-01-01").stdout
    rules = re.search(r": (\d+) rules", late)
    assert rules
    assert f"\n{rules[1]} stale:" in late


def test_all_faults_are_told_with_file_and_line_and_not_the_first_alone(copied: Path) -> None:
    cigna = spoil(copied / "payers" / "cigna.toml", 'status = "investigational"', 'status = "perhaps"')
    codes = spoil(copied / "codes" / "codes.toml", "service = true", 'service = "yes"')
    alabama = spoil(copied / "states" / "NC.toml", "verified = false", "verifed = false")
    result = clinicdesk("check-rules", copied)
    assert (result.exit_code, result.stdout) == (1, "")
    for place in (f"payers/cigna.toml:{cigna}: ", f"codes/codes.toml:{codes}: ", f"states/NC.toml:{alabama}: "):
        assert any(line.startswith(place) for line in result.stderr.splitlines()), place


def test_a_file_that_is_no_toml_hides_no_fault_of_the_others(copied: Path) -> None:
    (copied / "payers" / "cigna.toml").write_text('id = "cigna\n')
    (copied / "payers" / "aetna.toml").write_bytes(b'id = "aetna"\n# \xff\n')
    line = spoil(copied / "states" / "NC.toml", 'profession = "PT"', 'profession = "Dr"')
    said = clinicdesk("check-rules", copied).stderr
    for place in ("payers/cigna.toml:1: ", "payers/aetna.toml:2: ", f"states/NC.toml:{line}: "):
        assert place in said


def test_an_empty_folder_tells_every_missing_part(tmp_path: Path) -> None:
    result = clinicdesk("check-rules", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert all(f"{name}/" in result.stderr for name in ("payers", "states", "codes", "fees", "screening", "notices"))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = clinicdesk("check-rules", tmp_path / "nothing")
    assert (result.exit_code, result.output) == (1, f"{tmp_path / 'nothing'}: there is no such folder\n")


def test_a_file_in_place_of_a_folder_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert clinicdesk("check-rules", tmp_path / "file").exit_code == 2


def test_a_rule_file_that_cannot_be_read_is_told(copied: Path) -> None:
    (copied / "payers" / "folder.toml").mkdir()
    result = clinicdesk("check-rules", copied)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be read (Is a directory)" in result.stderr


def test_a_day_that_does_not_exist_is_refused_before_anything_is_said() -> None:
    result = clinicdesk("check-rules", "--on", "2026-02-30")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == '--on: "2026-02-30" is not a day; write it as 2026-12-01\n'
