"""Which charset a document is read in."""

import pytest

from bot.news.parsing.charset import decoded

WORDS = "Zürich erhöht – Нефть 石油"
HEAD = "<?xml version='1.0' encoding='{}'?>"


@pytest.mark.parametrize(
    ("written", "declared", "header"),
    [
        ("utf-8", "utf-8", "application/xml"),
        ("utf-8", "iso-8859-1", "text/xml; charset=iso-8859-1"),
        ("utf-8-sig", "windows-1252", ""),
        ("utf-8", "klingon", "text/xml; charset=klingon"),
        ("utf-16", "utf-16", "text/xml"),
        ("utf-16-le", "utf-16", ""),
        ("utf-16-be", "utf-16", ""),
        ("utf-32", "utf-32", ""),
        ("utf-32-le", "utf-32", ""),
        ("utf-32-be", "utf-32", ""),
        ("gb18030", "gb2312", "text/xml"),
    ],
)
def test_all_words_are_right_whatever_is_said_of_them(written, declared, header):
    text = HEAD.format(declared) + f"<rss>{WORDS}</rss>"
    assert decoded(text.encode(written), header).endswith(f"<rss>{WORDS}</rss>")


@pytest.mark.parametrize(
    ("written", "declared", "header", "words"),
    [
        ("windows-1251", "windows-1251", "", "Нефть дорожает"),
        ("koi8-r", "", "text/xml; charset=koi8-r", "Нефть дорожает"),
        ("euc-jp", "euc-jp", "text/xml", "日銀は据え置き"),
        ("iso-2022-jp", "iso-2022-jp", "", "日銀は据え置き"),
        ("iso-8859-1", "iso-8859-1", "", "Zürich"),
        ("windows-1252", "utf-8", "text/xml; charset=utf-8", "the ECB’s Größe"),
    ],
)
def test_another_charset_is_read_where_it_is_named_or_fits(written, declared, header, words):
    assert decoded((HEAD.format(declared) + words).encode(written), header).endswith(words)


@pytest.mark.parametrize(
    "name", ["idna", "punycode", "rot13", "base64", "hex", "undefined", "mbcs"]
)
def test_a_codec_that_is_no_charset_is_passed_over(name):
    assert "plain" in decoded((HEAD.format(name) + "plain é").encode("latin-1"), f"charset={name}")
