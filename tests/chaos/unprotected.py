"""How long something was held while no stop of the bot rested, the times left out in which it could
do nothing about it.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.programs.exchange_simulator.faults import FaultKind, HappenedFault
from bot.programs.exchange_simulator.judge.protection import unprotected
from tests.chaos.plan import MARKET, SPEED, TIMEOUT_SECONDS
from tests.chaos.rehearsed_run import Aftermath

_DUST = Decimal("0.0005")
"""What is too little to be sold is not protected."""
_SILENCE_SECONDS = {-1003: 60, -1015: 10}
"""How long the bot is silent after a refusal for too many requests that names no time."""
Span = tuple[float, float]


def longest_unprotected_ms(run: Aftermath) -> float:
    """The longest such stretch in milliseconds of the exchange's time."""
    bare = [(each.begin, each.end) for each in unprotected(run.truth, MARKET, _DUST)]
    left = _without(bare, sorted([*run.deaths_ms, *_outages(run.happened)]))
    return max((end - begin for begin, end in left), default=0.0)


def _outages(happened: Sequence[HappenedFault]) -> Iterator[Span]:
    """When the exchange answered nothing, or nothing that is signed, or time passed in an instant.

    What lasts as long by the bot's clock lasts longer by the exchange's where that jumps meanwhile.
    A request that was stamped while the clock was told to be ahead can be accepted until the true
    time has come there, so the bot waits as long before it takes an unanswered one for lost.
    """
    jumps = list(_jumps(happened))
    yield from jumps
    for each in happened:
        fault, begin = each.fault, float(each.time)
        by_bots_clock = {
            FaultKind.NO_ANSWER: TIMEOUT_SECONDS,
            FaultKind.DELAY: fault.wait or 0,
            FaultKind.LIMIT: fault.retry_after or 0,
            FaultKind.REFUSE: _SILENCE_SECONDS.get(fault.code or 0, 0),
        }.get(fault.kind, 0)
        by_the_exchanges = {
            FaultKind.OUTAGE: fault.seconds or 0,
            FaultKind.CLOCK_SKEW: (fault.seconds or 0) + max(fault.skew or 0, 0),
        }.get(fault.kind, 0)
        end = begin + (by_bots_clock * SPEED + by_the_exchanges) * 1000
        for jump_begin, jump_end in jumps:
            if by_bots_clock and begin <= jump_begin < end:
                end += jump_end - jump_begin
        yield begin, end


def _jumps(happened: Sequence[HappenedFault]) -> Iterator[Span]:
    """The exchange's time that passed in an instant; a jump due inside another follows it."""
    until = 0.0
    for each in happened:
        if each.fault.kind is FaultKind.CLOCK_JUMP:
            begin = max(float(each.time), until)
            until = begin + (each.fault.seconds or 0) * 1000
            yield begin, until


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What of the spans is left once others, in order, are taken out of them."""
    left = []
    for begin, end in spans:
        for other_begin, other_end in taken:
            if other_end <= begin or other_begin >= end:
                continue
            if other_begin > begin:
                left.append((begin, other_begin))
            begin = max(begin, other_end)
        if begin < end:
            left.append((begin, end))
    return left
