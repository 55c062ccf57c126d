"""The levels between backtest and bot, walked together and compared trade by trade."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain import Action
from bot.domain.errors import DataError
from bot.parity.bot_trades import TradesAhead, outlines_of_bot
from bot.parity.cause import STEPS, Cause
from bot.parity.explainer import Difference, Explainer
from bot.parity.marks import RecordMarks
from bot.parity.orders import OrderReasons
from bot.parity.outline import Outline
from bot.parity.redecide import Redecided
from bot.parity.report import ParityReport, RecordedRun
from bot.parity.rows import Row
from bot.parity.walks import BacktesterWalk, PaperWalk

LISTED = 1_000
_MOMENT = timedelta(microseconds=1)
_KNOW_WHO_STOOD_ASIDE = (Cause.STOOD_ASIDE, Cause.DECISION)


@dataclass(slots=True)
class _Counted:
    first: datetime | None = None
    last: datetime | None = None
    candles: int = 0
    decisions: int = 0
    taken_as_recorded: int = 0
    bot_trades: int = 0
    backtest_trades: int = 0
    differing: int = 0
    by_cause: Counter[Cause] = field(default_factory=Counter)


class Comparison:
    """Walks the chunks on every level and compares the trades that no later row can change."""

    def __init__(self, run: RecordedRun) -> None:
        self._run = run
        balance = run.state.initial_balance
        self._marks = RecordMarks()
        on_paper = run.state.mode.is_on_paper
        self._orders = None if on_paper else OrderReasons(run.orders, run.state.timeframe)
        self._explainer = Explainer(self._marks, self._orders, on_paper=on_paper)
        self._kernel: BacktesterWalk | None = None
        self._papers = tuple(PaperWalk(run.state.symbol, balance) for _ in STEPS)
        self._levels: list[dict[datetime, Outline]] = [{} for _ in range(len(STEPS) + 1)]
        self._recorded = TradesAhead(outlines_of_bot(run.trades, run.state))
        self._before: Redecided | None = None
        self._listed: list[Difference] = []
        self._counted = _Counted()

    def take(self, chunk: Sequence[Redecided]) -> None:
        """Compare as far as the chunk allows."""
        self._count(chunk)
        self._marks.see(chunk)
        if self._orders is not None:
            self._orders.see([redecided_row.row for redecided_row in chunk])
        if self._kernel is None:
            config, balance = chunk[0].row.config, self._run.state.initial_balance
            self._kernel = BacktesterWalk(config, balance)
        self._keep(0, self._kernel.walk(chunk))
        for redecided_row in chunk:
            self._step(redecided_row)
        moments = [self._kernel.settled_until, *(paper.settled_until for paper in self._papers)]
        horizon = min(moment for moment in moments if moment is not None)
        self._compare(horizon)
        self._marks.forget(horizon)

    def report(self, configs: int) -> ParityReport:
        """Compare the rest, open positions included."""
        counted, state = self._counted, self._run.state
        if self._kernel is None or counted.first is None or counted.last is None:
            raise DataError(f"no decision of {state.symbol} is on record yet")
        for number, held in enumerate((self._kernel.held, *(p.held for p in self._papers))):
            self._keep(number, [] if held is None else [held])
        self._compare(None if self._orders is None else counted.last + _MOMENT)
        return ParityReport(
            symbol=state.symbol,
            timeframe=state.timeframe,
            mode=state.mode,
            first=counted.first,
            last=counted.last,
            candles=counted.candles,
            decisions=counted.decisions,
            taken_as_recorded=counted.taken_as_recorded,
            bot_trades=counted.bot_trades,
            backtest_trades=counted.backtest_trades,
            configs=configs,
            differences=tuple(self._listed),
            count=counted.differing,
            by_cause=dict(counted.by_cause.most_common()),
            counts={cause: self._marks.counts[cause] for cause in Cause},
            marks={cause: self._marks.first(cause) for cause in Cause},
        )

    def _count(self, chunk: Sequence[Redecided]) -> None:
        counted = self._counted
        counted.first = counted.first or chunk[0].row.time
        counted.last = chunk[-1].row.time
        counted.candles += len(chunk)
        decided = [row for row in chunk if row.row.action is not None]
        counted.decisions += len(decided)
        counted.taken_as_recorded += sum(not row.is_known for row in decided)

    def _step(self, now: Redecided) -> None:
        row = now.row
        for number, paper in enumerate(self._papers, start=1):
            step = STEPS[number - 1]
            wanted = _wanted(step, self._before, row)
            before = self._before.row if step in _KNOW_WHO_STOOD_ASIDE and self._before else None
            trades = paper.step(
                row.candle,
                wanted,
                row.config,
                exits_only=before is not None and before.aside is not None,
                scale=1.0 if before is None else before.entry_scale,
                atr=_atr(step, self._before),
            )
            self._keep(number, trades)
        self._before = now

    def _keep(self, number: int, trades: Iterable[Outline]) -> None:
        for trade in trades:
            self._levels[number][trade.entry_time] = trade

    def _compare(self, horizon: datetime | None) -> None:
        """Compare the trades entered before the horizon (None = all), and forget them."""
        bot = {trade.entry_time: trade for trade in map(self._seen, self._recorded.before(horizon))}
        times = {time for trades in (*self._levels, bot) for time in trades}
        for time in sorted(t for t in times if horizon is None or t < horizon):
            levels = [trades.pop(time, None) for trades in self._levels]
            self._counted.bot_trades += time in bot
            self._counted.backtest_trades += levels[0] is not None
            difference = self._explainer.explain(levels, bot.get(time))
            if difference is not None:
                self._add(difference)

    def _seen(self, trade: Outline) -> Outline:
        """The trade as far as the recorded candles reach; orders may have gone on since."""
        last = self._counted.last
        if self._orders is None or last is None or trade.exit_time is None:
            return trade
        return trade if trade.exit_time <= last else trade.not_left()

    def _add(self, difference: Difference) -> None:
        self._counted.differing += 1
        reasons = difference.reasons
        self._counted.by_cause[reasons[0].cause if reasons else Cause.UNEXPLAINED] += 1
        if len(self._listed) < LISTED:
            self._listed.append(difference)


def _atr(step: Cause, before: Redecided | None) -> float | None:
    """What an entry at the row's open is sized by, as `_wanted`."""
    if before is None:
        return None
    is_recorded = step is Cause.DECISION and before.row.action is not None
    return before.row.atr if is_recorded else before.own_atr


def _wanted(step: Cause, before: Redecided | None, row: Row) -> Action:
    """What is acted on at the row's open, with the steps up to this one taken from the record."""
    if before is None:
        return Action.FLAT
    if step is Cause.CONFIG_CHANGE:
        return before.own
    if not row.alone:
        return Action.FLAT
    if step is Cause.MISSED_CYCLE:
        return before.own
    if step is Cause.LATE_CANDLE or (step is Cause.STOOD_ASIDE and not before.row.is_aside):
        return Action.FLAT if before.row.is_late else before.own
    return before.recorded
