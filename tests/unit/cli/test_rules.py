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
    (copied / "payers" / "nothing.toml").symlink_to(copied / "nowhere")
    result = clinicdesk("check-rules", copied)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be read (No such file or directory)" in result.stderr


def test_every_file_and_folder_that_no_rule_is_read_from_is_a_fault(copied: Path) -> None:
    for name in ("payerz", "payers/sub", "payers/folder.toml"):
        (copied / name).mkdir()
    for name in ("foo.toml", "payers/uhc.tml", "payers/sub/a.toml", "payerz/a.toml", "screening/dry-needling.en.txt"):
        (copied / name).write_text("status = 1")
    line = spoil(copied / "states" / "NC.toml", "verified = false", "verifed = false")
    result = clinicdesk("check-rules", copied)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "foo.toml: this file is not known here",
        "payers/folder.toml/: this folder is not known here",
        "payers/sub/: this folder is not known here",
        "payers/uhc.tml: this file is not known here",
        "payerz/: this folder is not known here",
        "screening/dry-needling.en.txt: this file is not known here",
        "states/NC.toml:4: practice[0].verified: this is missing",
        f"states/NC.toml:{line}: practice[0].verifed: this key is not known here",
    ]
    assert clinicdesk("lookup", "cigna", "--rules", copied).exit_code == 1


def test_the_whole_folder_of_shipped_files_can_be_copied(tmp_path: Path) -> None:
    copytree(folder(), tmp_path / "rules")
    (tmp_path / "rules" / "payers" / "uhc.toml~").write_text("left by an editor")
    assert clinicdesk("check-rules", tmp_path / "rules").exit_code == 0


def test_a_day_of_checking_that_is_still_to_come_is_listed(copied: Path) -> None:
    spoil(copied / "payers" / "uhc.toml", "checked = 2026-11-23", "checked = 3026-11-23")
    spoil(copied / "screening" / "dry-needling.toml", "Munoz et al.", "Munoz and others")
    spoil(
        copied / "screening" / "dry-needling.toml", '1363477/", checked = 2026-11-23', '1363477/", checked = 2026-12-02'
    )
    result = clinicdesk("check-rules", copied, "--on", "2026-12-01")
    told = [line for line in result.stdout.splitlines() if line.startswith("Not yet: ")]
    assert result.exit_code == 0
    assert told[0].startswith("Not yet: payers/uhc: policy[0]: checked 3026-11-23, which is after 2026-12-01 (")
    assert re.match(r"Not yet: screening/dry-needling: \w+: checked 2026-12-02, .*\(Munoz and others", told[1])
    assert "Not yet" not in clinicdesk("check-rules", "--on", "2026-12-01").stdout


def test_a_day_that_does_not_exist_is_refused_before_anything_is_said() -> None:
    result = clinicdesk("check-rules", "--on", "2026-02-30")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == '--on: "2026-02-30" is not a day; write it as 2026-12-01\n'
