"""Words for what goes up, goes down or stands still."""

from bot.news.classify.meaning import Meaning, spelled

STRONG = 0.7
WEAK = 0.4
COLLAPSE = -0.9
"""The end of what it is said of."""

MOVES = spelled(
    (
        Meaning(move=STRONG),
        """
        surge, surges, surged, surging, soar, soars, soared, soaring, skyrocket, skyrockets,
        skyrocketing, spike, spikes, spiked, rocket, rockets, boom, booms, booming, rally,
        rallies, rallied, rallying, jump, jumps, jumped, leap, leaps, leaped, record high,
        record highs, all time high, all time highs, record rally, melt up, biggest gain,
        biggest weekly gain, explode higher, shoots up, more than double, doubles, doubled,
        triples, tripled
        """,
    ),
    (
        Meaning(move=WEAK),
        """
        rise, rises, rose, risen, rising, gain, gains, gained, climb, climbs, climbed, climbing,
        advance, advances, advanced, rebound, rebounds, rebounded, bounce, bounces, bounced,
        recover, recovers, recovered, recovery, higher, up, upbeat, strong, stronger, strongest,
        strengthen, strengthens, strengthened, edges up, inches up, edge higher, edges higher,
        regain, regains, regained, grow, grows, grew, growing, expand, expands, expanded,
        accelerate, accelerates, accelerated, quicken, quickens, quickened, hot, hotter, sticky,
        stubborn, elevated, high, tops, topped, hike, hikes, hiked, hiking, raise, raises,
        raised, raising, lift, lifts, lifted, increase, increases, increased, increasing, boost,
        boosts, boosted, beat, beats, beating, adds, added, outperform, outperforms, year high,
        month high, week high, multi year high, bullish, uptrend, momentum, inflow, inflows,
        soars past, heats up, pick up, picks up, brisk, picked up, ramp up, upgrade, upgrades,
        upgraded, weekly gain, shoot up, comeback, breakout, breaks out, will reach,
        could reach, set to reach, to hit new, surprise to upside, surprise to the upside,
        surprises to the upside, surprise on the upside, upside surprise
        """,
    ),
    (
        Meaning(move=-STRONG),
        """
        plunge, plunges, plunged, plunging, tank, tanks, tanked, tanking, crash, crashes,
        crashed, crashing, tumble, tumbles, tumbled, tumbling, slump, slumps, slumped, sink,
        sinks, sank, plummet, plummets, plummeted, nosedive, nosedives, rout, routed, meltdown,
        freefall, free fall, hammered, battered, crater, craters, cratered, sell off, selloff,
        selloffs, bloodbath, record low, record lows, lifetime low, lifetime lows, all time low,
        wipeout, capitulation, halves, halved, biggest loss, go haywire, goes haywire, buckles,
        correction, bear market, haywire
        """,
    ),
    (
        Meaning(move=-WEAK),
        """
        fall, falls, fell, fallen, falling, drop, drops, dropped, dropping, decline, declines,
        declined, declining, slip, slips, slipped, slide, slides, slid, sliding, lose, loses,
        lost, losing, loss, losses, dip, dips, dipped, lower, down, weak, weaker, weakest,
        weaken, weakens, weakened, weigh on, weighs on, edges down, inches down, edges lower,
        retreat, retreats, retreated, ease, eases, eased, cool, cools, cooled, cooling, slow,
        slows, slowed, slowing, soften, softens, softer, shrink, shrinks, shrank, contract,
        contracts, contracted, cut, cuts, cutting, slash, slashes, slashed, reduce, reduces,
        reduced, reducing, trim, trims, trimmed, low, month low, year low, week low, miss,
        misses, missed, worsen, worsens, outflow, outflows, bearish, downtrend, under pressure,
        pressured, dented, lag, lags, lagged, downgrade, downgrades, downgraded, stumble,
        stumbles, stumbled, subdued, take a pause, takes a pause, tame, tamed, tames,
        weekly loss, bleed, bleeds, correct, corrects, corrected, confirm correction,
        surprise to downside, surprise to the downside, surprises to the downside,
        surprise on the downside, downside surprise
        """,
    ),
    (
        Meaning(move=COLLAPSE),
        """
        fail, fails, failed, failing, failure, failures, collapse, collapses, collapsed,
        collapsing, shut, shuts, shuttered, shutdown, shutdowns, shut down, shuts down,
        shutting down, closure, closed by, seized, insolvent, insolvency, goes under, wind down,
        winds down, receivership, bankrupt, bankruptcy, implosion, implodes, imploded
        """,
    ),
    (
        Meaning(move=0.0),
        """
        steady, flat, unchanged, stable, hold, holds, held, holding, keep, keeps, kept, keeping,
        pause, pauses, paused, on hold, little changed, muted, stays, stayed, sideways,
        range bound, leave, leaves, left, maintain, maintains, maintained
        """,
    ),
)

TURNS = spelled(
    (
        Meaning(flips=True),
        """
        not, no, never, t, fails to, failed to, fail to, unlikely, less likely, erase, erases,
        erased, pare, pares, pared, retrace, retraces, retraced, recoup, recoups, give up,
        gives up, wipe out, wipes out, wiped out, rule out, rules out, ruled out, jeopardy,
        jeopardized, doubt, doubts, fade, fades, faded, fading, dash, dashes, dashed,
        shrinks room, shrink room, room for, hits hopes, rethink, delay, delays, delayed,
        postpone, postpones, fewer, waive, waives, waiver, dismisses, dismissed, avert, averts,
        averted, escape, escapes, escaped, narrow, narrows, narrowed, brush off, shrug off,
        shrugs off, shrugging off
        """,
    ),
    (Meaning(ends_clause=True), "but, when, on, before, if, says, said, than"),
    (
        Meaning(ends_clause=True, begins_aside=True),
        """
        as, while, after, amid, because, ahead of, though, although, since, despite, due to,
        following, during, in the wake of
        """,
    ),
)
