"""What must hold after a run: the exchange's truth held against what the bot has on disk."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.domain import JournalKind, JournalLine
from bot.domain.errors import StateError
from bot.programs.exchange_simulator.faults import FaultKind
from bot.programs.exchange_simulator.judge.positions import positions
from bot.state import FileVolume
from tests.chaos.plan import LOOP_SECONDS, MARKET, SPEED
from tests.chaos.rehearsed_run import CANARY, CANARY_SECRET, Aftermath
from tests.chaos.unprotected import longest_unprotected_ms

TWO_CYCLES_MS = 2 * (LOOP_SECONDS + 0.25) * SPEED * 1000
"""Two cycles in the exchange's time: each waits, and works for at most a quarter of a second."""

_SILENCING = (FaultKind.LIMIT, FaultKind.REFUSE)
_ON_DISK_MS = 0.1 * SPEED * 1000
"""How long it may take until an answer is on the bot's disk, in the exchange's time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a run came to; `faults` are the sentences of what does not hold.

    `fingerprint` is that of a run that replays exactly.
    """

    seed: int
    kills: int
    entries: int
    exits: int
    met: tuple[str, ...]
    faults: tuple[str, ...]
    unprotected_ms: float
    fingerprint: str = ""

    @classmethod
    def unjudged(cls, seed: int, error: Exception) -> "Verdict":
        """That of a run that could not be judged."""
        return cls(
            seed=seed,
            kills=0,
            entries=0,
            exits=0,
            met=(),
            faults=(f"not judged: {type(error).__name__} {error}",),
            unprotected_ms=0.0,
        )


def verdict(run: Aftermath) -> Verdict:
    """Judge a run."""
    filled = [each for each in _ours(run) if Decimal(each["executed"]) > 0]
    unprotected = longest_unprotected_ms(run)
    return Verdict(
        seed=run.plan.seed,
        kills=run.kills,
        entries=sum(each["side"] == "BUY" for each in filled),
        exits=sum(each["side"] == "SELL" for each in filled),
        met=tuple(str(each.fault.kind) for each in run.happened),
        faults=tuple(_faults(run, unprotected)),
        unprotected_ms=unprotected,
    )


def _ours(run: Aftermath) -> list[dict[str, Any]]:
    return [each for each in run.truth["orders"] if each["origin"] == "client"]


def _faults(run: Aftermath, unprotected: float) -> Iterator[str]:
    if run.exit_code:
        yield f"exit code: {run.exit_code}"
    if "Traceback" in run.logs:
        yield "a traceback in the log"
    yield from _of_secrets(run)
    for each in run.truth["requests"]:
        if each["is_violation"] and not _cannot_be_known(run, each["time"]):
            yield f"request in a silence: {each['method']} {each['path']}"
    if unprotected > TWO_CYCLES_MS:
        yield f"without a stop: for {unprotected / 1000:.0f} s of the exchange's time"
    try:
        lines = list(FileVolume(run.data_dir).order_journal().lines())
    except StateError as error:
        yield f"journal: {error}"
        return
    yield from _of_orders(_ours(run), lines)
    yield from _of_position(run, lines)


def _cannot_be_known(run: Aftermath, moment: int) -> bool:
    """Whether the bot was killed before the answer that asked for silence was on its disk."""
    silencing = (each.time for each in run.happened if each.fault.kind in _SILENCING)
    asked = max((time for time in silencing if time < moment), default=0)
    return any(asked <= death <= asked + _ON_DISK_MS for death, _ in run.deaths_ms)


def _of_secrets(run: Aftermath) -> Iterator[str]:
    for path in run.data_dir.parent.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in (CANARY, CANARY_SECRET):
                if secret.encode() in content:
                    yield f"a key in {path.name}"


def _of_orders(orders: list[dict[str, Any]], lines: list[JournalLine]) -> Iterator[str]:
    """No order without an intent, none twice, one entry for a candle."""
    intents = [line for line in lines if line.kind is JournalKind.INTENT]
    intended = {line.client_id for line in intents}
    for line in intents:
        intended |= {line.details.get("stop_id"), line.details.get("target_id")}
    sent = Counter(each["client_id"] for each in orders)
    for client_id, count in sent.items():
        if count > 1:
            yield f"sent twice: {count} orders of the id {client_id}"
        if client_id not in intended:
            yield f"never intended: the order {client_id}"
    entered = Counter(
        line.details["candle"]
        for line in intents
        if line.details["purpose"] == "entry" and line.client_id in sent
    )
    for candle, count in entered.items():
        if count > 1:
            yield f"entered twice: {count} entries for the candle {candle}"


def _last_look(requests: list[dict[str, Any]]) -> int:
    """When the bot last asked for its orders in a cycle that came through to the candles."""
    asked = came_through = 0
    for each in requests:
        if each["path"].endswith("/openOrders") and each["status"] == 200:
            asked = each["time"]
        elif each["path"].endswith("/klines") and each["status"] == 200:
            came_through = asked
    return came_through


def _is_reported(order: dict[str, Any], lines: list[JournalLine]) -> bool:
    """Whether the journal tells that all of the order that was executed is."""
    filled = [
        Decimal(line.details["filled"])
        for line in lines
        if line.kind is JournalKind.REPORT and line.client_id == order["client_id"]
    ]
    return bool(filled) and max(filled) >= Decimal(order["executed"]) > 0


def _what_can_be_known(run: Aftermath, lines: list[JournalLine], told: set[str]) -> dict[str, Any]:
    """The truth without the fills since the bot last looked, and those of orders that it knows to
    be filled while the exchange lists their trades late.

    Those of other hands are none of its business.
    """
    truth = run.truth
    ours = {each["id"] for each in truth["orders"] if each["origin"] == "client"}
    if any(each.fault.kind is FaultKind.LATE_TRADES for each in run.happened):
        ours -= {each["id"] for each in truth["orders"] if _is_reported(each, lines)} - {
            each["order_id"] for each in truth["fills"] if str(each["trade_id"]) in told
        }
    last = _last_look(truth["requests"])
    fills = [
        each
        for each in truth["fills"]
        if each["order_id"] in ours and (each["time"] < last or str(each["trade_id"]) in told)
    ]
    return {**truth, "fills": fills}


def _of_position(run: Aftermath, lines: list[JournalLine]) -> Iterator[str]:
    """Fills at the exchange = fills in the journal; position of both = that of the state."""
    told = [line.details for line in lines if line.kind is JournalKind.FILL]
    counted = Counter(each["trade_id"] for each in told if not each.get("written_off"))
    truth = _what_can_be_known(run, lines, set(counted))
    there = {str(each["trade_id"]) for each in truth["fills"]}
    for trade_id, count in counted.items():
        if count > 1:
            yield f"counted twice: the fill {trade_id}"
    for trade_id in sorted(there ^ counted.keys()):
        where = "exchange" if trade_id in there else "journal"
        yield f"fill known to the {where} alone: {trade_id}"
    written_off = sum(
        (Decimal(each["quantity"]) for each in told if each.get("written_off")), start=Decimal(0)
    )
    held = positions(truth)[MARKET] - written_off
    kept = run.data_dir / "state.json"
    state = json.loads(kept.read_text()) if kept.exists() else {"quantity": None, "trades": 0}
    if Decimal(repr(state["quantity"] or 0.0)) != held:
        yield f"forgotten: the state holds {state['quantity']}, the exchange {held}"
    history = run.data_dir / "trades.jsonl"
    trades = history.read_text().splitlines() if history.exists() else []
    if len(trades) != state["trades"]:
        yield f"trades: {len(trades)} on record where the state counts {state['trades']}"
    if len(set(trades)) != len(trades):
        yield "trades: one is on record twice"
