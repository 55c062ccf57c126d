"""What happens to firms: before the law, and in their results."""

from bot.domain import Impact
from bot.news.classify.category import Category
from bot.news.classify.meaning import Meaning, Subject, SubjectKind, Topic, spelled, topic_meaning

_RULES = ((Category.REGULATION, 2),)

LAW = spelled(
    (
        topic_meaning(-0.4, Impact.MEDIUM, _RULES),
        """
        sues, sue, sued, lawsuit, lawsuits, charges against, charged with, crackdown, ban, bans,
        banned, banning, probe, probes, investigation, investigates, subpoena, subpoenas, fine,
        fined, fines, penalty, scrutiny, antitrust, indicted, indictment, illegal, wells notice
        """,
    ),
    (
        topic_meaning(-0.4, Impact.MEDIUM, ((Category.REGULATION, 4),)),
        """
        enforcement, enforcement action, enforcement actions
        """,
    ),
    (
        Meaning(topic=Topic(0.3), votes=((Category.REGULATION, 4),), is_soft=True),
        """
        termination of enforcement action
        """,
    ),
    (
        topic_meaning(0.3, Impact.MEDIUM, _RULES),
        """
        drops lawsuit, dismisses lawsuit, drops charges, wins lawsuit, wins case, approves,
        approval, approved, greenlights, green light, settles with, easing rules, eases rules
        """,
    ),
    (
        Meaning(votes=((Category.REGULATION, 1),)),
        """
        regulation, regulations, regulator, regulators, regulate, regulates, regulatory,
        oversight, supervision, legislation, crypto law, law, laws, bill, rules, licence,
        license, compliance, court, judge, judges, legal, settlement, antitrust case, CBDC,
        cryptocurrency law, watchdog
        """,
    ),
)

COMPANY = spelled(
    (
        Meaning(subject=Subject(SubjectKind.ASSET), votes=((Category.EARNINGS, 1),)),
        """
        stock, shares, share price
        """,
    ),
    (
        Meaning(votes=((Category.EARNINGS, 2),)),
        """
        earnings, quarterly results, quarterly profit, quarterly loss, profit, profits, revenue,
        revenues, guidance, Q1, Q2, Q3, Q4, first quarter, second quarter, third quarter,
        fourth quarter, net income, EPS, dividend, results, quarterly, full-year, car sales
        """,
    ),
    (
        topic_meaning(0.6, Impact.MEDIUM, ((Category.EARNINGS, 3),)),
        """
        beats estimates, beats expectations, tops estimates, tops expectations, beat estimates,
        beats forecasts, earnings beat, raises guidance, raises forecast, lifts outlook,
        raises outlook, record profit, record revenue, swings to profit
        """,
    ),
    (
        topic_meaning(-0.6, Impact.MEDIUM, ((Category.EARNINGS, 3),)),
        """
        misses estimates, misses expectations, profit warning, cuts guidance, cuts forecast,
        cuts outlook, lowers guidance, swings to loss, earnings miss, reports loss
        """,
    ),
    (
        topic_meaning(-0.3, Impact.MEDIUM),
        """
        layoffs, sweeping layoffs, job cuts, recall, recalls
        """,
    ),
    (
        Meaning(impact=Impact.MEDIUM),
        """
        acquire, acquires, merger, takeover, buyout, IPO, debut, listing, listings
        """,
    ),
)
