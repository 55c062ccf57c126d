"""The report's colours can be told from what they stand on."""

import pytest

from bot.reports.html.palette import (
    DARK,
    GRAPHIC_PAIRS,
    LIGHT,
    TEXT_PAIRS,
    theme_css,
)
from tests.support.pages.contrast import contrast

THEMES = {"light": LIGHT, "dark": DARK}


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_has_a_contrast_of_at_least_4_5(theme, pair):
    text, ground = (THEMES[theme][name] for name in pair)
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", GRAPHIC_PAIRS, ids="-on-".join)
def test_lines_and_marks_have_a_contrast_of_at_least_3(theme, pair):
    mark, ground = (THEMES[theme][name] for name in pair)
    assert contrast(mark, ground) >= 3.0


def test_both_themes_name_the_same_colours_and_all_are_in_the_style():
    assert LIGHT.keys() == DARK.keys()
    for colour in (*LIGHT.values(), *DARK.values()):
        assert colour in theme_css()
