"""Words that make what happened weigh more or less."""

from bot.news.classify.meaning import Meaning, spelled

WEIGHT = spelled(
    (
        Meaning(amplifies=True),
        """
        record, biggest, largest, worst, historic, unprecedented, largest-ever
        """,
    ),
    (
        Meaning(is_soft=True),
        """
        price prediction, price analysis, prediction, predictions, podcast, newsletter,
        week ahead, weekly ahead, what to know, opinion, explainer, year in review, review,
        how to, why, guide, what happened, briefing, daily briefing, should you, should I, Q&A,
        tale of, lessons, observers, expert says, moments, transcript, morning bid, trading day,
        first mover, first mover Asia, first mover Americas, former employee, former employees,
        market talk, view, things to, key differences, strategic moves, price target,
        could reach, will reach, what is, beginner's guide, wrap, headlines, poll, sponsored,
        press release, like a local, snapshot, mocks
        """,
    ),
)
