"""From a feed's bytes to items of plain text.

Imports nothing of the house: a process of its own does this work, and starts anew with each run.
"""

from bot.news.parsing.feed_document import FeedDocument, FeedItem, FeedItems, read_feed
from bot.news.parsing.serving import serve

__all__ = ["FeedDocument", "FeedItem", "FeedItems", "read_feed", "serve"]
