"""The state volume as a folder of JSON, JSONL and parquet files."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from bot.domain import CandleStore, Secret, is_candle_file
from bot.domain.errors import StateError
from bot.state.ai_calibrations import JsonAiCalibrationStore
from bot.state.api_token import kept_token
from bot.state.backtests import JsonBacktestStore
from bot.state.commands import JsonCommandStore
from bot.state.configs import JsonConfigStore
from bot.state.cycles import JsonStateStore
from bot.state.files import FileStamp, FolderLock, Now, wall_clock
from bot.state.heartbeat import (
    NEWS_HEARTBEAT_FILE,
    OPTIMIZER_HEARTBEAT_FILE,
    JsonHeartbeatStore,
)
from bot.state.journal import JsonOrderJournal
from bot.state.logs import JsonLogStore
from bot.state.mended_notes import JsonMendedStore
from bot.state.optimizer import (
    JsonAllocationStore,
    JsonPlaybookStore,
    JsonPromotionStore,
    JsonRecommendationStore,
    JsonRunStore,
    RecommendationsFile,
    mend_optimizer_files,
)
from bot.state.primary_links import PrimaryLinks, symbol_folder
from bot.state.risk import JsonRiskStore, JsonTradingPermitStore


class FileVolume:
    """A Volume in the folder DATA_DIR: `portfolio/<safe symbol>/` holds a symbol's files.

    The same names at the root lead to the primary symbol's. `now` stamps recommendations and names
    what is moved aside.
    """

    def __init__(self, data_dir: Path, *, now: Now = wall_clock) -> None:
        self._root = data_dir
        self._now = now
        self._links = PrimaryLinks(data_dir, now)
        self._symbols: dict[Path, tuple[FileStamp, str]] = {}

    @property
    def location(self) -> str:
        """The folder."""
        return str(self._root)

    def is_there(self) -> bool:
        """Whether there is such a folder."""
        return self._root.is_dir()

    def without_location(self, text: str) -> str:
        """The text with paths told from the volume on, not from this machine's root."""
        folder = self._root
        for root in {str(folder), str(folder.absolute()), str(folder.resolve())}:
            text = text.replace(f"{root}/", "")
        return text

    def hold(self, role: str) -> FolderLock:
        """Be the only one in a role on this folder, or VolumeInUse."""
        return FolderLock(self._root, role)

    def make_primary(self, symbol: str) -> tuple[str, ...]:
        """Let the root names lead to the symbol's files; says what was moved for it."""
        return self._links.lead_to(symbol)

    def writer(self, symbol: str) -> JsonStateStore:
        """The symbol's cycles, mended and opened for writing; the caller holds the volume.

        StateError where the folder holds the state of another symbol.
        """
        folder = symbol_folder(self._root, symbol)
        reader = JsonStateStore(folder)
        state = None if reader.lost is not None else reader.load_state()
        if state is not None and state.symbol != symbol:
            raise StateError(
                f"{folder} holds the state of {state.symbol}: {symbol} needs another DATA_DIR"
            )
        return JsonStateStore(folder, writer=True, now=self._now)

    def reader(self, symbol: str | None = None) -> JsonStateStore:
        """The symbol's cycles for reading, the primary one's for None; empty before they exist."""
        folder = self._links.folder() if symbol is None else symbol_folder(self._root, symbol)
        return JsonStateStore(folder)

    def symbols(self) -> tuple[str, ...]:
        """The symbols with a readable state, sorted."""
        folders = (self._root / "portfolio").glob("*/")
        return tuple(sorted({symbol for folder in folders if (symbol := self._symbol_in(folder))}))

    def _symbol_in(self, folder: Path) -> str | None:
        """The symbol whose readable state lies there; read again where the file is another one."""
        store = JsonStateStore(folder)
        stamp = store.stamp
        stamped, symbol = self._symbols.get(folder, (None, None))
        if stamp is not None and stamp == stamped:
            return symbol
        try:
            state = store.load_state()
        except StateError:
            return None  # the bot mends and tells it at its start; the other symbols still count
        if state is None:
            return None
        self._symbols[folder] = (stamp, state.symbol)
        return state.symbol

    def order_journal(self, *, writer: bool = False) -> JsonOrderJournal:
        """journal.jsonl."""
        return JsonOrderJournal(self._root, writer=writer)

    @cached_property
    def configs(self) -> JsonConfigStore:
        """strategy_config.json of all symbols and of each, with its history."""
        return JsonConfigStore(self._root, self.runs)

    @cached_property
    def promotions(self) -> JsonPromotionStore:
        """promotion.json of each symbol."""
        return JsonPromotionStore(self._root)

    @cached_property
    def runs(self) -> JsonRunStore:
        """portfolio/optimizer_runs.jsonl."""
        return JsonRunStore(self._root)

    @cached_property
    def recommendations(self) -> JsonRecommendationStore:
        """In portfolio/portfolio_recommendations.json."""
        return JsonRecommendationStore(self._recommendations_file)

    @cached_property
    def allocation(self) -> JsonAllocationStore:
        """In portfolio/portfolio_recommendations.json too."""
        return JsonAllocationStore(self._recommendations_file)

    @cached_property
    def playbook(self) -> JsonPlaybookStore:
        """playbook.json."""
        return JsonPlaybookStore(self._root)

    @cached_property
    def optimizer_heartbeat(self) -> JsonHeartbeatStore:
        """optimizer_heartbeat.json."""
        return JsonHeartbeatStore(self._root, OPTIMIZER_HEARTBEAT_FILE)

    @cached_property
    def news_heartbeat(self) -> JsonHeartbeatStore:
        """news_heartbeat.json."""
        return JsonHeartbeatStore(self._root, NEWS_HEARTBEAT_FILE)

    @cached_property
    def mended(self) -> JsonMendedStore:
        """mended.jsonl."""
        return JsonMendedStore(self._root)

    @cached_property
    def trading_permit(self) -> JsonTradingPermitStore:
        """trading_state.json."""
        return JsonTradingPermitStore(self._root)

    @cached_property
    def commands(self) -> JsonCommandStore:
        """commands/."""
        return JsonCommandStore(self._root, self._now)

    def api_token(self) -> Secret:
        """In api_token."""
        return kept_token(self._root)

    @cached_property
    def risk(self) -> JsonRiskStore:
        """risk.json."""
        return JsonRiskStore(self._root)

    @cached_property
    def logs(self) -> JsonLogStore:
        """logs/."""
        return JsonLogStore(self._root)

    @cached_property
    def ai_calibrations(self) -> JsonAiCalibrationStore:
        """ai_calibrations/."""
        return JsonAiCalibrationStore(self._root)

    @cached_property
    def backtests(self) -> JsonBacktestStore:
        """backtests/."""
        return JsonBacktestStore(self._root)

    def candle_files(self) -> Mapping[str, Path]:
        """*.csv at the root; no link, which could lead anywhere."""
        files = sorted(self._root.glob("*.csv"))
        named = (file for file in files if is_candle_file(file.name))
        return {file.name: file for file in named if file.is_file() and not file.is_symlink()}

    def candles(self, source: str, symbol: str, timeframe: str) -> CandleStore:
        """candles/<source>/<safe symbol>/<timeframe>/."""
        from bot.state.candles import ParquetCandleStore  # pandas, which the API does without

        return ParquetCandleStore(self._root, source, symbol, timeframe)

    def mend_optimizer_records(self) -> tuple[str, ...]:
        """Make the optimizer's files whole; the sentences say what was done."""
        return mend_optimizer_files(self._root)

    @property
    def _recommendations_file(self) -> RecommendationsFile:
        return RecommendationsFile(self._root, self._now)
