"""When a position stood without a stop."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.programs.exchange_simulator.judge.positions import position_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class UnprotectedStretch:
    """From `begin` to `end` in milliseconds some of a position had no stop."""

    symbol: str
    begin: int
    end: int

    @property
    def seconds(self) -> float:
        """How long, in simulated seconds."""
        return (self.end - self.begin) / 1000


def unprotected(
    truth: dict[str, Any], symbol: str, dust: Decimal = Decimal(0)
) -> list[UnprotectedStretch]:
    """Stretches in which resting stops of clients covered less than the position less `dust`.

    One that has not ended ends now.
    """
    changes = [(time, change, Decimal(0)) for time, change in position_changes(truth, symbol)]
    events = sorted([*changes, *_stop_changes(truth, symbol)], key=lambda each: each[0])
    found: list[UnprotectedStretch] = []
    held = covered = Decimal(0)
    begin: int | None = None
    for number, (time, change, cover) in enumerate(events):
        held, covered = held + change, covered + cover
        if number + 1 < len(events) and events[number + 1][0] == time:
            continue
        is_bare = held - covered > dust
        if is_bare and begin is None:
            begin = time
        elif not is_bare and begin is not None:
            found.append(UnprotectedStretch(symbol=symbol, begin=begin, end=time))
            begin = None
    if begin is not None and truth["now"] > begin:
        found.append(UnprotectedStretch(symbol=symbol, begin=begin, end=truth["now"]))
    return found


def _stop_changes(truth: dict[str, Any], symbol: str) -> list[tuple[int, Decimal, Decimal]]:
    """Times at which selling stops began and ceased to rest, and what they cover then."""
    changes = []
    for order in truth["orders"]:
        is_stop = order["type"].startswith("STOP_LOSS") and order["side"] == "SELL"
        if is_stop and order["symbol"] == symbol and order["origin"] == "client":
            quantity = Decimal(order["quantity"])
            changes.append((order["created"], Decimal(0), quantity))
            if order["closed"] is not None:
                changes.append((order["closed"], Decimal(0), -quantity))
    return changes
