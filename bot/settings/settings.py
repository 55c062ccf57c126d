"""All settings as one value, and how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain import DataSource, DecisionPolicy, StrategyConfig
from bot.settings.dotenv_file import read_dotenv
from bot.settings.names import GROUPS, KNOWN_ELSEWHERE, SETTING_NAMES
from bot.settings.optimizer import OptimizerSettings
from bot.settings.parsing import given_texts, group_values, policy_given, strategy_given
from bot.settings.services import ApiSettings, LogSettings
from bot.settings.sources import CandleSettings, ExchangeSettings, MacroSettings
from bot.settings.trading import TradingSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, validated whole, in a group for each concern; wiring makes parts of it.

    `data_dir` is the folder of the state volume, `strategy_base` the environment over the defaults
    (SYMBOL, EMA_FAST, ...), `policy` what decides (AI_ENABLED, SIGNAL_MIN_CONFIDENCE, ...), and
    `unknown_names` are the names in .env that nobody knows. Raises ConfigError with one sentence.
    """

    trading: TradingSettings = field(default_factory=TradingSettings)
    candles: CandleSettings = field(default_factory=CandleSettings)
    exchange: ExchangeSettings = field(default_factory=ExchangeSettings)
    macro: MacroSettings = field(default_factory=MacroSettings)
    optimizer: OptimizerSettings = field(default_factory=OptimizerSettings)
    api: ApiSettings = field(default_factory=ApiSettings)
    logs: LogSettings = field(default_factory=LogSettings)
    data_dir: Path = Path("data")
    strategy_base: StrategyConfig = field(default_factory=StrategyConfig)
    policy: DecisionPolicy = field(default_factory=DecisionPolicy)
    unknown_names: tuple[str, ...] = ()

    @classmethod
    def load(cls, environ: Mapping[str, str], dotenv: Path | None = Path(".env")) -> "Settings":
        """`environ` over the file `dotenv` (None or missing: no file) over the defaults.

        An empty text counts as not given.
        """
        in_file = {} if dotenv is None else read_dotenv(dotenv)
        given = given_texts([environ, in_file])
        return cls(
            **{name: group(**group_values(group, given)) for name, group in GROUPS.items()},
            data_dir=Path(given.get("DATA_DIR", "data")).expanduser(),
            strategy_base=strategy_given(given),
            policy=policy_given(given),
            unknown_names=tuple(sorted(set(in_file) - SETTING_NAMES - KNOWN_ELSEWHERE)),
        )

    @property
    def mode(self) -> str:
        """What people are shown: PAPER, or REPLAY while past candles are fed as if live."""
        return "REPLAY" if self.candles.data_source is DataSource.REPLAY else "PAPER"

    @property
    def portfolio_file(self) -> Path:
        """PORTFOLIO_PATH, or portfolio.json on the volume."""
        return self.trading.portfolio_path or self.data_dir / "portfolio.json"

    @property
    def macro_events_files(self) -> tuple[Path, ...]:
        """The events by hand, then those from feeds."""
        by_hand = self.macro.macro_events_path or self.data_dir / "macro_events.json"
        return by_hand, self.data_dir / "macro_events.news.json"
