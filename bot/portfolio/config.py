"""portfolio.json: which symbols share the capital, and in which parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.domain import (
    FIELD_KINDS,
    AssetType,
    StrategyConfig,
    filled_text,
    finite_number,
    guess_asset_type,
    merge_config,
    one_line,
    refuse_colliding_symbols,
    require,
    whole_number,
)
from bot.domain.errors import ConfigError
from bot.portfolio.allocation_terms import AllocationTerms
from bot.portfolio.weight_limits import WeightLimits
from bot.state import load_overrides

ASSET_KEYS = frozenset(
    {
        "asset_type",
        "allocation",
        "allocation_pct",
        "data_symbol",
        "lookback",
        "macro_symbol",
        "periods_per_year",
    }
)
PORTFOLIO_KEYS = frozenset(
    {
        "assets",
        "portfolio_capital",
        "default_timeframe",
        "default_lookback",
        "data_dir",
        "macro_events_path",
        "min_weight",
        "max_weight",
        "volatility_target",
        "_meta",
    }
)
ROUNDING = 1e-9  # ten assets of 0.1 sum to a little more or less than 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioAsset:
    """One symbol of the portfolio; `allocation` is its fraction of the capital.

    `data_symbol` is its ticker at the data source, `macro_symbol` the name that macro events use;
    `periods_per_year`, its candles a year, hold over the asset type's, which
    `has_stated_type` says to be more than the meaning of the symbol's spelling;
    `config_values` are the StrategyConfig fields that its entry states, the timeframe included.
    """

    symbol: str
    asset_type: AssetType
    allocation: float
    timeframe: str
    lookback: int
    data_symbol: str
    macro_symbol: str
    periods_per_year: float | None = None
    has_stated_type: bool = True
    config_values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioConfig:
    """The portfolio; None for what the file leaves to the settings.

    Allocations sum to at most 1; the rest stays in cash. `allocation_terms` are what the optimizer
    compares other allocations under; the bot keeps to those stated.
    """

    assets: tuple[PortfolioAsset, ...]
    portfolio_capital: float | None = None
    data_dir: Path | None = None
    macro_events_path: Path | None = None
    allocation_terms: AllocationTerms = field(default_factory=AllocationTerms)

    def __post_init__(self) -> None:
        require(bool(self.assets), "at least one asset in the portfolio", "none")
        symbols = [asset.symbol for asset in self.assets]
        twice = {symbol for symbol in symbols if symbols.count(symbol) > 1}
        require(not twice, "each symbol once in the portfolio", f"{sorted(twice)} twice")
        refuse_colliding_symbols(symbols)
        total = sum(asset.allocation for asset in self.assets)
        require(total <= 1 + ROUNDING, "allocations of at most 100 % together", f"{total:.4%}")
        if self.portfolio_capital is not None:
            require(self.portfolio_capital > 0, "portfolio_capital > 0", self.portfolio_capital)
        self.allocation_terms.limits.refuse_infeasible(len(self.assets))

    @classmethod
    def load(
        cls,
        path: Path,
        *,
        base: StrategyConfig | None = None,
        default_lookback: int = 250,
    ) -> "PortfolioConfig":
        """The portfolio a file states; `base` is what holds for what it does not state.

        Raises ConfigError naming the file, the asset and the rule.
        """
        if not path.exists():
            raise ConfigError(f"need a portfolio file, {path} is missing")
        values = load_overrides(path)
        try:
            return _portfolio(values, base or StrategyConfig(), default_lookback)
        except ConfigError as error:
            raise ConfigError(f"{error} (in {path})") from error


def _portfolio(
    values: Mapping[str, Any], base: StrategyConfig, default_lookback: int
) -> PortfolioConfig:
    _refuse_unknown(values, PORTFOLIO_KEYS, "portfolio")
    rows = values.get("assets")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError("need assets as a list of objects")
    timeframe = filled_text("default_timeframe", values.get("default_timeframe", base.timeframe))
    lookback = whole_number("default_lookback", values.get("default_lookback", default_lookback))
    shares = _shares(rows)
    capital = values.get("portfolio_capital")
    return PortfolioConfig(
        assets=tuple(
            _asset({"timeframe": timeframe, "lookback": lookback, **row}, share, base)
            for row, share in zip(rows, shares, strict=True)
        ),
        portfolio_capital=None if capital is None else finite_number("portfolio_capital", capital),
        data_dir=_path(values, "data_dir"),
        macro_events_path=_path(values, "macro_events_path"),
        allocation_terms=AllocationTerms(
            limits=WeightLimits(**_numbers(values, "min_weight", "max_weight")),
            **_numbers(values, "volatility_target"),
        ),
    )


def _numbers(values: Mapping[str, Any], *names: str) -> dict[str, float]:
    return {name: finite_number(name, values[name]) for name in names if name in values}


def _asset(row: Mapping[str, Any], allocation: float, base: StrategyConfig) -> PortfolioAsset:
    symbol = one_line("symbol", row.get("symbol"))
    try:
        _refuse_unknown(row, ASSET_KEYS | set(FIELD_KINDS), "asset")
        stated = {name: value for name, value in row.items() if name in FIELD_KINDS}
        config = merge_config(base, stated)
        lookback = whole_number("lookback", row["lookback"])
        require(lookback >= 1, "lookback >= 1", lookback)
        return PortfolioAsset(
            symbol=symbol,
            asset_type=_asset_type(row.get("asset_type"), symbol),
            allocation=allocation,
            timeframe=config.timeframe,
            lookback=lookback,
            data_symbol=one_line("data_symbol", row.get("data_symbol", symbol)),
            macro_symbol=one_line("macro_symbol", row.get("macro_symbol", symbol)),
            periods_per_year=_periods_per_year(row),
            has_stated_type=row.get("asset_type") is not None,
            config_values={n: v for n, v in stated.items() if n != "symbol"},
        )
    except ConfigError as error:
        raise ConfigError(f"asset {symbol}: {error}") from error


def _shares(rows: list[dict[str, Any]]) -> list[float]:
    """Each asset's fraction; those that state none share what the others leave, equally."""
    stated = [_stated_share(row) for row in rows]
    left = 1 - sum(share for share in stated if share is not None)
    missing = stated.count(None)
    if missing:
        require(
            left > ROUNDING,
            "allocations that leave something for the assets without one",
            f"{1 - left:.4%} taken and {missing} without",
        )
    return [left / missing if share is None else share for share in stated]


def _stated_share(row: Mapping[str, Any]) -> float | None:
    given = {
        name: finite_number(name, row[name]) / whole
        for name, whole in (("allocation", 1), ("allocation_pct", 100))
        if row.get(name) is not None
    }
    for share in given.values():
        require(
            0 < share <= 1,
            "0 < allocation <= 1 (a fraction) or 0 < allocation_pct <= 100",
            f"{row.get('allocation', row.get('allocation_pct'))} for {row.get('symbol')}",
        )
    if len(given) == 2 and abs(given["allocation"] - given["allocation_pct"]) > ROUNDING:
        raise ConfigError(f"need allocation or allocation_pct for {row.get('symbol')}, were two")
    return next(iter(given.values()), None)


def _periods_per_year(row: Mapping[str, Any]) -> float | None:
    if "periods_per_year" not in row:
        return None
    periods = finite_number("periods_per_year", row["periods_per_year"])
    require(periods > 0, "periods_per_year > 0", periods)
    return periods


def _asset_type(value: Any, symbol: str) -> AssetType:
    if value is None:
        return guess_asset_type(symbol)
    try:
        return AssetType(value)
    except ValueError:
        names = ", ".join(AssetType)
        raise ConfigError(f"need asset_type of {names}, was {value!r}") from None


def _path(values: Mapping[str, Any], name: str) -> Path | None:
    value = values.get(name)
    return None if value is None else Path(filled_text(name, value)).expanduser()


def _refuse_unknown(values: Mapping[str, Any], allowed: frozenset[str], what: str) -> None:
    unknown = sorted(set(values) - allowed)
    if unknown:
        raise ConfigError(
            f"unknown {what} key {unknown[0]!r}; known keys are {', '.join(sorted(allowed))}"
        )
