"""Items of many feeds become stories, each told once."""

from bot.news.merging.grouping import FeedCounts, Story, merge
from bot.news.merging.headlines import headlines_of

__all__ = ["FeedCounts", "Story", "headlines_of", "merge"]
