"""The category of a headline."""

from bot.news.classify.category import Category
from bot.news.classify.reading import Reading

_NEWS = 3
_TITLE = 2
_FIRST = 1
_HINT = 1
_LEAST = 3
_ORDER = {category: place for place, category in enumerate(Category)}


def category_of(reading: Reading) -> Category:
    """What most words speak for; those of the title's news count twice, the first one once more,
    and what is the first to happen three times more.

    The feed's own category is one more voice, and none where nothing in the text speaks for it:
    a feed about markets carries recipes too.
    """
    votes: dict[Category, int] = {}
    for start, _, meaning in reading.title:
        times = _TITLE if start < reading.aside else 1
        for category, points in meaning.votes:
            first = 0 if votes else _FIRST
            votes[category] = votes.get(category, 0) + times * points + first
    for _, _, meaning in reading.summary:
        for category, points in meaning.votes:
            votes[category] = votes.get(category, 0) + points
    news = _of_the_news(reading)
    if news is not None:
        votes[news] = votes.get(news, 0) + _NEWS
    return _most(votes, reading.headline.category)


def _of_the_news(reading: Reading) -> Category | None:
    """The category of what happened first; a company that moves is news of its earnings."""
    news = reading.news()
    if news is None:
        return None
    if news.meaning.votes:
        return news.meaning.votes[0][0]
    is_company = news.meaning.subject is not None and news.meaning.actor is not None
    return Category.EARNINGS if is_company else None


def _most(votes: dict[Category, int], hint: str) -> Category:
    best, most = Category.GENERAL, 0
    for category, count in votes.items():
        heard = count + (_HINT if category == hint else 0)
        if count >= _LEAST and (heard, -_ORDER[category]) > (most, -_ORDER[best]):
            best, most = category, heard
    return best
