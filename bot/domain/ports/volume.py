"""The state volume as a whole: one store for each family of records."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.domain.errors import StateError
from bot.domain.ports.ai_calibrations import AiCalibrationStore
from bot.domain.ports.backtests import BacktestStore
from bot.domain.ports.candles import CandleStore
from bot.domain.ports.commands import CommandStore
from bot.domain.ports.logs import LogStore
from bot.domain.ports.mended import MendedStore
from bot.domain.ports.optimizer import AllocationStore, OptimizerStores, PlaybookStore
from bot.domain.ports.order_journal import OrderJournal
from bot.domain.ports.risk import RiskStore, TradingPermitStore
from bot.domain.ports.state import StateStore
from bot.domain.risk import TradingPermit, TradingState
from bot.domain.secret import Secret


class HeldRole(AbstractContextManager["HeldRole"], Protocol):
    """A role on a volume that nobody else has, until released."""

    def release(self) -> None:
        """Let the next holder in; releasing again does nothing."""
        ...


class HeartbeatStore(Protocol):
    """Signs of life of processes that keep no BotState."""

    def beat(self, now: datetime, *, interval_seconds: float) -> None:
        """Say that the process is alive, and beats again within `interval_seconds`."""
        ...


class Volume(OptimizerStores, Protocol):
    """Everything that the processes share, and the only way to it.

    Any number of readers in any process at any time; one writer for each role. StateError where the
    volume cannot be read or written. A family that is empty, or a volume that is not there yet,
    reads as empty.
    """

    @property
    def location(self) -> str:
        """Where the volume is, for people."""
        ...

    def is_there(self) -> bool:
        """Whether anything was ever kept at the location, or a place was made for it."""
        ...

    def without_location(self, text: str) -> str:
        """A sentence with places named from the volume on: for those who may not see the machine's.

        What is inside the volume keeps its name.
        """
        ...

    def hold(self, role: str) -> HeldRole:
        """Be the only one in a role ("bot", "optimizer"), or VolumeInUse.

        Holds until released, or until the process ends however it ends.
        """
        ...

    def make_primary(self, symbol: str) -> tuple[str, ...]:
        """Let `reader()` be this symbol's; says what had to be moved for it."""
        ...

    def writer(self, symbol: str) -> StateStore:
        """The symbol's cycles, mended and opened for writing; the caller holds the volume.

        ConfigError for what is no symbol; StateError where another symbol has its place.
        """
        ...

    def reader(self, symbol: str | None = None) -> StateStore:
        """The symbol's cycles for reading, for None the primary one's; empty before there are any.

        ConfigError for what is no symbol.
        """
        ...

    def symbols(self) -> tuple[str, ...]:
        """The symbols with a readable state, sorted."""
        ...

    def order_journal(self, *, writer: bool = False) -> OrderJournal:
        """The journal of orders of all symbols, with `writer` mended and opened for writing.

        The caller holds the volume then. StateError where what it tells cannot be believed.
        """
        ...

    @property
    def allocation(self) -> AllocationStore:
        """How the capital could be shared."""
        ...

    @property
    def playbook(self) -> PlaybookStore:
        """The multi-market playbook."""
        ...

    @property
    def optimizer_heartbeat(self) -> HeartbeatStore:
        """The sign of life of the optimizer's service."""
        ...

    @property
    def news_heartbeat(self) -> HeartbeatStore:
        """The sign of life of the service that asks news feeds."""
        ...

    @property
    def mended(self) -> MendedStore:
        """What starts had to mend, until a person has seen it."""
        ...

    @property
    def trading_permit(self) -> TradingPermitStore:
        """Whether the bot may trade."""
        ...

    @property
    def commands(self) -> CommandStore:
        """What a person asks of the bot."""
        ...

    def api_token(self) -> Secret:
        """What a command over HTTP must carry; made at the first call, and kept."""
        ...

    @property
    def risk(self) -> RiskStore:
        """The account as its guard saw it last."""
        ...

    @property
    def logs(self) -> LogStore:
        """What the processes said last."""
        ...

    @property
    def ai_calibrations(self) -> AiCalibrationStore:
        """What the AI's probabilities can be put through."""
        ...

    @property
    def backtests(self) -> BacktestStore:
        """What was asked for over HTTP, with what came out."""
        ...

    def candle_files(self) -> Mapping[str, Path]:
        """The files of candles that a person has put there, by name (is_candle_file), sorted."""
        ...

    def candles(self, source: str, symbol: str, timeframe: str) -> CandleStore:
        """The kept candles of a source; ConfigError for names that cannot be kept."""
        ...

    def mend_optimizer_records(self) -> tuple[str, ...]:
        """Make whole what a killed optimizer left behind; the sentences say what was done.

        Doing it again, also after being killed inside, changes nothing more. The caller is the only
        optimizer (`hold`).
        """
        ...


def store_of(volume: Volume, symbol: str) -> StateStore | None:
    """The store that holds a state of exactly this symbol; None where the volume has none.

    In an older layout the primary symbol's is found as the primary one alone. ConfigError for what
    is no symbol.
    """
    for store in (volume.reader(symbol), volume.reader()):
        state = store.load_state()
        if state is not None and state.symbol == symbol:
            return store
    return None


def read_permit(volume: Volume) -> TradingPermit:
    """The trading permit; HALTED where that cannot be read, as the bot takes it.

    The reason names no place of the machine.
    """
    try:
        return volume.trading_permit.read()
    except StateError as error:
        reason = volume.without_location(str(error))
        return TradingPermit(state=TradingState.HALTED, reason=reason, by="the bot")
