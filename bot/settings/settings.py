"""All settings as one value, and how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bot.domain import DataSource, DecisionPolicy, StrategyConfig, TradingMode
from bot.domain.errors import ConfigError
from bot.settings.ai import AiSettings
from bot.settings.dotenv_file import read_dotenv
from bot.settings.names import GROUPS, KNOWN_ELSEWHERE, SETTING_NAMES
from bot.settings.optimizer import OptimizerSettings
from bot.settings.parsing import given_texts, group_values, policy_given, strategy_given
from bot.settings.risk import RiskSettings
from bot.settings.services import ApiSettings, AssistantSettings, LogSettings
from bot.settings.sources import (
    CalendarSettings,
    CandleSettings,
    ExchangeSettings,
    MacroSettings,
    NewsSettings,
)
from bot.settings.trading import TradingSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, validated whole, in a group for each concern; wiring makes parts of it.

    `data_dir` is the folder of the state volume, `strategy_base` the environment over the defaults
    (SYMBOL, EMA_FAST, ...), `policy` what decides (AI_ENABLED, SIGNAL_MIN_CONFIDENCE, ...), and
    `unknown_names` are the names in .env that nobody knows. Raises ConfigError with one sentence.
    """

    trading: TradingSettings = field(default_factory=TradingSettings)
    risk: RiskSettings = field(default_factory=RiskSettings)
    candles: CandleSettings = field(default_factory=CandleSettings)
    exchange: ExchangeSettings = field(default_factory=ExchangeSettings)
    ai: AiSettings = field(default_factory=AiSettings)
    macro: MacroSettings = field(default_factory=MacroSettings)
    news: NewsSettings = field(default_factory=NewsSettings)
    calendar: CalendarSettings = field(default_factory=CalendarSettings)
    optimizer: OptimizerSettings = field(default_factory=OptimizerSettings)
    api: ApiSettings = field(default_factory=ApiSettings)
    assistant: AssistantSettings = field(default_factory=AssistantSettings)
    logs: LogSettings = field(default_factory=LogSettings)
    data_dir: Path = Path("data")
    strategy_base: StrategyConfig = field(default_factory=StrategyConfig)
    policy: DecisionPolicy = field(default_factory=DecisionPolicy)
    unknown_names: tuple[str, ...] = ()

    @classmethod
    def load(
        cls,
        environ: Mapping[str, str],
        dotenv: Path | None = Path(".env"),
        *,
        usual: Mapping[str, str] = MappingProxyType({}),
    ) -> "Settings":
        """`environ` over the file `dotenv` (None or missing: no file) over `usual`, what a program
        takes where nobody says otherwise, over the defaults.

        An empty text counts as not given.
        """
        in_file = {} if dotenv is None else read_dotenv(dotenv)
        given = given_texts([environ, in_file, usual])
        if not TradingSettings(**group_values(TradingSettings, given)).paper_mode:
            given.setdefault("DATA_SOURCE", str(DataSource.EXCHANGE))
        return cls(
            **{name: group(**group_values(group, given)) for name, group in GROUPS.items()},
            data_dir=Path(given.get("DATA_DIR", "data")).expanduser(),
            strategy_base=strategy_given(given),
            policy=policy_given(given),
            unknown_names=tuple(sorted(set(in_file) - SETTING_NAMES - KNOWN_ELSEWHERE)),
        )

    def __post_init__(self) -> None:
        if not self.trading.paper_mode:
            self._refuse_what_no_order_goes_to()

    @property
    def mode(self) -> TradingMode:
        """What people are shown."""
        if self.trading.is_testnet:
            return TradingMode.TESTNET
        if self.trading.is_live:
            return TradingMode.LIVE
        is_replay = self.candles.data_source is DataSource.REPLAY
        return TradingMode.REPLAY if is_replay else TradingMode.PAPER

    @property
    def exchange_name(self) -> str:
        """The exchange as a source of kept candles: its testnet, and any address, has others."""
        name = self.exchange.exchange_id
        if self.trading.is_testnet:
            name = f"{name}_testnet"
        url = self.exchange.exchange_url
        return name if url is None else f"{name}_{url}"

    @property
    def portfolio_file(self) -> Path:
        """PORTFOLIO_PATH, or portfolio.json on the volume."""
        return self.trading.portfolio_path or self.data_dir / "portfolio.json"

    @property
    def macro_events_files(self) -> tuple[Path, ...]:
        """The events by hand, then those from feeds."""
        by_hand = self.macro.macro_events_path or self.data_dir / "macro_events.json"
        return by_hand, self.news_events_file

    @property
    def news_events_file(self) -> Path:
        """The events from feeds, on the volume."""
        return self.data_dir / "macro_events.news.json"

    @property
    def calendar_file(self) -> Path:
        """CALENDAR_PATH, or calendar.yml on the volume."""
        return self.calendar.calendar_path or self.data_dir / "calendar.yml"

    def _refuse_what_no_order_goes_to(self) -> None:
        exchange, source = self.exchange, self.candles.data_source
        if source is not DataSource.EXCHANGE:
            raise ConfigError(
                f"need DATA_SOURCE=exchange with PAPER_MODE=false, was {source}: orders are "
                "decided on the candles of the exchange that they go to; leave DATA_SOURCE out"
            )
        if exchange.binance_testnet_use_futures:
            raise ConfigError(
                "BINANCE_TESTNET_USE_FUTURES=true is refused: this version trades spot markets "
                "only, set it to false"
            )
        if self.trading.is_testnet and exchange.exchange_id != "binance":
            raise ConfigError(
                "need EXCHANGE_ID=binance with BINANCE_TESTNET_ENABLED=true, was "
                f"{exchange.exchange_id}: there is no other testnet"
            )
