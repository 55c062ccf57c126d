"""What happens to coins and to those who hold them."""

from bot.domain import Impact
from bot.news.classify.category import Category
from bot.news.classify.meaning import Meaning, Scope, Topic, spelled, topic_meaning

_CRYPTO = ((Category.CRYPTO, 1),)

CRYPTO = spelled(
    (
        Meaning(topic=Topic(-0.6), impact=Impact.MEDIUM, votes=_CRYPTO, is_theft=True),
        """
        hack, hacked, hacks, hackers, exploit, exploited, exploits, drained, stolen, steal,
        steals, rug pull, breach
        """,
    ),
    (
        topic_meaning(-0.7, Impact.HIGH, ((Category.CRYPTO, 3),), Scope.CRYPTO),
        """
        depeg, depegs, depegged, off-peg, loses peg, de-pegs, loses dollar peg
        """,
    ),
    (
        topic_meaning(-0.7, Impact.HIGH, ((Category.CRYPTO, 3),), Scope.CRYPTO),
        """
        stablecoin crisis, crypto contagion, crypto winter
        """,
    ),
    (
        topic_meaning(-0.3, None, _CRYPTO),
        """
        liquidations, long liquidations, liquidated
        """,
    ),
    (topic_meaning(0.3), "short liquidations, short squeeze"),
    (
        topic_meaning(-0.4, Impact.MEDIUM, ((Category.REGULATION, 1),)),
        """
        chapter 11, files for bankruptcy, Ponzi, ponzi scheme, fraud, fraudulent, scam, scams,
        arrested, arrest, pleads guilty, guilty, embezzlement, money laundering
        """,
    ),
    (
        topic_meaning(-0.6, Impact.HIGH, _CRYPTO),
        """
        pauses withdrawals, halts withdrawals, suspends withdrawals, freezes withdrawals,
        pauses conversions
        """,
    ),
    (
        topic_meaning(
            0.7, Impact.HIGH, ((Category.REGULATION, 2), (Category.CRYPTO, 2)), Scope.CRYPTO
        ),
        """
        ETF approval, ETF approved, approves ETF, approves spot, spot ETF approval,
        approves bitcoin ETF
        """,
    ),
    (
        topic_meaning(0.5, Impact.MEDIUM, ((Category.REGULATION, 1),), Scope.CRYPTO),
        """
        legal tender, strategic bitcoin reserve, bitcoin reserve, legalize, legalizing, legalise
        """,
    ),
    (
        topic_meaning(0.3),
        """
        adoption, accumulating, accumulation, accumulate, whales added, buys
        """,
    ),
    (topic_meaning(-0.3), "dead cat bounce"),
)
