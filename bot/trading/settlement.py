"""What became of a decision at the next candle, and of the position inside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain import (
    NOTHING_KNOWN,
    Action,
    Candle,
    EntryBasis,
    ExecutionClient,
    Fill,
    StrategyConfig,
    Trade,
)
from bot.rules import lacking_basis
from bot.trading.books import Ledger, plain


class NoEntryReason(Enum):
    """Why a decision for LONG or SHORT entered nothing."""

    POSITION_CLOSED = auto()
    SAME_DIRECTION_HELD = auto()
    OPPOSITE_DIRECTION_HELD = auto()
    SHORT_NOT_ALLOWED = auto()
    NO_BASIS = auto()
    NO_QUANTITY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """One candle's fills, booked.

    `wanted` is the decision acted on at its open, `entry` the fill that entered and `no_entry` why
    there was none (both None where nothing was wanted), or `refusal` where the execution says why,
    `lacking` what it could not be sized by, in words; `ledger` and `trades` are what the fills came
    to. `exits` are the fills that closed something, also those that were booked between two candles
    and close no trade any more.
    """

    wanted: Action
    entry: Fill | None
    no_entry: NoEntryReason | None
    refusal: str | None
    lacking: str | None
    ledger: Ledger
    trades: tuple[Trade, ...]
    exits: tuple[Fill, ...]


def settle(
    execution: ExecutionClient,
    ledger: Ledger,
    wanted: Action,
    candle: Candle,
    config: StrategyConfig,
    basis: EntryBasis = NOTHING_KNOWN,
    signal_id: str | None = None,
) -> Settlement:
    """Ask for a candle's fills and book them; `wanted` is what was submitted before it, to be
    sized by `basis`, `signal_id` the decision that said so.
    """
    fills = execution.settle(candle, config)
    booking = ledger.after_candle(fills, candle, signal_id)
    entry = next((fill for fill in fills if fill.is_entry), None)
    exits = tuple(fill for fill in fills if not fill.is_entry)
    no_entry = refusal = None
    if entry is None and wanted is not Action.FLAT:
        refusal = execution.refusal()
        no_entry = _no_entry(ledger.direction, wanted, bool(exits), config, basis)
    return Settlement(
        wanted=wanted,
        entry=entry,
        no_entry=no_entry,
        refusal=refusal,
        lacking=lacking_basis(config, basis) if no_entry is NoEntryReason.NO_BASIS else None,
        ledger=booking.ledger,
        trades=booking.trades,
        exits=exits,
    )


def settle_each(
    execution: ExecutionClient,
    ledger: Ledger,
    wanted: Action,
    candles: Sequence[Candle],
    config: StrategyConfig,
    basis: EntryBasis = NOTHING_KNOWN,
    signal_id: str | None = None,
) -> tuple[Settlement, ...]:
    """The settlement of each candle, oldest first, every ledger after the one before it."""
    settlements = []
    for candle in candles:
        settlements.append(settle(execution, ledger, wanted, candle, config, basis, signal_id))
        ledger = settlements[-1].ledger
    return tuple(settlements)


def settlement_words(settlement: Settlement) -> str:
    """A settlement in words."""
    parts = _closed_words(settlement)
    wanted, direction = settlement.wanted, settlement.ledger.direction
    if settlement.entry is not None and direction is not Action.FLAT:
        parts.append(f"{wanted} entered at {settlement.entry.price:.8g}")
    elif settlement.entry is not None:
        parts.insert(len(parts) - 1, f"{wanted} entered")
    elif settlement.refusal is not None:
        parts.append(settlement.refusal)
    elif settlement.no_entry is not None:
        parts.append(_no_entry_words(settlement, settlement.no_entry))
    if not parts:
        parts.append("nothing held" if direction is Action.FLAT else f"{direction} held")
    return "; ".join(parts)


def _closed_words(settlement: Settlement) -> list[str]:
    """What was closed: trades, or exits of trades that were booked before the candle closed."""
    if settlement.trades:
        return [
            f"{trade.direction} closed by {trade.exit_reason} at {trade.exit_price:.8g}"
            for trade in settlement.trades
        ]
    last = {fill.exit_reason: fill for fill in settlement.exits}
    return [
        f"{Action.of_sign(-fill.side.sign)} closed by {reason} at {plain(fill.price):.8g}"
        for reason, fill in last.items()
    ]


def _no_entry(
    held: Action,
    wanted: Action,
    has_closed: bool,
    config: StrategyConfig,
    basis: EntryBasis,
) -> NoEntryReason:
    if has_closed:
        return NoEntryReason.POSITION_CLOSED
    if held is wanted:
        return NoEntryReason.SAME_DIRECTION_HELD
    if held is not Action.FLAT:
        return NoEntryReason.OPPOSITE_DIRECTION_HELD
    if wanted is Action.SHORT and not config.allow_short:
        return NoEntryReason.SHORT_NOT_ALLOWED
    if lacking_basis(config, basis) is not None:
        return NoEntryReason.NO_BASIS
    return NoEntryReason.NO_QUANTITY


def _no_entry_words(settlement: Settlement, reason: NoEntryReason) -> str:
    wanted = settlement.wanted
    opposite = Action.of_sign(-wanted.sign)
    return {
        NoEntryReason.POSITION_CLOSED: (f"no {wanted} entry at the open that closed a position"),
        NoEntryReason.SAME_DIRECTION_HELD: f"{wanted} held, the same direction adds nothing",
        NoEntryReason.OPPOSITE_DIRECTION_HELD: f"{opposite} held, exit_on_opposite_signal is off",
        NoEntryReason.SHORT_NOT_ALLOWED: "no SHORT entry, allow_short is off",
        NoEntryReason.NO_BASIS: f"no {wanted} entry, {settlement.lacking}",
        NoEntryReason.NO_QUANTITY: f"no {wanted} entry, the balance allows no quantity",
    }[reason]
