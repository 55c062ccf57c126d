"""The files of the page: small modules, text nodes only, one palette, one scale of sizes."""

import re
from pathlib import Path

import pytest

from tests.support.pages.contrast import contrast

STATIC = Path(__file__).parents[2] / "api" / "static"
MODULES = sorted(STATIC.rglob("*.js"))
SHEETS = sorted(STATIC.rglob("*.css"))
TOKENS = (STATIC / "page" / "tokens.css").read_text()
OF_TEXT = ["ink", "soft", "up", "down", "accent"]


def name_of(file: Path) -> str:
    return file.relative_to(STATIC).as_posix()


def palette(selector: str) -> dict[str, str]:
    """The colours that a rule of tokens.css sets."""
    rule = TOKENS[TOKENS.index(selector) :].split("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rule))


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_module_has_under_200_lines(file):
    assert len(file.read_text().splitlines()) < 200


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_no_module_makes_markup_of_text(file):
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", file.read_text()
    )


@pytest.mark.parametrize("file", SHEETS, ids=name_of)
def test_a_style_sheet_states_no_size_of_text_space_or_colour_of_its_own(file):
    rules = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)
    if name_of(file) == "page/tokens.css":
        rules = re.sub(r"--[\w-]+:[^;]+;", "", rules)
    for size in re.findall(r"font-size:\s*([^;}]+)", rules):
        assert size.strip() in ("inherit", *(f"var(--text-{n})" for n in SIZES)), size
    for space in re.findall(r"(?:padding|margin|gap)(?:-\w+)*:\s*([^;}]+)", rules):
        plain = re.sub(r"calc\([^;]*\)|var\(--(?:space-\d|target|bar)\)|\b0\b|auto", "", space)
        assert plain.strip() == "", space
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=\s*[;,}])", rules) == []


SIZES = ("small", "body", "large", "huge")


def test_there_are_four_sizes_of_text():
    assert set(re.findall(r"--text-(\w+):", TOKENS)) == set(SIZES)


@pytest.mark.parametrize("theme", [":root {", ':root[data-theme="dark"] {'])
@pytest.mark.parametrize("name", OF_TEXT)
def test_text_has_a_contrast_of_at_least_4_5_on_card_and_page(theme, name):
    colours = palette(theme)
    for ground in ("card", "page"):
        assert contrast(colours[name], colours[ground]) >= 4.5, ground
    assert contrast(colours["warn-ink"], colours["warn"]) >= 4.5
