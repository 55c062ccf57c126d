"""What happens in the world: wars, tariffs, crises, elections."""

from bot.domain import Impact
from bot.news.classify.category import Category
from bot.news.classify.meaning import Meaning, Nature, Scope, spelled, topic_meaning

_MACRO = ((Category.MACRO, 2),)
_POLITICS = ((Category.POLITICS, 2),)

WORLD = spelled(
    (
        topic_meaning(-0.6, Impact.HIGH, _POLITICS, Scope.MARKET, Nature.TURMOIL),
        """
        war, wars, invasion, invades, invade, missile, missiles, airstrike, airstrikes,
        air strikes, drone strike, military strike, military strikes, escalates, escalation,
        escalate, hostilities, nuclear threat, blockade, troops, terror attack,
        terrorist attack, tanker attacks, tanker attack, war risk, military action,
        Iran strikes, strikes Iran, strikes on Iran, day of strikes, wave of strikes,
        fresh strikes, Iranian attacks, Israeli attacks, retaliates, retaliate, retaliation
        """,
    ),
    (
        topic_meaning(-0.5, Impact.MEDIUM, _POLITICS, Scope.MARKET, Nature.TURMOIL),
        """
        geopolitical tensions, geopolitical risk, tensions, conflict, Middle East conflict,
        Mideast conflict, Middle East risks, war fears, crisis in the Middle East
        """,
    ),
    (
        topic_meaning(0.5, Impact.HIGH, _POLITICS, Scope.MARKET, Nature.TURMOIL),
        """
        ceasefire, cease-fire, truce, peace deal, peace talks, peace agreement, de-escalation,
        halt to war, halt to Middle East war, end to war, war ends, war ending, war will end,
        war to end, end of war, end the war, ending the war
        """,
    ),
    (topic_meaning(0.3, None, _POLITICS), "after Iran war, after the war"),
    (
        topic_meaning(-0.5, Impact.HIGH, _POLITICS, Scope.MARKET),
        """
        tariff, tariffs, trade war, trade probe, export ban, export bans, export controls,
        trade curbs, import duties
        """,
    ),
    (
        topic_meaning(0.5, Impact.HIGH, _POLITICS, Scope.MARKET),
        """
        trade deal, trade truce, tariff relief, tariff pause, tariff exemption, tariff rollback,
        tariff refund, tariff refunds
        """,
    ),
    (
        topic_meaning(-0.3, Impact.MEDIUM, _POLITICS, nature=Nature.TURMOIL),
        """
        sanctions, embargo
        """,
    ),
    (
        topic_meaning(0.3, Impact.MEDIUM, _POLITICS, nature=Nature.TURMOIL),
        """
        easing sanctions, eases sanctions, lifts sanctions, sanctions relief, sanctions waiver,
        easing Russia sanctions, lift sanctions
        """,
    ),
    (
        Meaning(votes=((Category.POLITICS, 1),)),
        """
        election, elections, ballot, ballots, parliament, impeachment, coup, prime minister,
        president, presidential, lawmakers, lawmaker, minister, ministers, government,
        diplomacy, diplomat, diplomatic, supreme leader, sovereignty, foreign policy,
        trade talks, summit, refugees, protest, protests, Iran, Iranian
        """,
    ),
    (
        topic_meaning(-0.4, Impact.HIGH, _POLITICS, Scope.MARKET),
        """
        government shutdown, debt ceiling, sovereign default, debt default
        """,
    ),
    (
        topic_meaning(-0.5, Impact.HIGH, _MACRO, Scope.MARKET),
        """
        recession, stagflation, depression fears, hard landing, downturn
        """,
    ),
    (topic_meaning(0.4, Impact.MEDIUM, _MACRO, Scope.MARKET), "soft landing"),
    (
        topic_meaning(-0.7, Impact.HIGH, _MACRO, Scope.MARKET),
        """
        banking crisis, bank run, bank runs, financial crisis, contagion, liquidity crisis,
        credit crunch, systemic risk, bank failure, bank failures, bank collapse, bank crisis,
        bank sell off
        """,
    ),
    (
        topic_meaning(-0.8, Impact.CRITICAL, _MACRO, Scope.MARKET),
        """
        market crash, stock market crash, circuit breaker, circuit breakers, flash crash
        """,
    ),
    (
        topic_meaning(-0.4, Impact.HIGH, _MACRO),
        """
        suspends trading, halts trading, trading halt, halts stock markets, trading suspended
        """,
    ),
    (
        Meaning(impact=Impact.HIGH),
        """
        emergency, state of emergency, pandemic, lockdown, lockdowns, outbreak
        """,
    ),
    (
        topic_meaning(0.4, Impact.HIGH, _MACRO, Scope.MARKET),
        """
        emergency lending, emergency loans, emergency measures, backstop, backstopped,
        made whole, protect depositors, access to all funds, protect all, help depositors
        """,
    ),
    (
        topic_meaning(0.4, Impact.MEDIUM, ((Category.MACRO, 1),)),
        """
        bailout, bail out, rescue, rescued, cover any shortfall
        """,
    ),
    (
        topic_meaning(0.5, Impact.HIGH, _MACRO, Scope.MARKET),
        """
        stimulus, stimulus package
        """,
    ),
    (
        topic_meaning(-0.5, Impact.HIGH, _MACRO, Scope.MARKET),
        """
        crisis, crises, turmoil, panic, rattle markets, rattles markets, rocks markets,
        hits markets, energy shock, oil shock, shock
        """,
    ),
    (
        topic_meaning(-0.3, Impact.MEDIUM, _MACRO, Scope.MARKET),
        """
        nowhere to hide, investors on edge, remain on edge, market volatility
        """,
    ),
)
