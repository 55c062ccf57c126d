"""What is said of interest rates and of those who set them."""

from bot.domain import Impact
from bot.news.classify.category import Category
from bot.news.classify.meaning import (
    Meaning,
    Nature,
    Scope,
    Subject,
    SubjectKind,
    spelled,
    topic_meaning,
)

_BANK = ((Category.CENTRAL_BANK, 2),)


def _stance(lean: float, impact: Impact = Impact.MEDIUM) -> Meaning:
    return topic_meaning(lean, impact, _BANK, Scope.MARKET, Nature.RATES)


_STEPS = [
    f"{points}{unit}"
    for points in (10, 15, 20, 25, 40, 50, 75, 100)
    for unit in ("bp", "bps", " bp", " bps", " basis points")
]


def _by_steps(*verbs: str) -> str:
    """The verbs with the size of a step in rates behind them, which names no rate."""
    return ", ".join(
        f"{verb} {by}{step}" for verb in verbs for by in ("", "by ") for step in _STEPS
    )


RATES = spelled(
    (
        Meaning(subject=Subject(SubjectKind.RATES), move=-0.4, impact=Impact.HIGH, votes=_BANK),
        _by_steps("cuts", "lowers"),
    ),
    (
        Meaning(subject=Subject(SubjectKind.RATES), move=0.4, impact=Impact.HIGH, votes=_BANK),
        _by_steps("hikes", "hiked", "raises"),
    ),
    (
        _stance(-0.5),
        """
        higher for longer, hawkish, hawk, hawks, tighten policy, tighter policy, tightening,
        monetary tightening, quantitative tightening, restrictive policy, restrictive,
        inflation fight, fight inflation, fighting inflation, keep inflation in check,
        inflation in check, tame inflation, curb inflation, inflation fears, inflation worries,
        inflation risk, inflation risks, inflation concerns, inflation jitters,
        sticky inflation, hot inflation, inflation shock
        """,
    ),
    (
        _stance(0.5),
        """
        dovish, dove, doves, quantitative easing, monetary easing, policy easing, ease policy,
        loosen policy, looser policy, Fed pivot, dovish pivot, rate relief, disinflation,
        liquidity injection, injects liquidity
        """,
    ),
    (
        Meaning(impact=Impact.HIGH, votes=_BANK),
        """
        rate decision, policy decision, policy meeting, FOMC statement, FOMC minutes,
        Fed minutes, FOMC meeting, Fed meeting, ECB meeting, monetary policy
        """,
    ),
    (
        _stance(0.7, Impact.CRITICAL),
        """
        emergency rate cut, emergency rate cuts, emergency cut, emergency easing
        """,
    ),
    (_stance(-0.8, Impact.CRITICAL), "emergency rate hike, emergency hike"),
    (
        Meaning(subject=Subject(SubjectKind.RATES), move=-0.5, impact=Impact.MEDIUM, votes=_BANK),
        """
        rate cut, rate cuts, rate reduction, rate reductions, interest rate cut,
        interest rate cuts, lower rates, lower interest rates
        """,
    ),
    (
        Meaning(subject=Subject(SubjectKind.RATES), move=0.5, impact=Impact.MEDIUM, votes=_BANK),
        """
        rate hike, rate hikes, rate rise, rate rises, rate increase, rate increases,
        interest rate hike, interest rate hikes, higher rates, higher interest rates
        """,
    ),
    (
        Meaning(subject=Subject(SubjectKind.RATES), move=-0.5, flips=True, votes=_BANK),
        """
        hits rate-cut hopes, hit rate-cut hopes, hits rate cut hopes
        """,
    ),
    (
        _stance(0.4),
        """
        rate pause, rate pauses, pauses rate hikes, pause rate hikes, pause in rate hikes,
        skips rate hike, rate skip
        """,
    ),
)
