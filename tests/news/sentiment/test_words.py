import pytest

from bot.news.sentiment.words import START, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Net sales rose 5.2 %.", ["net", "sales", "rose", "5.2", "%", "."]),
        ("52-week high", ["52", "week", "high"]),
        ("isn’t", ["isn't"]),
        ("Acme's Q3", ["acme", "s", "q", "3"]),
        ("EUR4 .27 against EUR-0.90", ["eur", "4 .27", "against", "eur", "0.90"]),
        ("up from -0.7", ["up", "from", "-0.7"]),
        ("1,050.7 mn, then 9,", ["1,050.7", "mn", ",", "then", "9", ","]),
        ("Ärger über Zölle", ["ärger", "über", "zölle"]),
    ],
)
def test_words_figures_and_marks(text: str, words: list[str]):
    assert words_of(text) == [START, *words]
