import re

import pytest

from clinicdesk.resources import folder
from clinicdesk.ui.sheet import SHEET
from clinicdesk.ui.style import STATES, THEMES, look_of, tokens

READABLE = 4.5
GROUNDS = ("surface", "raised", "sunken")
PAIRS = [
    *((ink, ground) for ink in ("ink", "muted", "accent") for ground in GROUNDS),
    *((f"{state}_ink", f"{state}_ground") for state in (*STATES, "demo", "accent")),
    *((f"{state}_ink", "raised") for state in STATES),
    ("ink", "accent_ground"),
    ("accent", "accent_ground"),
    *((ink, "stop_ground") for ink in ("ink", "muted", "accent")),
    ("raised", "stop_ink"),
]
EDGE = 3.0
"""What the edge of a field and of a button must have against what is around it."""


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 has it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read(theme: str) -> None:
    colors = look_of(theme).colors | {"accent_ink": look_of(theme).colors["accent_ink"]}
    pairs = [pair for pair in PAIRS if pair != ("accent_ink", "accent_ground")] + [("accent_ink", "accent")]
    poor = {pair: round(contrast(colors[pair[0]], colors[pair[1]]), 2) for pair in pairs}
    assert {pair: found for pair, found in poor.items() if found < READABLE} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_of_fields_can_be_seen(theme: str) -> None:
    colors = look_of(theme).colors
    assert min(contrast(colors["line_strong"], colors[ground]) for ground in GROUNDS) >= EDGE


def test_both_themes_have_the_same_tokens_and_the_sheet_names_no_other() -> None:
    told = tokens()
    assert told["light"].keys() == told["dark"].keys()
    named = set(re.findall(r"@(\w+)", SHEET))
    assert named <= told["light"].keys() | told["size"].keys() | {"icons"}
    assert "@" not in look_of("light").sheet()


def test_no_colour_is_named_outside_the_tokens() -> None:
    source = folder().parent / "clinicdesk" / "ui"
    found = [
        (path.name, color)
        for path in source.rglob("*.py")
        for color in re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8"))
        if color != "#000000"
    ]
    assert found == []
