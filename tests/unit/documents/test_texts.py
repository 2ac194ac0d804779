"""The reader of papers' texts refuses what breaks the format, naming file, key and line."""

import pytest

from clinicdesk.documents.texts import form, read
from clinicdesk.errors import RulesRefused
from clinicdesk.resources import folder

GOOD = """
id = "consent"
language = "en"
edition = 2026-11-23
title = "T"
[source.a]
title = "S"
href = ""
checked = 2026-11-23
[[part]]
id = "one"
text = ["x {name}"]
sources = ["a"]
[[figure]]
event = "e"
rate = "r"
sources = ["a"]
"""
KINDS = sorted(path.name for path in (folder() / "documents").iterdir() if path.is_dir())


def test_a_good_file() -> None:
    found = read("f", GOOD.encode(), "consent", "en")
    assert found.parts["one"].paragraphs(name="{y}") == ("x {y}",)
    assert found.sources["a"].title == "S"
    assert len(found.mark) == 8


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "T"', 'titel = "T"', "titel: unknown key"),
        ('title = "T"', "", "title: is missing"),
        ('id = "consent"', 'id = "other"', 'id: must be "consent"'),
        ('language = "en"', 'language = "es"', 'language: must be "en"'),
        ("edition = 2026-11-23", 'edition = "2026"', "edition: is of the wrong kind"),
        ('sources = ["a"]\n[[figure]]', 'sources = ["b"]\n[[figure]]', '"b" is no source'),
        ('text = ["x {name}"]', 'text = "x"', "text: must be a list of texts"),
        ('text = ["x {name}"]', 'txt = ["x"]', "txt: unknown key"),
        ("[[figure]]", '[[part]]\nid = "one"\n[[figure]]', '"one" is here twice'),
        ('rate = "r"', "", "rate: is missing"),
        ('href = ""', "", "href: is missing"),
    ],
)
def test_a_bad_file_is_refused(old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(RulesRefused) as error:
        read("documents/consent/en.toml", GOOD.replace(old, new, 1).encode(), "consent", "en")
    assert told in str(error.value)
    assert "documents/consent/en.toml" in str(error.value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_texts_can_be_read(kind: str) -> None:
    assert form(kind, "en").title


def test_every_figure_is_one_that_a_study_gives() -> None:
    """Each `1 in N` against the share that the study reports, in ten-thousandths."""
    studied = {
        "A drop of blood": (465, 1600),
        "A bruise": (755, 770),
        "Pain while the needle is in": (301, 590),
        "Pain after the visit": (219, 219),
        "Feeling worse than before": (88, 88),
        "Feeling sleepy": (26, 26),
        "Headache, or feeling sick to your stomach": (13, 14),
        "A bigger problem of any kind": (10, 10),
    }
    figures = form("consent", "en").figures
    assert {one.event for one in figures} == set(studied)
    for one in figures:
        told = [int(part.replace(",", "").split()[0]) for part in one.rate.split("1 in ")[1:]]
        low, high = studied[one.event]
        assert 0.92 < max(told) * low / 10_000 < 1.08
        assert 0.92 < min(told) * high / 10_000 < 1.08
        assert one.sources
