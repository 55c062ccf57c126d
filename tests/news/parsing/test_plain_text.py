"""Markup as plain text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.parsing.plain_text import plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("S&amp;P 500 falls", "S&P 500 falls"),
        ("S&amp;amp;P 500 falls", "S&P 500 falls"),
        ("&lt;b&gt;Gold&lt;/b&gt; rises", "Gold rises"),
        ("<p>Oil surges</p><p>above $100</p>", "Oil surges above $100"),
        ("C<b>P</b>I is out", "CPI is out"),
        ("rates<br/>up", "rates up"),
        ("<script>alert(1)</script>Fed holds", "Fed holds"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Fed holds", "Fed holds"),
        ("Fed holds<style>p {color: red}</style>", "Fed holds"),
        ("<img src=x onerror=alert(1)>Fed holds", "Fed holds"),
        ("Fed <!-- a < b --> holds", "Fed holds"),
        ("Fed holds <img src=x onerror=alert(1)//", "Fed holds"),
        ("the ratio <b is low", "the ratio <b is low"),
        ("yields < 4% and > 3%", "yields < 4% and > 3%"),
        ("Bitcoin&nbsp;&#8217;s\n\tprice&#x2026;", "Bitcoin ’s price…"),
        ("\x1b[31mred\x00 \u202eevil\u200b", "[31mred evil"),
        ("lone \ud800 half", "lone half"),
        ("", ""),
    ],
)
def test_only_the_words_are_left(markup, text):
    assert plain_text(markup, 100) == text


def test_a_long_text_ends_after_a_word():
    assert plain_text("one two three four five", 14) == "one two three…"
    assert plain_text("x" * 50, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    "hostile",
    ["<script>", "<!--", "<", "&lt;", "&amp;" * 5, "<b", "<p <", "<a =", "<a " + "=" * 998],
)
def test_a_megabyte_of_openings_takes_no_time(hostile):
    began = time.perf_counter()
    plain_text(hostile * (1_000_000 // len(hostile)), 600)
    assert time.perf_counter() - began < 1.0


@given(st.text(max_size=300))
def test_any_text_becomes_one_printable_line(markup):
    text = plain_text(markup, 50)
    assert len(text) <= 50
    assert text.isprintable()
    assert text == " ".join(text.split())
