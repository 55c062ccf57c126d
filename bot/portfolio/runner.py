"""Many symbols, one cycle after another; a failing symbol never stops the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from structlog.typing import FilteringBoundLogger

from bot.domain import BotState, CycleRecord, ExitReason
from bot.domain.errors import EndOfReplay, StateError, TradingLabError
from bot.portfolio.closing_words import closing_words
from bot.portfolio.command_desk import CommandDesk
from bot.trading import RecordBuffer, RiskDesk, Trader


@dataclass(frozen=True, slots=True, kw_only=True)
class TradedSymbol:
    """A trader with the buffer that its records go through."""

    trader: Trader
    buffer: RecordBuffer


class PortfolioRunner:
    """Runs a cycle for each symbol in turn and guards each from the others' faults.

    The account of all of them is held to its limits at the `desk`; `commands` are what a person
    asks for meanwhile.
    """

    def __init__(
        self,
        symbols: Sequence[TradedSymbol],
        log: FilteringBoundLogger,
        desk: RiskDesk,
        commands: CommandDesk,
    ) -> None:
        self._running = list(symbols)
        self._desk = desk
        self._commands = commands
        self._ended: list[TradedSymbol] = []
        self._log = log

    @property
    def is_complete(self) -> bool:
        """True when every symbol's replay has shown its last candle."""
        return not self._running

    @property
    def states(self) -> tuple[BotState, ...]:
        """The last state of every symbol."""
        return tuple(symbol.trader.state for symbol in (*self._running, *self._ended))

    def run_cycle(self, is_ending: Callable[[], bool] = lambda: False) -> None:
        """One cycle of every symbol; faults are logged and shown in that symbol's state.

        What a person asked for comes first. Once it `is_ending` no further symbol begins its cycle,
        so that none is cut off in the middle of what it sends.
        """
        self.obey()
        for symbol in tuple(self._running):
            if is_ending():
                break
            self._run_guarded(symbol)
        self._desk.end_cycle()

    def obey(self) -> bool:
        """Do what a person asked for; whether a cycle is wanted for it. Cheap where nothing is."""
        return self._commands.obey(self)

    def close(self, symbol: str, reason: ExitReason) -> str:
        """Exit what is held of a symbol, and say what came of it; a fault is logged, too."""
        running = (each for each in self._running if each.trader.state.symbol == symbol)
        traded = next(running, None)
        if traded is None:
            return f"{symbol}: its replay is complete, nothing is traded any more"
        before = traded.trader.state
        try:
            record = traded.trader.close(reason)
        except TradingLabError as error:
            goes_on = "" if before.mode.is_on_paper else " yet, that is tried again in every cycle"
            words = f"not closed{goes_on}: {error}"
            self._named(traded).error("not closed", error=str(error))
            self._note(traded, words)
            return f"{symbol}: {words}"
        self._keep(traded, record)
        return closing_words(before, record)

    def resume(self, reason: str) -> None:
        """Let symbols that stopped entries by themselves go on."""
        for symbol in self._running:
            symbol.trader.resume(reason)

    def seconds_to_next_look(self) -> float | None:
        """How long until the first of the symbols is worth a look; None where none is due."""
        waits = [symbol.trader.seconds_to_next_look() for symbol in self._running]
        return min((wait for wait in waits if wait is not None), default=None)

    def flush(self) -> None:
        """Commit what waits in every buffer, and report; a refusing store is logged."""
        self._desk.flush()
        for symbol in (*self._running, *self._ended):
            try:
                symbol.buffer.flush()
            except StateError as error:
                self._named(symbol).error("state not written", error=str(error))

    def _run_guarded(self, symbol: TradedSymbol) -> None:
        """The bot's outer guard: whatever goes wrong, the loop goes on and entries are halted."""
        try:
            self._run(symbol)
        except Exception as error:  # noqa: BLE001 - the one guard around a symbol's whole cycle
            self._named(symbol).exception("cycle failed, entries halted", error=str(error))
            self._note(symbol, f"internal error: {error}", halt_entries=True)

    def _run(self, symbol: TradedSymbol) -> None:
        try:
            record = symbol.trader.cycle()
        except EndOfReplay as end:
            self._end(symbol, str(end))
        except TradingLabError as error:
            self._named(symbol).warning("no decision this cycle", error=str(error))
            self._note(symbol, f"no decision this cycle: {error}")
        else:
            self._keep(symbol, record)

    def _end(self, symbol: TradedSymbol, reason: str) -> None:
        self._running.remove(symbol)
        self._ended.append(symbol)
        last = replace(symbol.trader.state, next_candle_time=None)  # none comes any more
        self._keep(symbol, CycleRecord(state=last))
        symbol.buffer.flush()
        self._named(symbol).info("replay complete", reason=reason)

    def _note(self, symbol: TradedSymbol, reason: str, *, halt_entries: bool = False) -> None:
        self._keep(symbol, symbol.trader.fail(reason, halt_entries=halt_entries))

    def _keep(self, symbol: TradedSymbol, record: CycleRecord) -> None:
        """Commit; where the store refuses, no entry is taken on what is not on disk."""
        self._desk.book.saw(record)
        try:
            symbol.buffer.add(record)
        except StateError as error:
            self._named(symbol).error("state not written, entries halted", error=str(error))
            symbol.trader.fail(f"state not written: {error}", halt_entries=True)

    def _named(self, symbol: TradedSymbol) -> FilteringBoundLogger:
        state = symbol.trader.state
        return self._log.bind(symbol=state.symbol, cycle=state.cycle)
