"""The state volume in the memory of one process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import TracebackType

from bot.domain import BotState, CandleStore, JournalLine, Secret, sanitize_symbol_for_fs
from bot.domain.errors import StateError, VolumeInUse
from tests.support.memory.ai_calibrations import MemoryAiCalibrations
from tests.support.memory.backtests import MemoryBacktests
from tests.support.memory.candles import MemoryCandles
from tests.support.memory.commands import MemoryCommands
from tests.support.memory.configs import MemoryConfigs
from tests.support.memory.cycles import History, MemoryCycles
from tests.support.memory.journal import MemoryJournal
from tests.support.memory.logs import MemoryLogs
from tests.support.memory.mended import MemoryMended
from tests.support.memory.optimizer import (
    MemoryAllocation,
    MemoryHeartbeat,
    MemoryPlaybook,
    MemoryPromotions,
    MemoryRecommendations,
    MemoryRuns,
    mend,
)
from tests.support.memory.risk import MemoryRisk, MemoryTradingPermit

_NUMBERS = count(1)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Kept:
    """What a volume holds, for all who have opened it."""

    primary: str | None = None
    cycles: dict[str, History] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)


class MemoryVolume:
    """A Volume that is gone with its process; readers share it by sharing the object."""

    def __init__(self, *, now: Callable[[], datetime] = _now) -> None:
        self._kept = Kept()
        self.location = f"memory {next(_NUMBERS)}"
        self.runs = MemoryRuns()
        self.configs = MemoryConfigs(self.runs, now)
        self.promotions = MemoryPromotions()
        self.recommendations = MemoryRecommendations()
        self.allocation = MemoryAllocation()
        self.playbook = MemoryPlaybook(now)
        self.optimizer_heartbeat = MemoryHeartbeat()
        self.news_heartbeat = MemoryHeartbeat()
        self.mended = MemoryMended()
        self._journal: list[JournalLine] = []
        self.trading_permit = MemoryTradingPermit()
        self.risk = MemoryRisk()
        self.commands = MemoryCommands()
        self.logs = MemoryLogs()
        self.ai_calibrations = MemoryAiCalibrations()
        self.backtests = MemoryBacktests()
        self._candles: dict[tuple[str, ...], MemoryCandles] = {}

    def is_there(self) -> bool:
        """Whether anything was kept."""
        return bool(self._kept.cycles or self.runs.newest(1))

    def without_location(self, text: str) -> str:
        """The text; no sentence names a place of the machine."""
        return text.replace(f"{self.location}/", "")

    def api_token(self) -> Secret:
        """Always the same."""
        return Secret(f"token of {self.location}")

    def hold(self, role: str) -> "MemoryRole":
        """Be the only one in a role, or VolumeInUse."""
        if role in self._kept.roles:
            raise VolumeInUse(f"the {role} already runs on {self.location}")
        return MemoryRole(self._kept.roles, role)

    def order_journal(self, *, writer: bool = False) -> MemoryJournal:
        """The journal of orders, as long as this object lives."""
        return MemoryJournal(self._journal, writer=writer)

    def make_primary(self, symbol: str) -> tuple[str, ...]:
        """Let `reader()` be this symbol's; nothing had to be moved."""
        self._kept.primary = sanitize_symbol_for_fs(symbol)
        return ()

    def writer(self, symbol: str) -> MemoryCycles:
        """The symbol's cycles to write."""
        history = self._history(symbol)
        state = history.state
        if state is not None and state.symbol != symbol:
            raise StateError(f"{self.location} holds the state of {state.symbol}, not {symbol}")
        return MemoryCycles(history, writer=True)

    def reader(self, symbol: str | None = None) -> MemoryCycles:
        """The symbol's cycles to read, the primary one's for None."""
        if symbol is not None:
            return MemoryCycles(self._kept.cycles.get(sanitize_symbol_for_fs(symbol), History()))
        return MemoryCycles(self._kept.cycles.get(self._kept.primary or "", History()))

    def symbols(self) -> tuple[str, ...]:
        """The symbols with a state, sorted."""
        states: list[BotState | None] = [one.state for one in self._kept.cycles.values()]
        return tuple(sorted(state.symbol for state in states if state is not None))

    def candle_files(self) -> Mapping[str, Path]:
        """None: there is no place for files."""
        return {}

    def candles(self, source: str, symbol: str, timeframe: str) -> CandleStore:
        """The kept candles of a source."""
        key = tuple(sanitize_symbol_for_fs(name) for name in (source, symbol, timeframe))
        return self._candles.setdefault(key, MemoryCandles())

    def mend_optimizer_records(self) -> tuple[str, ...]:
        """Record the runs that put a config in use and are not on record."""
        return mend(self.configs, self.runs)

    def _history(self, symbol: str) -> History:
        return self._kept.cycles.setdefault(sanitize_symbol_for_fs(symbol), History())


class MemoryRole:
    """A role that is held until released."""

    def __init__(self, roles: set[str], role: str) -> None:
        self._roles: set[str] | None = roles
        self._role = role
        roles.add(role)

    def release(self) -> None:
        """Let the next holder in."""
        if self._roles is not None:
            self._roles.discard(self._role)
            self._roles = None

    def __enter__(self) -> "MemoryRole":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
