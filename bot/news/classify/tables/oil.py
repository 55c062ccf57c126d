"""What is said of the supply of oil, and words of commodities."""

from bot.domain import Impact
from bot.news.classify.category import Category
from bot.news.classify.meaning import Meaning, Subject, SubjectKind, spelled

OIL_KEYS = ("CL=F", "BZ=F")

OIL = spelled(
    (
        Meaning(move=0.6, impact=Impact.HIGH, votes=((Category.COMMODITY, 2),)),
        """
        supply fears, supply disruption, supply disruptions, supply crunch, supply shock,
        supply squeeze, supply worries, supply crisis, supply risk, tanker halt, shortage,
        fuel shortage
        """,
    ),
    (
        Meaning(
            subject=Subject(SubjectKind.ASSET, OIL_KEYS),
            move=0.6,
            impact=Impact.HIGH,
            votes=((Category.COMMODITY, 2),),
        ),
        """
        oil shock, crude shock, oil spike, energy spike, triple digit crude, $100 oil, $120 oil
        """,
    ),
    (
        Meaning(
            subject=Subject(SubjectKind.ASSET, OIL_KEYS),
            move=-0.4,
            impact=Impact.MEDIUM,
            votes=((Category.COMMODITY, 2),),
        ),
        """
        strategic reserve, strategic reserves, release of oil, oil release, record release,
        reserve release, reserves release, release from reserves, oil from reserves,
        cool oil prices, lower oil prices, stabilise oil, stabilize oil, supply glut,
        oversupply, glut
        """,
    ),
    (Meaning(impact=Impact.HIGH, votes=((Category.COMMODITY, 1),)), "$100 a barrel, $120 a barrel"),
    (
        Meaning(is_supply=True),
        """
        output, production, supply, supplies, exports of oil
        """,
    ),
    (
        Meaning(votes=((Category.COMMODITY, 1),)),
        """
        barrel, barrels, bpd, refinery, refineries, pipeline, tanker, tankers, Hormuz,
        Strait of Hormuz, gasoline, diesel, energy prices, fuel prices, energy markets, energy,
        commodity, commodities, metals, wheat, corn, soybeans, coffee, cocoa, storage
        """,
    ),
)
