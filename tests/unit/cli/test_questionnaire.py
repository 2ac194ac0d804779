"""`clinicdesk questionnaire`: the blank form as a PDF."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from clinicdesk.model.rulebook import Rulebook
from tests.unit.cli.helpers import clinicdesk, names


def test_the_form_is_a_pdf_with_the_questions(tmp_path: Path, rules: Rulebook) -> None:
    result = clinicdesk("questionnaire", "-o", tmp_path / "form.pdf")
    assert (result.exit_code, result.output) == (0, f"Form: {tmp_path / 'form.pdf'}\n")
    assert (tmp_path / "form.pdf").stat().st_mode & 0o777 == 0o600
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "form.pdf").pages).split())
    asked = [item.text for item in rules.questionnaire.items if item.text.split()[0] in text]
    assert len(asked) > 40


def test_the_form_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        clinicdesk("questionnaire", "-o", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("target", ["nothing/form.pdf", "file/form.pdf"])
def test_a_form_that_cannot_be_written_is_told(target: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    result = clinicdesk("questionnaire", "-o", tmp_path / target)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{tmp_path / target}: the file cannot be written (")
    assert names(tmp_path) == ["file"]


def test_wrong_usage_is_status_2(tmp_path: Path) -> None:
    assert clinicdesk("questionnaire").exit_code == 2
    assert clinicdesk("questionnaire", "-o", tmp_path).exit_code == 2
    assert clinicdesk("questionnaire", "-o", tmp_path / "a", "--rules", tmp_path / "nothing").exit_code == 1
    assert names(tmp_path) == []
