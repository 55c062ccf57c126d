"""What a fault makes of a request and of its answer."""

from dataclasses import replace

import orjson

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.faults import Dirt, Fault, FaultKind
from bot.programs.exchange_simulator.matching import Refusal
from bot.programs.exchange_simulator.rest.messages import HTML, Answer, Delivery, refused

_UNKNOWN = "execution status unknown."
_REFUSALS = {
    -1000: ("An unknown error occurred while processing the request.", 500),
    -1001: ("Internal error; unable to process your request. Please try again.", 500),
    -1003: ("Too many requests queued.", 429),
    -1006: (
        f"An unexpected response was received from the message bus. E{_UNKNOWN[1:]}",
        500,
    ),
    -1007: (
        f"Timeout waiting for response from backend server. Send status unknown; {_UNKNOWN}",
        504,
    ),
    -1008: (
        "Server is currently overloaded with other requests. Please try again in a few minutes.",
        503,
    ),
    -1013: ("Filter failure: LOT_SIZE", 400),
    -1015: ("Too many new orders.", 429),
    -1021: ("Timestamp for this request is outside of the recvWindow.", 400),
    -1022: ("Signature for this request is not valid.", 400),
    -2010: ("Account has insufficient balance for requested action.", 400),
    -2011: ("Unknown order sent.", 400),
    -2013: ("Order does not exist.", 400),
    -2014: ("API-key format invalid.", 401),
    -2015: ("Invalid API-key, IP, or permissions for action.", 401),
}
_BODIES = {500: -1000, 504: -1007}
_INSTEAD = (FaultKind.REFUSE, FaultKind.LIMIT, FaultKind.OUTAGE)


def is_carried_out(fault: Fault) -> bool:
    """Whether the exchange does what is asked, whatever becomes of the answer."""
    if fault.kind is FaultKind.LIMIT or fault.carried_out is None:
        return fault.kind not in _INSTEAD
    return fault.carried_out


def spoiled(fault: Fault, answer: Answer, exchange: SimulatedExchange) -> Answer:
    """The answer as the fault lets it go out; `answer` is a right one."""
    match fault.kind:
        case FaultKind.NO_ANSWER:
            return replace(answer, delivery=Delivery.NEVER)
        case FaultKind.CLOSE | FaultKind.OUTAGE:
            return replace(answer, delivery=Delivery.CLOSED)
        case FaultKind.CUT:
            return replace(answer, delivery=Delivery.CUT)
        case FaultKind.DELAY:
            return replace(answer, delay=fault.wait or 0.0)
        case FaultKind.EMPTY:
            return Answer(body=b"")
        case FaultKind.GARBAGE:
            return Answer(body=b"<html>Back soon</html>", content_type=HTML)
        case FaultKind.STATUS:
            return _failed(fault)
        case FaultKind.REFUSE:
            words, status = _REFUSALS.get(fault.code or 0, ("", 400))
            message = fault.message or words
            return refused(Refusal(fault.code or 0, message, fault.status or status))
        case FaultKind.LIMIT:
            return _limited(fault, exchange)
        case _:
            return _changed_rows(fault, answer, exchange)


def _failed(fault: Fault) -> Answer:
    status = fault.status or 500
    if status in _BODIES:
        code = _BODIES[status]
        return refused(Refusal(code, _REFUSALS[code][0], status))
    return Answer(body=f"<html>{status}</html>".encode(), status=status, content_type=HTML)


def _limited(fault: Fault, exchange: SimulatedExchange) -> Answer:
    second, limits = exchange.clock.client_seconds(), exchange.limits
    limits.silence(fault.status or 429, fault.retry_after, second)
    refusal = limits.refusal(second, exchange.clock.told())
    return refused(refusal, **{"Retry-After": str(fault.retry_after)})


def _changed_rows(fault: Fault, answer: Answer, exchange: SimulatedExchange) -> Answer:
    """Lists of trades and candles that are not what they should be; refusals stay as they are."""
    rows = orjson.loads(answer.body)
    if answer.status != 200 or not isinstance(rows, list):
        return answer
    earliest = exchange.now - round((fault.age or 0) * 1000)
    match fault.kind:
        case FaultKind.REPEATED_TRADES:
            rows = [row for row in rows for _ in range(2)]
        case FaultKind.SHUFFLED_TRADES:
            rows = rows[::-1]
        case FaultKind.LATE_TRADES:
            rows = [row for row in rows if row["time"] <= earliest]
        case FaultKind.STALE_CANDLES:
            rows = [row for row in rows if row[6] <= earliest]
        case _:
            rows = _dirty(rows, fault.dirt or Dirt.NAN)
    return replace(answer, body=orjson.dumps(rows))


def _dirty(rows: list[list[object]], dirt: Dirt) -> list[list[object]]:
    """Candles of which one before the last is wrong: prices stand in the places 1 to 4."""
    if len(rows) < 3:
        return rows
    place = len(rows) - 2
    row = rows[place]
    numbers = {Dirt.NAN: "NaN", Dirt.ZERO: "0.00000000", Dirt.WORDS: "soon"}
    match dirt:
        case Dirt.DUPLICATE:
            return [*rows[: place + 1], row, *rows[place + 1 :]]
        case Dirt.GAP:
            return rows[:place] + rows[place + 1 :]
        case Dirt.HIGH_BELOW_LOW:
            changed = [row[0], row[1], row[3], row[2], *row[4:]]
        case Dirt.NEGATIVE:
            changed = [*row[:4], f"-{row[4]}", *row[5:]]
        case _:
            changed = [*row[:4], numbers[dirt], *row[5:]]
    return [*rows[:place], changed, *rows[place + 1 :]]
