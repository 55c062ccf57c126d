"""What a headline is about."""

import pytest

CATEGORIES = [
    ("Bank of Canada leaves its policy rate at 3%", "central_bank"),
    ("Lagarde hints at another rate hike", "central_bank"),
    ("Consumer prices in the U.S. climb faster than thought", "macro"),
    ("Payrolls grow for a third month", "macro"),
    ("Wall Street ends the day lower", "macro"),
    ("Regional lender seized by its watchdog as depositors flee", "macro"),
    ("Parliament votes on a new government", "politics"),
    ("Missiles land near the capital as the war widens", "politics"),
    ("Dogecoin holders move coins to new wallets", "crypto"),
    ("A stablecoin slips from its peg", "crypto"),
    ("SEC sues a broker over unregistered tokens", "regulation"),
    ("Judge approves antitrust settlement", "regulation"),
    ("Netflix beats estimates in the third quarter", "earnings"),
    ("Chipmaker issues a profit warning for Q2", "earnings"),
    ("Crude climbs as OPEC cuts output", "commodity"),
    ("Gold edges higher", "commodity"),
    ("Ten soups for a cold evening", "general"),
]


@pytest.mark.parametrize(("title", "category"), CATEGORIES)
def test_the_words_of_a_title_tell_its_category(judge, title, category):
    assert judge(title).category == category


def test_the_feeds_category_decides_between_equal_voices(judge):
    title = "Senate debates stablecoin"
    assert judge(title, category="politics").category == "politics"
    assert judge(title, category="crypto").category == "crypto"


def test_the_feeds_category_alone_is_no_evidence(judge):
    assert judge("Ten soups for a cold evening", category="macro").category == "general"


def test_the_summary_speaks_where_the_title_says_nothing(judge):
    assert judge("It happened again", "A crypto exchange lost its tokens").category == "crypto"
