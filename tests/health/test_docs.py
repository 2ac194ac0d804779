"""What the pages say is there: paths, pictures, make targets, commands, decisions; and the examples really work."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import click
import pytest
from click.testing import CliRunner

from clinicdesk import __version__
from clinicdesk.cli import main
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import folder
from tests.health.keys import SOURCE

ROOT = SOURCE.parent
PAGES = sorted(
    {
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "resources").rglob("README.md"),
        *(ROOT / "tests").rglob("README.md"),
    }
)
TOP = {"clinicdesk", "docs", "packaging", "requirements", "resources", "tests"}
MADE = {"out/", ".venv/bin/"}
"""What is there only once something has been run."""

WINDOW = {"--data", "--demo", "--help", "--version"}
"""What the command takes without a word: the window's own."""

LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?!/)(?:[\w.<>*/-]+/|[\w.<>*/-]+\.(?:json|md|otf|py|sh|toml|ttf|txt))")

page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())


def code(page: Path) -> Iterator[str]:
    """Every line that a page sets as code."""
    text = page.read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        yield from block.splitlines()
    yield from SPAN.findall(BLOCK.sub("", text))


def exists(named: str, page: Path) -> bool:
    """Whether a path stands for something, from the page, from the top, or as the end of a path of the program."""
    pattern = re.sub(r"<[^>]+>|\bNAME\b|\bSTEM\b", "*", named).rstrip("/")
    if any(any(start.glob(pattern)) for start in (page.parent, ROOT)):
        return True
    return pattern.split("/")[0] not in TOP and any(
        any(start.rglob(pattern)) for start in (SOURCE, ROOT / "resources", ROOT / "tests")
    )


@page
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    targets = [one or other for one, other in LINK.findall(page.read_text(encoding="utf-8"))]
    local = [target.split("#")[0] for target in targets if not target.startswith(("https://", "mailto:", "#"))]
    assert [target for target in local if not (page.parent / target).exists()] == []


@page
def test_every_path_that_is_named_is_there(page: Path) -> None:
    named = {part for span in code(page) for part in span.split() if PATH.fullmatch(part) and part not in MADE}
    own = {"result.json", "sheet.pdf", "visit.json", "visits", "sheets"}
    own |= {"backups/<instant>/", "head.json", "keys.json", "waits.json"}
    assert {part for part in named - own if not exists(part, page)} == set()


@page
def test_every_make_target_and_command_that_is_named_is_there(page: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    options = {option for one in main.commands.values() for param in one.params for option in param.opts}
    for line in code(page):
        for target in re.findall(r"^make ([a-z]+)", line):
            assert target in targets
        for option in re.findall(r"^clinicdesk (--[a-z]+)", line):
            assert option in WINDOW
        for command in re.findall(r"^clinicdesk ([a-z][a-z-]*)", line):
            assert command in main.commands
        for option in re.findall(r"^(--[a-z-]+)", line):
            assert option in options


def test_the_paths_are_really_looked_at() -> None:
    named = [part for page in PAGES for span in code(page) for part in span.split() if PATH.fullmatch(part)]
    assert len(named) > 60
    assert not exists("tests/nothing.py", ROOT / "README.md")
    assert not exists("nothing.py", ROOT / "README.md")
    assert exists("resources/payers/<id>.toml", ROOT / "README.md")


def test_every_decision_is_listed_in_order_under_its_title() -> None:
    decisions = ROOT / "docs" / "decisions"
    files = sorted(path for path in decisions.glob("*.md") if path.name != "README.md")
    listing = (decisions / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(\d{4})\]\((.+?)\) (.+)$", listing, re.MULTILINE)
    assert [name for _, name, _ in listed] == [path.name for path in files]
    assert [int(number) for number, _, _ in listed] == list(range(1, len(files) + 1))
    for (number, name, title), path in zip(listed, files, strict=True):
        assert name.startswith(number)
        assert path.read_text(encoding="utf-8").startswith(f"# {number} {title}\n")


def test_every_folder_of_the_top_is_in_the_readmes_map() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}/`" in text for name in TOP)


def test_the_version_is_the_same_everywhere() -> None:
    assert f"Version {__version__}" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"\n## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_numbers_in_the_readme_are_so(rules: Rulebook) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(rules.questionnaire.items) - 1} questions and the age" in text
    assert ("sixteen of them" in text) == (len(list((folder() / "examples").glob("*.json"))) == 16)


def examples() -> list[str]:
    """The README's commands."""
    return [line for line in code(ROOT / "README.md") if re.match(r"clinicdesk [a-z]+(-rules)? *(\S+.*)? {2}#", line)]


def test_the_readme_shows_every_command() -> None:
    assert {line.split()[1] for line in examples()} == set(main.commands)


ON_DATA = {"audit", "backup", "init", "papers", "restore", "staff", "verify"}
"""The commands that ask for passwords."""


def words_of(line: str) -> list[str]:
    return shlex.split(line, comments=True)[1:]


def test_the_readmes_commands_on_a_clinics_data_work_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLINICDESK_DATA", str(tmp_path / "data"))
    ana, bea, made = "wandering teapot seventeen gulls", "marble staircase under the orchard", ""
    typed = {"init": f"{ana}\n{ana}\n", "staff": f"{ana}\n{bea}\n{bea}\n"}
    lines = [line for line in examples() if words_of(line)[0] in ON_DATA]
    for words in map(words_of, lines):
        here = [made if word == "the-backup" else word for word in words]
        result = CliRunner().invoke(main, here, input=typed.get(words[0], f"{ana}\n"))
        assert result.exit_code == 0, result.output
        if words[0] == "backup":
            made = re.search(r"Backup: (\S+)", result.output)[1]  # type: ignore[index]
    assert {words_of(line)[0] for line in lines} == ON_DATA


@pytest.mark.parametrize(
    "line", [line for line in examples() if words_of(line)[0] not in ON_DATA], ids=lambda line: words_of(line)[0]
)
def test_the_commands_of_the_readme_work(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "visits").mkdir()
    for name in ("visit.json", "visits/rupees.json", "visits/incomplete.json"):
        example = name.split("/")[1] if "/" in name else "deductible-met-midway.json"
        copy(folder() / "examples" / example, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, words_of(line))
    assert (result.exit_code, result.stderr) == (0, "")
    made = re.findall(r"\S+\.pdf|sheets|result\.json", line)
    assert all((tmp_path / name).exists() for name in made)


def test_every_option_is_of_use_to_somebody_who_reads_the_help() -> None:
    for name, command in main.commands.items():
        said = CliRunner().invoke(main, [name, "--help"]).stdout
        assert all(option in said for one in command.params if isinstance(one, click.Option) for option in one.opts)
