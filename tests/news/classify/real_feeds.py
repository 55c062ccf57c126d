"""The real feeds as headlines, read by the standard library: another way than the programs go."""

import html
import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as Xml

from bot.domain import Headline


def real_headlines(folder: Path, name: str, category: str) -> list[Headline]:
    """The items of an RSS feed of the real-data folder, in its order."""
    tree = Xml.parse(folder / "news" / "real_feeds" / name)
    return [
        Headline(
            title=_plain(item.findtext("title", "")),
            summary=_plain(item.findtext("description", "")),
            url=item.findtext("link"),
            published_at=parsedate_to_datetime(item.findtext("pubDate", "")).astimezone(UTC),
            source=name,
            category=category,
        )
        for item in tree.iter("item")
    ]


def _plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())
