"""Faults drawn by a seed, a good mix of everything that a client has to bear."""

import random
from collections.abc import Sequence
from decimal import Decimal

from bot.programs.exchange_simulator.faults.fault import Dirt, Fault, FaultKind

_ORDERS = ("/api/v3/order", "/api/v3/orderList/oco")
_UNKNOWN = (-1000, -1001, -1006, -1007)
_REFUSED = (-1000, -1001, -1003, -1006, -1007, -1013, -1015, -1021, -2010, -2011, -2013, -2015)
_SPOILED = (
    FaultKind.NO_ANSWER,
    FaultKind.CLOSE,
    FaultKind.CUT,
    FaultKind.GARBAGE,
    FaultKind.EMPTY,
)


def faults_by_chance(
    seed: int, symbols: Sequence[str], *, hours: float, an_hour: float, speed: float
) -> list[Fault]:
    """So many faults a simulated hour, at random moments; the same seed draws the same.

    `symbols` by the exchange's names. What lasts is drawn in real seconds, of which at `speed`
    each is as many simulated ones.
    """
    chance = random.Random(seed)
    count = round(hours * an_hour)
    moments = sorted(chance.uniform(0, hours * 3600) for _ in range(count))
    return [_drawn(chance, round(each, 3), symbols, max(speed, 1.0)) for each in moments]


def _drawn(chance: random.Random, at: float, symbols: Sequence[str], speed: float) -> Fault:
    draw = chance.choices(_DRAWS, weights=[weight for _, weight in _WEIGHED])[0]
    return draw(chance, at, chance.choice(symbols), speed)


def _spoiled_order(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    kind = chance.choice(_SPOILED)
    return Fault(
        kind=kind,
        at=at,
        method="POST",
        path=chance.choice((*_ORDERS, "/api/v3/order*")),
        carried_out=chance.random() < 0.7,
    )


def _spoiled_answer(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    return Fault(kind=chance.choice(_SPOILED), at=at, times=chance.randint(1, 3))


def _failed(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    status, done = chance.choice((500, 502, 503, 504)), chance.random() < 0.6
    path = chance.choice((None, "/api/v3/order*"))
    return Fault(kind=FaultKind.STATUS, at=at, status=status, path=path, carried_out=done)


def _refused(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    code = chance.choice(_REFUSED)
    done = code in _UNKNOWN and chance.random() < 0.5
    method = "GET" if code == -2013 else "DELETE" if code == -2011 else "POST"
    path = "/api/v3/order*"
    return Fault(
        kind=FaultKind.REFUSE, at=at, code=code, method=method, path=path, carried_out=done
    )


def _limited(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    status, wait = chance.choice((418, 429)), chance.randint(1, 4)
    return Fault(kind=FaultKind.LIMIT, at=at, status=status, retry_after=wait)


def _outage(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    return Fault(kind=FaultKind.OUTAGE, at=at, seconds=round(chance.uniform(0.5, 4) * speed, 3))


def _delayed(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    return Fault(kind=FaultKind.DELAY, at=at, wait=round(chance.uniform(0.1, 3), 3))


def _partly(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    share = Decimal(chance.randint(1, 9)) / 10
    rest = chance.choice((None, round(chance.uniform(0.5, 5) * speed, 3)))
    return Fault(kind=FaultKind.PARTIAL_FILL, at=at, symbol=symbol, share=share, rest=rest)


def _trades(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    kinds = (FaultKind.REPEATED_TRADES, FaultKind.LATE_TRADES, FaultKind.SHUFFLED_TRADES)
    times = chance.randint(1, 4)
    return Fault(kind=chance.choice(kinds), at=at, times=times, age=round(3 * speed, 3))


def _candles(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    kind = chance.choice((FaultKind.STALE_CANDLES, FaultKind.DIRTY_CANDLES))
    dirt, times = chance.choice(list(Dirt)), chance.randint(1, 3)
    return Fault(kind=kind, at=at, age=7_200, dirt=dirt, times=times)


def _other_hands(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    if chance.random() < 0.7:
        return Fault(kind=FaultKind.CANCEL_OUTSIDE, at=at, symbol=symbol)
    return Fault(kind=FaultKind.FOREIGN_ORDER, at=at, symbol=symbol)


def _time(chance: random.Random, at: float, symbol: str, speed: float) -> Fault:
    if chance.random() < 0.5:
        seconds = round(chance.uniform(60, 600), 3)
        return Fault(kind=FaultKind.CLOCK_JUMP, at=at, seconds=seconds)
    skew = round(chance.uniform(-20, 20) * speed, 3)
    return Fault(kind=FaultKind.CLOCK_SKEW, at=at, skew=skew, seconds=round(3 * speed, 3))


_WEIGHED = (
    (_spoiled_order, 5),
    (_spoiled_answer, 3),
    (_failed, 3),
    (_refused, 4),
    (_limited, 1),
    (_outage, 2),
    (_delayed, 1),
    (_partly, 2),
    (_trades, 2),
    (_candles, 2),
    (_other_hands, 2),
    (_time, 1),
)
_DRAWS = [draw for draw, _ in _WEIGHED]
