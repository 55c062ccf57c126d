"""What is said about the next rate."""

import pytest

EXPECTATIONS = [
    ("Fed seen cutting rates by 25 bps in September", "Fed: cut of 25 bps, in September"),
    ("ECB hikes its key rate by 50 basis points", "ECB: hike of 50 bps"),
    ("BoE leaves its bank rate unchanged", "BoE: unchanged"),
    ("Traders bet on rate cuts next year", "cut, next year"),
    ("Fed rate cuts less likely after the data", "Fed: cut less likely"),
    ("Bank of Japan rules out a rate hike", "BoJ: hike less likely"),
    ("Bitcoin soars", None),
    ("Mortgage rates rise", None),
    ("The unemployment rate rises", None),
]


@pytest.mark.parametrize(("title", "expectation"), EXPECTATIONS)
def test_an_expectation_is_told_where_the_text_says_it(judge, title, expectation):
    assert judge(title).interest_rate_expectation == expectation


def test_the_summary_tells_it_where_the_title_does_not(judge):
    event = judge("Fed speaks", "The committee raised rates by 25 bps")
    assert event.interest_rate_expectation == "Fed: hike of 25 bps"
