"""The environment and .env, read once into one frozen value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

from bot.domain import (
    FIELD_KINDS,
    DataSource,
    DecisionPolicy,
    Secret,
    StrategyConfig,
    finite_number,
    require,
    value_from_text,
)
from bot.domain.errors import ConfigError

OBJECTIVES = ("sharpe", "pnl", "win_rate", "composite", "sortino", "calmar")
GATES = ("on", "off")
SAMPLERS = ("random", "grid", "tpe", "nsga2")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, validated whole; a setting's name is the field's in capitals.

    But for `strategy_base` (environment over defaults: SYMBOL, EMA_FAST, ...), `policy`
    (AI_ENABLED, SIGNAL_MIN_CONFIDENCE, ...) and `unknown_names`, the names in .env that nobody
    knows.
    Raises ConfigError with one sentence.
    """

    # how it trades
    paper_mode: bool = True
    binance_testnet_enabled: bool = False
    i_understand_this_is_real_money: bool = False
    starting_balance: float = 10_000.0
    loop_interval_seconds: float = 60.0
    lookback: int = 250
    # where candles come from
    data_source: DataSource = DataSource.SYNTHETIC
    candles_csv: Path | None = None
    synthetic_seed: int = 0
    exchange_id: str = "binance"
    exchange_url: str | None = None
    # where state lives
    data_dir: Path = Path("data")
    portfolio_path: Path | None = None
    macro_events_path: Path | None = None
    macro_refresh_seconds: float = 300.0
    # optimizer
    auto_optimize_interval_minutes: float = 180.0
    auto_optimize_trials: int = 200
    auto_optimize_objective: str = "sharpe"
    auto_optimize_sampler: str = "random"
    auto_optimize_mdd_weight: float = 0.5
    auto_optimize_min_trades: int = 5
    optimize_lookback: int = 2000
    promotion_alpha: float = 0.05
    promotion_gate: str = "on"
    # service
    api_host: str = "127.0.0.1"
    api_port: int = 8000
    allowed_hosts: str | None = None
    log_level: str = "INFO"
    log_format: str = "text"
    # keys
    api_token: Secret | None = None
    binance_testnet_api_key: Secret | None = None
    binance_testnet_api_secret: Secret | None = None
    binance_testnet_use_futures: bool = False
    exchange_api_key: Secret | None = None
    exchange_api_secret: Secret | None = None
    # made of several names
    strategy_base: StrategyConfig = field(default_factory=StrategyConfig)
    policy: DecisionPolicy = field(default_factory=DecisionPolicy)
    unknown_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._check_ranges()
        self._check_choices()
        self._check_combinations()

    @classmethod
    def load(cls, environ: Mapping[str, str], dotenv: Path | None = Path(".env")) -> "Settings":
        """`environ` over the file `dotenv` (None or missing: no file) over the defaults.

        An empty text counts as not given.
        """
        in_file = {} if dotenv is None else read_dotenv(dotenv)
        given = _given([environ, in_file])
        own = {
            name: _typed(name.upper(), hint, given[name.upper()])
            for name, hint in get_type_hints(cls).items()
            if name.upper() in given and name not in _COMPOUND
        }
        return cls(
            **own,
            strategy_base=StrategyConfig(**_strategy_values(given)),
            policy=DecisionPolicy(**_policy_values(given)),
            unknown_names=tuple(sorted(set(in_file) - SETTING_NAMES - KNOWN_ELSEWHERE)),
        )

    @property
    def mode(self) -> str:
        """What people are shown: PAPER, or REPLAY while past candles are fed as if live."""
        return "REPLAY" if self.data_source is DataSource.REPLAY else "PAPER"

    @property
    def further_hosts(self) -> tuple[str, ...]:
        """The host names of ALLOWED_HOSTS, beside this machine's own."""
        names = (self.allowed_hosts or "").split(",")
        return tuple(name.strip() for name in names if name.strip())

    @property
    def portfolio_file(self) -> Path:
        """PORTFOLIO_PATH, or portfolio.json on the volume."""
        return self.portfolio_path or self.data_dir / "portfolio.json"

    @property
    def macro_events_files(self) -> tuple[Path, ...]:
        """The events by hand, then those from feeds."""
        by_hand = self.macro_events_path or self.data_dir / "macro_events.json"
        return by_hand, self.data_dir / "macro_events.news.json"

    def _check_ranges(self) -> None:
        for name, least in _AT_LEAST.items():
            value = finite_number(name.upper(), getattr(self, name))
            require(value >= least, f"{name.upper()} >= {least}", value)
        for name, most in _AT_MOST.items():
            value = getattr(self, name)
            require(value <= most, f"{name.upper()} <= {most:_}", value)
        require(self.starting_balance > 0, "STARTING_BALANCE > 0", self.starting_balance)
        interval = self.auto_optimize_interval_minutes
        require(interval > 0, "AUTO_OPTIMIZE_INTERVAL_MINUTES > 0", interval)
        alpha = finite_number("PROMOTION_ALPHA", self.promotion_alpha)
        require(0.001 <= alpha < 0.5, "0.001 <= PROMOTION_ALPHA < 0.5", alpha)
        require(1 <= self.api_port <= 65_535, "1 <= API_PORT <= 65535", self.api_port)

    def _check_choices(self) -> None:
        for name, choices in _CHOICES.items():
            value = getattr(self, name)
            require(value in choices, f"{name.upper()} of {', '.join(choices)}", repr(value))
        url = self.exchange_url
        require(
            url is None or url.startswith(("https://", "http://")),
            "EXCHANGE_URL to begin with https:// or http://",
            repr(url),
        )
        require(
            url is None or "@" not in url,
            "EXCHANGE_URL without a user and a password, which would be logged with every error",
            "one with an @",
        )

    def _check_combinations(self) -> None:
        if self.data_source.reads_file and self.candles_csv is None:
            raise ConfigError(
                f"need CANDLES_CSV with DATA_SOURCE={self.data_source}, was not set: "
                "name the file of candles"
            )
        for key, secret in _PAIRS:
            given = [name for name in (key, secret) if getattr(self, name) is not None]
            require(
                len(given) != 1,
                f"both {key.upper()} and {secret.upper()} or neither",
                f"{given[0].upper() if given else ''} alone",
            )
        self._check_mode()

    def _check_mode(self) -> None:
        if self.paper_mode:
            return
        if not self.binance_testnet_enabled and not self.i_understand_this_is_real_money:
            raise ConfigError(
                "PAPER_MODE=false with BINANCE_TESTNET_ENABLED=false is real money and needs "
                "I_UNDERSTAND_THIS_IS_REAL_MONEY=true: set PAPER_MODE=true to trade on paper"
            )
        raise ConfigError(
            "PAPER_MODE=false is refused: this version cannot place orders yet, set PAPER_MODE=true"
        )


_COMPOUND = ("strategy_base", "policy", "unknown_names")
_POLICY_NAMES = {
    "AI_ENABLED": "ai_enabled",
    "MACRO_ENABLED": "macro_enabled",
    "SIGNAL_MIN_CONFIDENCE": "min_confidence",
    "AI_OVERRIDE_CONFIDENCE": "ai_override_confidence",
    "MACRO_HALF_LIFE_HOURS": "macro_half_life_hours",
}
ALIASES = {"BINANCE_TESTNET_SECRET": "BINANCE_TESTNET_API_SECRET"}
SETTING_NAMES: frozenset[str] = frozenset(
    {f.name.upper() for f in fields(Settings) if f.name not in _COMPOUND}
    | {name.upper() for name in FIELD_KINDS}
    | set(_POLICY_NAMES)
    | set(ALIASES)
)
"""Every name that is read, aliases included."""
EXCHANGE_KEYS = frozenset(
    {
        "BINANCE_TESTNET_API_KEY",
        "BINANCE_TESTNET_API_SECRET",
        "BINANCE_TESTNET_SECRET",
        "EXCHANGE_API_KEY",
        "EXCHANGE_API_SECRET",
    }
)
"""Every name of a key that can trade; a process that must not trade gets none of them."""
KNOWN_ELSEWHERE = frozenset(
    {"LAB_IMAGE", "NO_COLOR", "TZ", "PYTHONUNBUFFERED", "COMPOSE_PROJECT_NAME"}
)
"""Names in .env that are for other programs, so that nobody is told about them."""
_AT_LEAST = {
    "loop_interval_seconds": 0,
    "lookback": 1,
    "synthetic_seed": 0,
    "macro_refresh_seconds": 0,
    "auto_optimize_trials": 1,
    "auto_optimize_mdd_weight": 0,
    "auto_optimize_min_trades": 0,
    "optimize_lookback": 1,
}
_AT_MOST = {
    "starting_balance": 1_000_000_000_000,
    "loop_interval_seconds": 86_400,
    "lookback": 100_000,
    "auto_optimize_interval_minutes": 525_600,
    "optimize_lookback": 10_000_000,
}
_CHOICES = {
    "auto_optimize_objective": OBJECTIVES,
    "auto_optimize_sampler": SAMPLERS,
    "promotion_gate": GATES,
    "log_level": LOG_LEVELS,
    "log_format": LOG_FORMATS,
}
_PAIRS = (
    ("binance_testnet_api_key", "binance_testnet_api_secret"),
    ("exchange_api_key", "exchange_api_secret"),
)


def read_dotenv(path: Path) -> dict[str, str]:
    """The names and texts of a .env file, without interpolation; {} where there is none.

    ConfigError names a line that is not NAME=value.
    """
    if not path.exists():
        return {}
    from dotenv.parser import parse_stream  # only where there is a file

    found = {}
    try:
        with path.open(encoding="utf-8-sig") as file:
            for binding in parse_stream(file):
                if binding.error or (binding.key is not None and binding.value is None):
                    raise ConfigError(f"need NAME=value in {path} line {binding.original.line}")
                if binding.key is not None:
                    found[binding.key] = binding.value or ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    return found


def without_exchange_keys(
    environ: Mapping[str, str], dotenv: Path = Path(".env")
) -> dict[str, str]:
    """The environment over the file `dotenv`, less every exchange key.

    For `load` with no file, in a process that must not trade. Raises ConfigError as read_dotenv.
    """
    given = {**read_dotenv(dotenv), **{name: text for name, text in environ.items() if text}}
    return {name: text for name, text in given.items() if name not in EXCHANGE_KEYS}


def _given(sources: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The texts that are given, the first source first; an alias stands for its name."""
    given: dict[str, str] = {}
    for source in sources:
        layer: dict[str, str] = {}
        for name in sorted(SETTING_NAMES):
            text = source.get(name, "").strip()
            real = ALIASES.get(name, name)
            if text and layer.setdefault(real, text) != text:
                raise ConfigError(f"need one value for {real} and {name}, were two different ones")
        given = {**layer, **given}
    return given


def _strategy_values(given: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: value_from_text(kind, name.upper(), given[name.upper()])
        for name, kind in FIELD_KINDS.items()
        if name.upper() in given
    }


def _policy_values(given: Mapping[str, str]) -> dict[str, Any]:
    hints = get_type_hints(DecisionPolicy)
    return {
        field_name: value_from_text(hints[field_name].__name__, name, given[name])
        for name, field_name in _POLICY_NAMES.items()
        if name in given
    }


def _typed(name: str, hint: Any, text: str) -> Any:
    kind = next((part for part in get_args(hint) if part is not NoneType), hint)
    if kind is Secret:
        return Secret(text)
    if kind is Path:
        return Path(text).expanduser()
    if issubclass(kind, Enum):
        choices = [str(member.value) for member in kind]
        require(text in choices, f"{name} of {', '.join(choices)}", repr(text))
        return kind(text)
    return value_from_text(kind.__name__, name, text)
