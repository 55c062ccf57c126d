"""Dates of feeds as UTC."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.parsing.dates import moment_of

EVENING = datetime(2026, 3, 8, 22, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 08 Mar 2026 22:16:00 GMT",
        "Sun, 08 Mar 2026 22:16 GMT",
        "Sun, 8 Mar 2026 22:16:00 +0000",
        "8 March 2026 22:16:00 UT",
        "Sunday, 8 March 2026 22:16:00 Z",
        "Sun, 08-Mar-26 22:16:00 GMT",
        "Sun,08 Mar 2026 22:16:00",
        "Sun, 08 Mar 2026 17:16:00 EST",
        "Sun, 08 Mar 2026 23:16:00 +0100 (CET)",
        "Sun, 08 Mar 2026 23:16:00 CET",
        "Mon, 09 Mar 2026 07:16:00 JST",
        "Mon, 09 Mar 2026 03:46:00 +0530",
        "Mon, 09 Mar 2026 03:46:00 IST",
        "Sun, 08 Mar 2026 14:16:00 GMT-08:00",
        "Sun Mar  8 22:16:00 2026",
        "Sun Mar 8 22:16:00 UTC 2026",
        "March 8, 2026 10:16 PM",
        "March 8, 2026, 5:16 p.m. EST",
        "Mar 8th, 2026 at 10:16 pm GMT",
        "Sunday, March 8, 2026 - 22:16",
        "2026-03-08T22:16:00Z",
        "2026-03-08T22:16Z",
        "2026-03-08T22:16:00.123456789+00:00",
        "2026-03-08T17:16:00-05:00",
        "2026-03-08 22:16:00 UTC",
        "2026-03-08 23:16:00 +0100",
        "2026/03/08 22:16:00",
        "20260308T221600Z",
        "1773008160",
        "1773008160000",
        "  Sun, 08 Mar 2026\n 22:16:00   GMT ",
    ],
)
def test_a_date_is_read_as_utc_in_whatever_form(text):
    assert moment_of(text) == EVENING


@pytest.mark.parametrize("text", ["2026-03-08", "8 Mar 2026", "March 8, 2026", "20260308"])
def test_a_date_without_a_time_is_the_end_of_its_day(text):
    assert moment_of(text) == datetime(2026, 3, 8, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "01/03/2024", "31 Feb 2026 10:00:00 GMT", "2026-13-01", "25:61", "0000-00-00",
     "Sun, 08 Foo 2026 22:16:00 GMT", "99999999999999999999", "8 Mar 2026 10:00 +9999"],
)  # fmt: skip
def test_what_is_no_date_or_can_be_read_in_two_ways_says_nothing(text):
    assert moment_of(text) is None


@given(st.text(max_size=200))
def test_any_text_is_borne(text):
    moment = moment_of(text)
    assert moment is None or moment.tzinfo is UTC


@given(st.integers(631_152_000, 4_000_000_000))
def test_a_moment_as_iso_and_as_rfc_822_is_the_same(second):
    moment = datetime.fromtimestamp(second, UTC)
    assert moment_of(moment.isoformat()) == moment
    assert moment_of(f"{moment:%a, %d %b %Y %H:%M:%S} GMT") == moment
