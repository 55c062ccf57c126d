"""Addresses of items."""

import pytest

from bot.news.merging.links import clean_link, link_key


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.example/x?utm_source=rss&id=7&utm_medium=y", "https://a.example/x?id=7"),
        ("https://a.example/x?fbclid=1#part", "https://a.example/x"),
        ("HTTPS://A.example/X", "https://a.example/X"),
        ("https://me:secret@a.example:8443/x", "https://a.example:8443/x"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ("https://a.example/x?q=a%20b&c", "https://a.example/x?q=a%20b&c"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//a.example/x", None),
        ("https:///x", None),
        ("https://[oops/x", None),
        ("https://a.example:port/x", None),
        ("https://a.example/\x1b[31m", None),
        ("", None),
    ],
)
def test_an_address_is_shown_without_what_follows_readers(url, clean):
    assert clean_link(url) == clean


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://a.example/x", "http://www.a.example/x/"),
        ("https://a.example/x?b=2&a=1", "https://a.example/x?a=1&b=2"),
    ],
)
def test_two_spellings_of_one_page_have_one_key(url, other):
    assert link_key(url) == link_key(other) is not None


def test_other_pages_have_other_keys_and_a_front_page_none():
    assert link_key("https://a.example/x?id=1") != link_key("https://a.example/x?id=2")
    assert link_key("https://a.example/") is None
    assert link_key("https://a.example/?p=5") is not None
