"""The items of a feed document."""

import time

import pytest

from bot.news.parsing import FeedDocument, FeedItems
from bot.news.parsing.feed_document import read_feed
from tests.support.processes.feed_server import RSS, feed, item

URL = "https://news.example/feeds/rss"


def read(body: bytes, content_type: str = RSS):
    return read_feed(FeedDocument(body=body, content_type=content_type, url=URL))


def only(inside: str):
    (found,) = read(feed([inside])).items
    return found


def test_an_item_has_its_words_link_and_time():
    found = only(
        item(
            "Fed holds &amp;amp; waits",
            link="https://news.example/a?b=1&amp;c=2",
            date="Wed, 18 Mar 2026 18:00:00 GMT",
            more="<description>&lt;p&gt;Rates &lt;b&gt;stay&lt;/b&gt;.&lt;/p&gt;</description>",
        )
    )
    assert (found.title, found.summary) == ("Fed holds & waits", "Rates stay.")
    assert found.url == "https://news.example/a?b=1&c=2"
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-03-18T18:00:00+00:00"


def test_a_relative_link_leads_from_where_the_feed_is():
    assert only(item("Gold", link="/gold")).url == "https://news.example/gold"


def test_an_item_without_a_title_is_named_by_its_words_and_one_without_words_is_counted():
    items = ["<description>Oil rises</description>", "<link>https://a.example</link>"]
    found = read(feed(items))
    assert [each.title for each in found.items] == ["Oil rises"]
    assert found.without_text == 1


def test_the_date_of_publication_comes_before_that_of_an_update():
    dates = (
        "<updated xmlns='http://www.w3.org/2005/Atom'>2026-03-18T19:00:00Z</updated>"
        "<pubDate>Wed, 18 Mar 2026 18:00:00 GMT</pubDate>"
    )
    moment = only(f"<title>Fed</title>{dates}").published_at
    assert moment is not None
    assert moment.hour == 18


def test_a_date_that_feedparser_alone_can_read_is_read():
    moment = only(item("Fed", date="Σαβ, 14 Αυγ 2010 18:00:00 EEST")).published_at
    assert moment is None or moment.year == 2010


def test_a_feed_that_breaks_off_gives_the_items_before():
    whole = feed([item("One"), item("Two"), item("Three")])
    titles = [each.title for each in read(whole[: whole.index(b"Three")]).items]
    assert titles[:2] == ["One", "Two"]


def test_an_unknown_entity_costs_no_item():
    titles = [each.title for each in read(feed([item("A &nbsp;B &foo; C"), item("D")])).items]
    assert titles[1] == "D"


def test_entities_that_unfold_to_gigabytes_unfold_to_nothing():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{bomb}]>'.encode()
    began = time.perf_counter()
    found = read(body + feed([item("&e11;"), item("Two")]).partition(b"?>")[2])
    assert [len(each.title) < 10 for each in found.items] == [True, True]
    assert time.perf_counter() - began < 2.0


@pytest.mark.parametrize("body", [feed([]), b"<rss></rss>", b"<?xml version='1.0'?>\n<feed/>"])
def test_an_empty_feed_is_a_feed(body):
    assert read(body) == FeedItems()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><html><body><item><title>x</title></item>", "a web page"),
        (b"<!-- hi --><html><head></head></html>", "a web page"),
        (b"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
         b"<url><loc>https://a.example</loc></url></urlset>", "a sitemap"),
        (b"<sitemapindex><sitemap/></sitemapindex>", "a sitemap"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a JSON document"),
        (b"[]", "a JSON document"),
        (b"", "an empty document"),
        (b"  \n", "an empty document"),
        (b"Not found", "no XML document"),
        (b"<?xml version='1.0'?><svg:svg xmlns:svg='a'/>", "of another kind (<svg>)"),
        (b"\x00\x01\x02\xff\xfe" * 100, "no XML document"),
        (b"<!---->" * 2_000 + b"x", "no XML document"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_told_as_what_it_is(body, kind):
    refusal = read(body, "text/html").refusal
    assert refusal is not None
    assert refusal.startswith("the answer is ")
    assert kind in refusal
