"""The list of feeds."""

from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.news.feeds import Feed, read_feeds

ROOT = Path(__file__).resolve().parents[3]
ONE = "feeds:\n- {name: A, url: https://a.example/rss}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "feeds.yml"
    path.write_bytes(text.encode())
    return path


def test_a_feed_has_what_the_file_says_and_the_usual_for_the_rest(tmp_path):
    text = f"{ONE}- {{name: B, url: http://b.example, category: crypto, weight: 2, language: de}}\n"
    first, second = read_feeds(written(tmp_path, text)).feeds
    assert first == Feed(name="A", url="https://a.example/rss")
    assert (first.category, first.weight, first.language) == ("general", 1.0, "en")
    assert (second.category, second.weight, second.language) == ("crypto", 2, "de")


def test_names_of_the_users_own_come_as_they_are(tmp_path):
    text = f"{ONE}aliases:\n  my coin: MYC/USDT\n  apple: []\n  2: X\n"
    expected = {"my coin": "MYC/USDT", "apple": [], "2": "X"}
    assert read_feeds(written(tmp_path, text)).aliases == expected


def test_the_list_that_comes_along_is_a_good_one():
    feeds = read_feeds(ROOT / "feeds.yml").feeds
    assert len(feeds) >= 20
    assert {feed.category for feed in feeds} >= {"central_bank", "macro", "crypto", "regulation"}
    assert all(feed.url.startswith("https://") for feed in feeds)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "need feeds: and a list below it"),
        ("feeds: []", "need feeds: and a list below it"),
        ("- a", "need feeds: and a list below it"),
        ("feeds: [1", "is no YAML that can be read"),
        ("feeds: [a]", "feed 1 of"),
        ("feeds: [{name: A}]", "need url, was missing"),
        ("feeds: [{url: 'https://a.example'}]", "need name, was missing"),
        (ONE + "what: 1", "need feeds: and aliases:"),
        (ONE + "aliases: [a]", "below aliases:"),
        ("feeds: [{name: A, url: 'https://a.example', wight: 2}]", "was 'wight' as well"),
        ("feeds: [{name: A, url: 'https://a.example', weight: 0}]", "0 < weight <= 10"),
        (
            "feeds: [{name: A, url: 'https://a.example', weight: heavy}]",
            "a finite number for weight",
        ),
        ("feeds: [{name: A, url: 'ftp://a.example'}]", "need a url such as"),
        ("feeds: [{name: A, url: 'https://'}]", "need a url such as"),
        ("feeds: [{name: A, url: 'https://a.example:x'}]", "need a url such as"),
        ("feeds: [{name: '', url: 'https://a.example'}]", "a non-empty text for name"),
        ("feeds: [{name: \"A\\e\", url: 'https://a.example'}]", "control characters for name"),
        (ONE + "- {name: a, url: https://b.example}\n", "one feed for each name"),
        (ONE + "- {name: B, url: https://a.example/rss}\n", "one feed for each url"),
        ("feeds: !!python/object/apply:os.system [ls]", "is no YAML that can be read"),
        ("a: " + "[" * 5_000, "is no YAML that can be read"),
    ],
)
def test_a_wrong_list_is_refused_with_the_rule(tmp_path, text, words):
    with pytest.raises(ConfigError) as refusal:
        read_feeds(written(tmp_path, text))
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_key_in_an_address_is_in_no_refusal(tmp_path):
    secret = "ftp://me:canary@a.example/?key=canary"
    doubled = (
        ONE.replace("https://", "https://me:canary@")
        + "- {name: B, url: 'https://me:canary@a.example/rss'}\n"
    )
    for text in (f"feeds: [{{name: A, url: '{secret}'}}]", doubled):
        with pytest.raises(ConfigError) as refusal:
            read_feeds(written(tmp_path, text))
        assert "canary" not in str(refusal.value)


def test_a_missing_or_huge_file_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_feeds(tmp_path / "none.yml")
    with pytest.raises(ConfigError, match="need at most"):
        read_feeds(written(tmp_path, "#" * 1_100_000))
