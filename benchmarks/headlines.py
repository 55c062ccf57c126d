"""Headlines judged a second, beside plain VADER on the same titles and summaries."""

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.line import Line
from benchmarks.rounds import best_seconds
from bot.domain import Headline
from bot.news.classify import Aliases, classify
from bot.news.sentiment import LexiconScorer

ROUNDS = 5
HEADLINES = 2_000
LEAST_A_SECOND = 10_000
SYMBOLS = ("BTC/USDT", "ETH/USDT", "NVDA", "GC=F", "EURUSD=X")
TEXTS = (
    (
        "Bitcoin slides below {n} thousand dollars as traders wait for the Fed",
        "Derivatives desks speak of thin books and of a market that waits for Wednesday's decision "
        "before anybody takes a larger position again.",
    ),
    (
        "ECB raises its key rate by 25 basis points and sees inflation above {n} percent",
        "The governing council repeated that rates stay where they are needed for long enough.",
    ),
    (
        "Oil climbs for day {n} in a row on fears for supply from the Gulf",
        "Two tankers turned back before the strait, and insurers asked for higher premiums.",
    ),
    (
        "Chipmaker beats estimates for quarter {n} and lifts its outlook",
        "Sales to data centers grew faster than analysts had thought, its finance chief said.",
    ),
    (
        "Regulator fines broker ${n} million over missing records of client orders",
        "The firm neither admitted nor denied the findings and said that it has changed its rules.",
    ),
    (
        "Stocks pare losses after lawmakers agree on budget number {n}",
        "",
    ),
    (
        "Exchange hacked for ${n} million, withdrawals halted",
        "The exchange promised to make its customers whole and asked others to freeze the coins.",
    ),
    (
        "Ten things to see in the old town in {n} hours",
        "From the market hall to the tower: a walk for a rainy afternoon with children.",
    ),
)


def headline_lines() -> list[Line]:
    """What one core judges, sentiment included, against what VADER needs to score the words."""
    headlines = made_up()
    aliases, scorer = Aliases(SYMBOLS), LexiconScorer()
    texts = [f"{each.title}. {each.summary}" for each in headlines]
    vader = SentimentIntensityAnalyzer()
    seconds = best_seconds(
        {
            "ours": lambda: classify(headlines, scorer, aliases),
            "vader": lambda: [vader.polarity_scores(text) for text in texts],
        },
        ROUNDS,
    )
    return [
        Line(
            what="headlines classified, sentiment included",
            value=HEADLINES / seconds["ours"],
            unit="1/s",
            bar=LEAST_A_SECOND,
        ),
        Line(
            what="headlines a second / plain VADER's scores of the same",
            value=seconds["vader"] / seconds["ours"],
            unit="x",
            bar=1,
        ),
    ]


def made_up() -> list[Headline]:
    """As long as those of real feeds."""
    return [
        Headline(title=title.format(n=n), summary=summary, source="made up", category="macro")
        for n in range(HEADLINES // len(TEXTS))
        for title, summary in TEXTS
    ]


if __name__ == "__main__":
    print("\n".join(map(str, headline_lines())))
