import pytest

from bot.news.sentiment.figures import direction
from bot.news.sentiment.words import words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13.1 mn versus 8.7 mn", 1),
        ("8.7 mn versus 13.1 mn", -1),
        ("8.7 mn versus 8.7 mn", 0),
        ("1.1 bn versus 900 mn", 1),
        ("12 % versus 9 %", 1),
        ("12 % versus 9 mn", 0),
        ("5 mn versus the third quarter of 2008 when it was 4 mn", 1),
        ("in 2009 versus in 2008", 0),
        ("versus 4 mn", 0),
        ("4 mn versus", 0),
    ],
)
def test_the_later_figure_is_held_against_the_earlier_one(text: str, expected: int):
    words = words_of(text)
    assert direction(words, words.index("versus")) == expected
