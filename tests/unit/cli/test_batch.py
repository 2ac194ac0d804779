"""`clinicdesk sheet --batch`: each file by itself, counted as worked, refused or skipped."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from clinicdesk.resources import folder
from tests.conftest import EXAMPLES, example_bytes
from tests.unit.cli.helpers import clinicdesk, names, visit_in

WORKED = ["deductible-met-midway", "incomplete", "rupees", "twelve-today"]
REFUSED = {"broken": b'{"clinicdesk": "visit/1", ', "empty-visit": b'{"clinicdesk": "visit/1"}'}
SKIPPED = {
    "a-result": b'{"clinicdesk": "result/1"}',
    "another-format": b'{"clinicdesk": "visit/2"}',
    "list": b"[]",
    "none": b"",
    "no-json": b"\xff\x00",
}


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    """A folder as a clinic has it: visits, broken ones, results, and what else lies about."""
    made = tmp_path / "visits"
    (made / "folder").mkdir(parents=True)
    for name in WORKED:
        visit_in(made, name, f"{name}.json")
    for name, data in {**REFUSED, **SKIPPED}.items():
        (made / f"{name}.json").write_bytes(data)
    visit_in(made, name="visit.txt")
    visit_in(made / "folder")
    return made


def written(out: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_refused_file_does_not_stop_the_others_and_all_are_counted(visits: Path, tmp_path: Path) -> None:
    before = written_below(visits)
    result = clinicdesk("sheet", "--batch", visits, "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "4 worked, 2 refused, 5 skipped.\n")
    assert {line.split(": ")[0] for line in result.stderr.splitlines()} == {"broken.json", "empty-visit.json"}
    assert names(tmp_path / "out") == sorted(
        [f"{one}.pdf" for one in WORKED] + [f"{one}.result.json" for one in WORKED]
    )
    assert written_below(visits) == before


def written_below(folder: Path) -> dict[Path, bytes]:
    """Every file of a folder and of those in it."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_problem_of_a_refused_file_is_told_with_its_name_and_place(visits: Path, tmp_path: Path) -> None:
    said = clinicdesk("sheet", "--batch", visits, "--out", tmp_path / "out").stderr.splitlines()
    assert any(line.startswith("broken.json: line 1, column ") for line in said)
    assert {"empty-visit.json: clinic: this is missing", "empty-visit.json: date: this is missing"} <= set(said)


def test_two_jobs_give_the_same_bytes_and_words_as_one(visits: Path, tmp_path: Path) -> None:
    one = clinicdesk("sheet", "--batch", visits, "--out", tmp_path / "one")
    two = clinicdesk("sheet", "--batch", visits, "--out", tmp_path / "two", "--jobs", "2")
    assert (one.exit_code, one.stdout, one.stderr) == (two.exit_code, two.stdout, two.stderr)
    assert written(tmp_path / "one") == written(tmp_path / "two")


def test_a_batch_gives_the_same_bytes_as_one_visit_by_itself(visits: Path, tmp_path: Path) -> None:
    clinicdesk("sheet", "--batch", visits, "--out", tmp_path / "out")
    alone = clinicdesk("sheet", visits / "rupees.json", "-o", tmp_path / "a.pdf", "--json", tmp_path / "a.json")
    assert alone.exit_code == 0
    assert (tmp_path / "out" / "rupees.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()
    assert (tmp_path / "out" / "rupees.result.json").read_bytes() == (tmp_path / "a.json").read_bytes()


def test_every_example_is_worked_and_without_pdf_there_are_results_only(tmp_path: Path) -> None:
    examples = tmp_path / "examples"
    copytree(folder() / "examples", examples)
    result = clinicdesk("sheet", "--batch", examples, "--out", tmp_path / "out", "--no-pdf")
    assert (result.exit_code, result.output) == (0, f"{len(EXAMPLES)} worked, 0 refused, 0 skipped.\n")
    assert names(tmp_path / "out") == [f"{name}.result.json" for name in EXAMPLES]


def test_an_empty_folder_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "visits").mkdir()
    for jobs in ("1", "2"):
        result = clinicdesk("sheet", "--batch", tmp_path / "visits", "--out", tmp_path / "out", "--jobs", jobs)
        assert (result.exit_code, result.output) == (0, "0 worked, 0 refused, 0 skipped.\n")


def test_the_out_folder_is_made_with_those_around_it(visits: Path, tmp_path: Path) -> None:
    clinicdesk("sheet", "--batch", visits, "--out", tmp_path / "a" / "b", "--no-pdf")
    assert names(tmp_path / "a" / "b") == [f"{name}.result.json" for name in WORKED]


def test_an_out_folder_that_cannot_be_made_stops_the_batch(visits: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "out"
    result = clinicdesk("sheet", "--batch", visits, "--out", out)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{out}: the folder cannot be made (Not a directory)\n"


def test_a_folder_that_is_not_there_is_told_and_no_out_folder_is_made(tmp_path: Path) -> None:
    result = clinicdesk("sheet", "--batch", tmp_path / "nothing", "--out", tmp_path / "out")
    said = f"{tmp_path / 'nothing'}: the folder cannot be read (No such file or directory)\n"
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", said)
    assert names(tmp_path) == []


def test_broken_rules_stop_the_batch_before_an_out_folder_is_made(visits: Path, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    result = clinicdesk("sheet", "--batch", visits, "--out", tmp_path / "out", "--rules", tmp_path / "rules")
    assert (result.exit_code, result.stdout) == (1, "")
    assert names(tmp_path) == ["rules", "visits"]


def test_a_file_that_cannot_be_read_is_refused_and_the_others_go_on(visits: Path, tmp_path: Path) -> None:
    (visits / "away.json").symlink_to(tmp_path / "nothing")
    (visits / "folder.json").mkdir()
    result = clinicdesk("sheet", "--batch", visits, "--out", tmp_path / "out", "--no-pdf")
    assert (result.exit_code, result.stdout) == (1, "4 worked, 4 refused, 5 skipped.\n")
    assert "away.json: the file cannot be read (No such file or directory)" in result.stderr.replace(f"{visits}/", "")


def test_results_in_the_same_folder_are_skipped_the_next_time_and_made_anew(tmp_path: Path) -> None:
    visit_in(tmp_path)
    clinicdesk("sheet", "--batch", tmp_path, "--out", tmp_path)
    first = written(tmp_path)
    result = clinicdesk("sheet", "--batch", tmp_path, "--out", tmp_path)
    assert (result.exit_code, result.output) == (0, "1 worked, 0 refused, 1 skipped.\n")
    assert written(tmp_path) == first


def test_a_result_never_takes_the_place_of_another_visit_file(tmp_path: Path) -> None:
    visit_in(tmp_path, "rupees", "a.json")
    other = visit_in(tmp_path, "incomplete", "a.result.json")
    result = clinicdesk("sheet", "--batch", tmp_path, "--out", tmp_path, "--no-pdf")
    assert (result.exit_code, result.stdout) == (1, "1 worked, 1 refused, 0 skipped.\n")
    assert "is a visit file itself" in result.stderr
    assert other.read_bytes() == example_bytes("incomplete")


def test_a_name_that_cannot_be_printed_is_refused_and_leaves_no_result(visits: Path, tmp_path: Path) -> None:
    value = json.loads(example_bytes("rupees"))
    value["patient"]["family_name"] = "שלום"
    (visits / "rupees.json").write_text(json.dumps(value))
    result = clinicdesk("sheet", "--batch", visits, "--out", tmp_path / "out")
    assert result.stdout == "3 worked, 3 refused, 5 skipped.\n"
    assert [line for line in result.stderr.splitlines() if line.startswith("rupees.json: patient.family_name: ")]
    assert not [name for name in names(tmp_path / "out") if name.startswith("rupees")]
