"""`clinicdesk sheet` on one visit file: what it writes, what it refuses, and that it then writes nothing."""

import json
import os
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

from clinicdesk.resources import RULE_FOLDERS, folder
from tests.conftest import example_bytes, example_json
from tests.unit.cli.helpers import PYTHON, SCRIPT, clinicdesk, names, process, visit_in
from tests.unit.documents.helpers import plain


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [(SCRIPT,), (PYTHON, "-m", "clinicdesk")], ids=["script", "module"])
def test_the_installed_command_and_the_module_do_the_main_job(command: tuple[str | Path, ...], here: Path) -> None:
    visit = visit_in(here)
    done = process(*command, "sheet", visit, "-o", "sheet.pdf", "--json", "result.json", cwd=here)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Sheet:  sheet.pdf\nResult: result.json\n", "")
    assert (here / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    told = json.loads((here / "result.json").read_bytes())
    assert (told["clinicdesk"], told["visit"]) == ("result/1", sha256(visit.read_bytes()).hexdigest())


def test_without_options_the_sheet_is_written_to_the_current_folder(here: Path) -> None:
    (here / "visits").mkdir()
    visit_in(here / "visits", name="monday.json")
    result = clinicdesk("sheet", "visits/monday.json")
    assert (result.exit_code, result.output) == (0, "Sheet:  monday.pdf\n")
    assert names(here) == ["monday.pdf", "visits"]


def test_a_sheet_has_the_patients_language_and_the_result_is_in_english(here: Path) -> None:
    value = example_json("unmanaged-bleeding-disorder")
    value["patient"]["language"] = "es"
    (here / "visit.json").write_text(json.dumps(value), "utf-8")
    assert clinicdesk("sheet", "visit.json", "-o", "sheet.pdf", "--json", "result.json").exit_code == 0
    text = plain((here / "sheet.pdf").read_bytes())
    assert "Traducción no revisada" in text
    assert "No consta que el sangrado esté bajo control: no poner agujas." in text
    told = json.loads((here / "result.json").read_bytes())
    assert "do not needle" in told["screening"]["findings"][0]["message"]


def test_a_sheet_alone_makes_no_result(here: Path) -> None:
    visit_in(here)
    assert clinicdesk("sheet", "visit.json", "--output", "a.pdf").exit_code == 0
    assert names(here) == ["a.pdf", "visit.json"]


def test_a_result_alone_makes_no_sheet(here: Path) -> None:
    visit_in(here)
    result = clinicdesk("sheet", "visit.json", "--json", "a.json")
    assert (result.exit_code, result.output) == (0, "Result: a.json\n")
    assert names(here) == ["a.json", "visit.json"]


def test_the_same_visit_gives_the_same_bytes(here: Path) -> None:
    visit_in(here)
    for name in ("a", "b"):
        clinicdesk("sheet", "visit.json", "-o", f"{name}.pdf", "--json", f"{name}.json")
    assert (here / "a.pdf").read_bytes() == (here / "b.pdf").read_bytes()
    assert (here / "a.json").read_bytes() == (here / "b.json").read_bytes()


def test_what_is_written_is_its_owners_alone_and_replaces_what_was_there(here: Path) -> None:
    visit_in(here)
    (here / "a.pdf").write_text("old")
    assert clinicdesk("sheet", "visit.json", "-o", "a.pdf").exit_code == 0
    assert (here / "a.pdf").stat().st_mode & 0o777 == 0o600
    assert (here / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_do_not_treat_is_an_answer_and_no_failure(here: Path) -> None:
    visit_in(here, "unmanaged-bleeding-disorder")
    assert clinicdesk("sheet", "visit.json", "--json", "a.json").exit_code == 0
    assert json.loads((here / "a.json").read_bytes())["blockers"][0]["kind"] == "screening_stop"


def test_every_problem_is_told_with_its_place_and_nothing_is_written(here: Path) -> None:
    value = example_json("deductible-met-midway")
    value["coverage"][0]["benefits"]["coinsurance"] = "20"
    value["service"]["sessions"] = 0
    del value["date"]
    (here / "visit.json").write_text(json.dumps(value))
    result = clinicdesk("sheet", "visit.json", "-o", "a.pdf", "--json", "a.json")
    places = [line.split(":")[0] for line in result.stderr.splitlines()]
    assert (result.exit_code, result.stdout) == (1, "")
    assert sorted(places) == ["coverage[0].benefits.coinsurance", "date", "service.sessions"]
    assert names(here) == ["visit.json"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "this is not JSON"),
        (b"{", "this is not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "an object in braces"),
        (b"{}", "this is missing"),
        (b'{"clinicdesk": "result/1"}', "result/1"),
        (b'{"clinicdesk": "visit/2"}', "visit/2"),
        (b"[" * 100_000, "nests"),
        (b" " * (1 << 20) + b"{}", "bytes"),
    ],
)
def test_what_is_no_visit_file_is_refused_in_words(data: bytes, said: str, here: Path) -> None:
    (here / "visit.json").write_bytes(data)
    result = clinicdesk("sheet", "visit.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert names(here) == ["visit.json"]


def test_a_name_that_cannot_be_printed_is_refused_and_not_even_the_result_is_written(here: Path) -> None:
    value = example_json("deductible-met-midway")
    value["patient"]["given_name"] = "יעל"
    (here / "visit.json").write_text(json.dumps(value))
    result = clinicdesk("sheet", "visit.json", "-o", "a.pdf", "--json", "a.json")
    assert result.exit_code == 1
    assert "patient.given_name" in result.stderr
    assert names(here) == ["visit.json"]
    assert clinicdesk("sheet", "visit.json", "--json", "a.json").exit_code == 0


@pytest.mark.parametrize("name", ["nothing.json", "nothing/visit.json", "x" * 300, "visit.json/inside"])
def test_a_file_that_cannot_be_read_is_told(name: str, here: Path) -> None:
    visit_in(here)
    result = clinicdesk("sheet", name, "-o", "a.pdf")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{name}: the file cannot be read (")
    assert names(here) == ["visit.json"]


@pytest.mark.parametrize("target", ["nothing/a.pdf", "visit.json/a.pdf", f"{'x' * 300}.pdf", os.devnull])
def test_a_sheet_that_cannot_be_written_is_told_and_the_result_is_not_written_either(target: str, here: Path) -> None:
    visit_in(here)
    result = clinicdesk("sheet", "visit.json", "--json", "a.json", "-o", target)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{target}: the file cannot be written (")
    assert names(here) == ["visit.json"]


def test_a_result_that_cannot_be_written_takes_the_sheet_with_it(here: Path) -> None:
    visit_in(here)
    assert clinicdesk("sheet", "visit.json", "-o", "a.pdf", "--json", "nothing/a.json").exit_code == 1
    assert names(here) == ["visit.json"]


@pytest.mark.parametrize("option", ["-o", "--json"])
@pytest.mark.parametrize("target", ["visit.json", "./folder/../visit.json", "linked.json", "same.json"])
def test_the_visit_file_itself_is_never_written_over(option: str, target: str, here: Path) -> None:
    visit = visit_in(here)
    (here / "folder").mkdir()
    (here / "linked.json").symlink_to(visit)
    (here / "same.json").hardlink_to(visit)
    before = names(here)
    result = clinicdesk("sheet", "visit.json", option, target)
    assert result.exit_code == 1
    assert "this is the visit file itself" in result.stderr
    assert visit.read_bytes() == example_bytes("deductible-met-midway")
    assert names(here) == before


def test_a_visit_file_whose_name_ends_in_pdf_is_not_written_over(here: Path) -> None:
    visit = visit_in(here, name="visit.pdf")
    assert clinicdesk("sheet", "visit.pdf").exit_code == 1
    assert visit.read_bytes() == example_bytes("deductible-met-midway")


@pytest.mark.parametrize("result", ["a", "./a", "folder/../a"])
def test_sheet_and_result_cannot_be_one_file(result: str, here: Path) -> None:
    visit_in(here)
    (here / "folder").mkdir()
    said = clinicdesk("sheet", "visit.json", "-o", "a", "--json", result)
    assert (said.exit_code, said.stderr) == (1, "a: the sheet and the result cannot be one file\n")
    assert names(here) == ["folder", "visit.json"]


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["visit.json", "another.json"],
        ["visit.json", "--out", "sheets"],
        ["visit.json", "--no-pdf"],
        ["visit.json", "--jobs", "2"],
        ["visit.json", "--paper"],
        ["visit.json", "-o"],
        ["visit.json", "-o", "folder"],
        ["folder"],
        ["visit.json", "--rules", "visit.json"],
        ["--batch", "folder"],
        ["--batch", "folder", "--out", "out", "visit.json"],
        ["--batch", "folder", "--out", "out", "-o", "a.pdf"],
        ["--batch", "folder", "--out", "out", "--json", "a.json"],
        ["--batch", "folder", "--out", "out", "--jobs", "0"],
        ["--batch", "folder", "--out", "out", "--jobs", "two"],
        ["--batch", "visit.json", "--out", "out"],
        ["--batch", "folder", "--out", "visit.json"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2_and_writes_nothing(args: list[str], here: Path) -> None:
    visit_in(here)
    (here / "folder").mkdir()
    result = clinicdesk("sheet", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr
    assert names(here) == ["folder", "visit.json"]


def test_rules_of_a_folder_take_the_place_of_the_shipped_ones(here: Path) -> None:
    visit_in(here)
    for name in RULE_FOLDERS:
        copytree(folder() / name, here / "rules" / name)
    clinicdesk("sheet", "visit.json", "--json", "shipped.json")
    clinicdesk("sheet", "visit.json", "--json", "copied.json", "--rules", "rules")
    assert (here / "shipped.json").read_bytes() == (here / "copied.json").read_bytes()
    (here / "rules" / "payers" / "cigna.toml").unlink()
    clinicdesk("sheet", "visit.json", "--json", "other.json", "--rules", "rules")
    versions = {json.loads((here / f"{name}.json").read_bytes())["rulebook"] for name in ("shipped", "other")}
    assert len(versions) == 2


@pytest.mark.parametrize("rules", ["nothing", "empty"])
def test_rules_that_are_not_there_stop_the_work(rules: str, here: Path) -> None:
    visit_in(here)
    (here / "empty").mkdir()
    result = clinicdesk("sheet", "visit.json", "--rules", rules)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr
    assert names(here) == ["empty", "visit.json"]
