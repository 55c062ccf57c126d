"""What a person asks of a running bot, carried out between two cycles."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from structlog.typing import FilteringBoundLogger

from bot.domain import (
    Action,
    BotState,
    Command,
    CommandAnswer,
    CommandKind,
    CommandStore,
    ExitReason,
    TradingState,
)
from bot.domain.errors import StateError, TradingLabError
from bot.trading import LastingFault, RiskDesk

_STATES = {
    CommandKind.PAUSE: TradingState.REDUCING,
    CommandKind.HALT: TradingState.HALTED,
    CommandKind.RESUME: TradingState.ACTIVE,
}
_DOES = {
    TradingState.REDUCING: "paused: nothing is entered, exits go on",
    TradingState.HALTED: "halted: no orders but stop and target of what is held",
    TradingState.ACTIVE: "resumed: entries are taken again; losses and drawdown count from now on",
}
_RELOADS = "the configs are read in the cycle that begins now; /status tells of one that is refused"


class Symbols(Protocol):
    """The symbols that run, as far as a person may act on them."""

    @property
    def states(self) -> Sequence[BotState]:
        """The last state of each."""
        ...

    def close(self, symbol: str, reason: ExitReason) -> str:
        """Exit what is held of a symbol, and say what came of it."""
        ...

    def resume(self, reason: str) -> None:
        """Let symbols that stopped entries by themselves go on."""
        ...


class CommandDesk:
    """Carries out the commands of a store, oldest first, and answers each with what was done.

    A command that was carried out and not answered, since the bot was killed, is carried out once
    more, which comes to the same: a state is set again, and what was closed is not held any more.
    """

    def __init__(
        self,
        store: CommandStore,
        desk: RiskDesk,
        log: FilteringBoundLogger,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._desk = desk
        self._log = log
        self._now = now
        self._fault = LastingFault(log, "commands cannot be read or answered")

    def obey(self, symbols: Symbols) -> bool:
        """Carry out what waits; whether a cycle is wanted at once. Cheap where nothing waits."""
        waiting = self._waiting()
        for command in waiting:
            try:
                is_done, said = True, self._done(command, symbols)
            except TradingLabError as error:
                is_done, said = False, (f"not done: {error}",)
            except Exception as error:  # noqa: BLE001 - who waits is answered, the bot trades on
                self._log.exception("command failed", kind=str(command.kind), error=str(error))
                is_done, said = False, (f"not done, internal error: {error}",)
            answer = CommandAnswer(
                id=command.id,
                at=self._now(),
                is_done=is_done,
                said=said,
                kind=command.kind,
                symbol=command.symbol,
            )
            self._answer(command, answer)

        return any(command.kind is CommandKind.RELOAD for command in waiting)

    def _done(self, command: Command, symbols: Symbols) -> tuple[str, ...]:
        if command.kind in _STATES:
            return self._set(_STATES[command.kind], command, symbols)
        if command.kind is CommandKind.RELOAD:
            return (_RELOADS,)
        names = [state.symbol for state in symbols.states]
        wanted = names if command.symbol is None else [command.symbol]
        if command.symbol is not None and command.symbol not in names:
            raise StateError(f"need a symbol that is traded now, of {', '.join(names)}")
        said = [symbols.close(name, ExitReason.FORCE_EXIT) for name in wanted]
        if self._desk.permit.allows_entries:
            said.append("entries go on: pause to keep the bot out")
        return tuple(said)

    def _set(self, state: TradingState, command: Command, symbols: Symbols) -> tuple[str, ...]:
        self._desk.change(state, reason=command.why, by=command.by, at=command.at)
        if state is TradingState.ACTIVE:
            symbols.resume(command.why)
            return (_DOES[state],)
        return _DOES[state], *map(_ordered_words, filter(_has_ordered, symbols.states))

    def _waiting(self) -> Sequence[Command]:
        try:
            waiting = self._store.waiting()
        except StateError as error:
            self._fault.tell(str(error))
            return ()
        self._fault.tell(None)
        return waiting

    def _answer(self, command: Command, answer: CommandAnswer) -> None:
        try:
            self._store.answer(answer)
        except StateError as error:
            self._fault.tell(str(error))
        else:
            self._log.warning("command", kind=str(command.kind), by=command.by, said=answer.said)


def _has_ordered(state: BotState) -> bool:
    is_entry = state.pending_action is not Action.FLAT and state.withheld is None
    return is_entry and state.position is Action.FLAT


def _ordered_words(state: BotState) -> str:
    return f"{state.symbol}: the {state.pending_action} decided before is ordered already"
