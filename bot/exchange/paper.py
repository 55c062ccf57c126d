"""The exchange on paper: an account whose orders fill by the rules of the backtest."""

from datetime import datetime

from bot.domain import (
    NOTHING_KNOWN,
    Action,
    BotState,
    Bracket,
    Candle,
    EntryBasis,
    ExitReason,
    Fill,
    PositionReport,
    Side,
    StrategyConfig,
    rfc3339,
)
from bot.domain.errors import StateError
from bot.domain.orders import OrderStory
from bot.rules import (
    NO_EXIT,
    Account,
    Exit,
    Terms,
    new_account,
    scaled,
    settle_inside,
    settle_open,
    terms_for_entry,
    tightened,
    trading_fee,
    trailing_distance,
)


class PaperExchangeClient:
    """ExecutionClient over one account on paper, in floats; a decision fills at the next open.

    `position` is held and `submitted` is to be acted on at the next open, to enter the part `scale`
    of its size (0 = nothing), sized by a `basis`, and what is held is closed there because of
    `closing`, as a run before left them; `balance` is in quote currency, the position's entry fee
    paid.
    """

    def __init__(
        self,
        symbol: str,
        balance: float,
        *,
        position: PositionReport | None = None,
        submitted: Action = Action.FLAT,
        scale: float = 1.0,
        basis: EntryBasis = NOTHING_KNOWN,
        closing: ExitReason | None = None,
    ) -> None:
        self._symbol = symbol
        self._account = _account_of(float(balance), position)
        self._entry_time = None if position is None else position.entry_time
        self._trailing_distance = None if position is None else position.trailing_distance
        self._entry_stop = None if position is None else position.entry_stop_price
        self._submitted = submitted
        self._scale = scale
        self._basis = basis
        self._closing = closing
        self._settled_until: datetime | None = None
        self._fills: dict[datetime, tuple[Fill, ...]] = {}

    @classmethod
    def restored(cls, state: BotState) -> "PaperExchangeClient":
        """The account that a state was written with; StateError where its position lacks prices."""
        return cls(
            state.symbol,
            state.balance,
            position=PositionReport.in_state(state),
            submitted=state.pending_action,
            scale=0.0 if state.withheld is not None else state.entry_scale or 1.0,
            basis=EntryBasis.in_state(state),
            closing=state.closing,
        )

    def history(self) -> None:
        """None: the state keeps the books of an account on paper."""

    def tend(self) -> tuple[Fill, ...]:
        """Nothing is filled on paper but by `settle`."""
        return ()

    def filled(self) -> tuple[Fill, ...]:
        """Nothing is filled on paper but by `settle`."""
        return ()

    def notes(self) -> tuple[str, ...]:
        """Nothing: an order on paper has no end of its own."""
        return ()

    def submit(
        self,
        action: Action,
        config: StrategyConfig,
        *,
        exits_only: bool = False,
        scale: float = 1.0,
        basis: EntryBasis = NOTHING_KNOWN,
    ) -> tuple[Fill, ...]:
        """Act on a decision at the next open; the config that counts is the one of `settle`."""
        self._submitted = action
        self._scale = 0.0 if exits_only else scale
        self._basis = basis
        self._fills.clear()
        return ()

    def close(self, reason: ExitReason) -> None:
        """Exit what is held at the next open."""
        if self._account.direction != 0:
            self._closing = reason

    def resume(self, reason: str) -> None:
        """Nothing: an account on paper stops nothing by itself."""

    def stories(self) -> tuple[OrderStory, ...]:
        """None: a decision on paper has no orders."""
        return ()

    def refusal(self) -> None:
        """None: on paper nothing stands against a decision but the rules of fills."""

    def withdraw(self) -> None:
        """Take the decision back; a position keeps its stop and target."""
        self._submitted = Action.FLAT

    def settle(self, candle: Candle, config: StrategyConfig) -> tuple[Fill, ...]:
        """Fill the decision at the candle's open, then stop and target inside it, and move a stop
        that trails at its close.

        A candle that was settled since the last `submit` answers the same fills again.
        """
        if self._settled_until is not None and candle.open_time <= self._settled_until:
            return self._fills.get(candle.open_time, ())
        self._settled_until = candle.open_time
        wanted, self._submitted = self._submitted, Action.FLAT
        if wanted is Action.FLAT and self._account.direction == 0:
            return ()  # nothing can happen
        terms = terms_for_entry(config, self._basis, wanted.sign, candle.open)
        if self._closing is not None:  # sized to nothing: what is entered beside the exit
            terms = scaled(terms, 0.0)._replace(exit_on_opposite_signal=True)
            wanted = Action.of_sign(-int(self._account.direction))
        elif self._scale != 1.0:
            terms = scaled(terms, self._scale)
        fills = self._filled(wanted, candle, config, terms)
        self._closing = None
        if fills:
            self._fills[candle.open_time] = fills
        return fills

    def position(self) -> PositionReport | None:
        """What is held, with its stop and target; None = nothing."""
        held = self._account
        if held.direction == 0 or self._entry_time is None:
            return None
        return PositionReport(
            direction=Action.of_sign(int(held.direction)),
            quantity=held.quantity,
            entry_price=held.entry_price,
            entry_time=self._entry_time,
            entry_fee=held.entry_fee,
            stop_price=held.stop_price,
            target_price=held.target_price,
            trailing_distance=self._trailing_distance,
            entry_stop_price=self._entry_stop,
        )

    def _filled(
        self, wanted: Action, candle: Candle, config: StrategyConfig, terms: Terms
    ) -> tuple[Fill, ...]:
        before = self._account
        opened, at_open = settle_open(before, wanted.sign, candle.open, terms)
        has_entered = opened.direction != 0 and (before.direction == 0 or at_open.code != NO_EXIT)
        self._account, inside = settle_inside(opened, candle.high, candle.low, terms)
        fills = []
        if at_open.code != NO_EXIT:
            fills.append(self._exit(before, at_open, candle.open_time, terms))
        if has_entered:
            self._entry_time = candle.open_time
            self._trailing_distance = trailing_distance(config)
            self._entry_stop = opened.stop_price
            fills.append(self._entry(opened, candle.open_time))
        if inside.code != NO_EXIT:
            fills.append(self._exit(opened, inside, candle.open_time, terms))
        self._trail(candle)
        return tuple(fills)

    def _trail(self, candle: Candle) -> None:
        distance = self._trailing_distance
        if distance is not None and self._account.direction != 0:
            self._account = tightened(self._account, candle.high, candle.low, distance)

    def _entry(self, held: Account, time: datetime) -> Fill:
        return Fill(
            symbol=self._symbol,
            trade_id=self._trade_id(time, "entry"),
            side=Side.of_sign(held.direction),
            quantity=held.quantity,
            price=held.entry_price,
            fee=held.entry_fee,
            filled_at=time,
            candle_time=time,
        )

    def _exit(self, held: Account, done: Exit, time: datetime, terms: Terms) -> Fill:
        reason = ExitReason.of_code(int(done.code))
        if reason is ExitReason.SIGNAL and self._closing is not None:
            reason = self._closing
        return Fill(
            symbol=self._symbol,
            trade_id=self._trade_id(time, reason),
            side=Side.of_sign(-held.direction),
            quantity=held.quantity,
            price=done.price,
            fee=trading_fee(held.quantity, done.price, terms.fee_pct),
            filled_at=time,
            candle_time=time,
            exit_reason=reason,
            bracket=Bracket(
                stop_price=self._entry_stop,
                target_price=held.target_price,
                last_stop_price=held.stop_price,
            ),
        )

    def _trade_id(self, time: datetime, what: str) -> str:
        """Of a candle there is at most one entry, and at most one exit of each reason."""
        return f"{self._symbol}@{rfc3339(time)}/{what}"


def _account_of(balance: float, position: PositionReport | None) -> Account:
    if position is None:
        return new_account(balance)
    stop, target = position.stop_price, position.target_price
    if stop is None or target is None:
        raise StateError(f"need a stop and a target of the {position.direction} held on paper")
    sign, quantity = position.direction.sign, position.quantity
    return Account(balance, sign, quantity, position.entry_price, stop, target, position.entry_fee)
