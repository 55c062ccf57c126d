"""The grid of a plan, and which of its fields a heat map shows."""

from collections.abc import Mapping

from bot.command_line import value_list
from bot.domain import EMA_RSI, StrategyConfig, merge_config
from bot.domain.errors import ConfigError
from bot.optimizer.grid import EmaRsiGrid, Grid, StrategyGrid
from bot.optimizer.search import RISK_FIELDS
from bot.programs.research.plan import ResearchPlan
from bot.strategy import NamedStrategy, strategy_of

_USUAL = {"ema_fast": (5.0, 8.0, 12.0, 16.0, 20.0), "ema_slow": (20.0, 26.0, 35.0, 50.0)}
"""What is varied where no flag lists anything; of another strategy, the first of its space."""
_USUAL_STEPS = 4


def grid_of(plan: ResearchPlan) -> Grid:
    """The grid of the plan's strategy; ConfigError where a list is none for it."""
    return _GRIDS.get(plan.base.strategy, _strategy_grid)(plan)


def _ema_rsi_grid(plan: ResearchPlan) -> Grid:
    if plan.params:
        raise ConfigError(
            f"need --strategy with --param, was {EMA_RSI}: its lists have flags of their own"
        )
    return EmaRsiGrid(base=plan.base, values=plan.values or _USUAL)


_GRIDS = {EMA_RSI: _ema_rsi_grid}
"""The strategies whose lists have flags of their own; those of all others come by --param."""


def _strategy_grid(plan: ResearchPlan) -> Grid:
    strategy = strategy_of(plan.base)
    values = {**_own(strategy, plan.params), **_risks(plan)}
    return StrategyGrid(base=_with_singles(plan), values=values or _usual(strategy))


def map_axes(grid: Grid, x: str | None, y: str | None) -> tuple[str, str]:
    """The heat map's x and y: those named, else the fields with most values.

    ConfigError where there are no two different fields with more than one value.
    """
    names = [None if name is None else name.replace("-", "_") for name in (x, y)]
    for name in names:
        if name is not None and name not in grid.varied:
            raise ConfigError(f"need more than one value of {name} for a heat map, was not so")
    by_size = sorted(grid.varied, key=lambda name: -len(grid.axis(name)))
    rest = [name for name in by_size if name not in names]
    first, second = (name or (rest.pop(0) if rest else None) for name in names)
    if first is None or second is None or first == second:
        raise ConfigError(
            "need two different fields with more than one value for --heat-map, were"
            f" {' and '.join(grid.varied) or 'none'}"
        )
    return first, second


def _own(strategy: NamedStrategy, params: Mapping[str, str]) -> dict[str, tuple[float, ...]]:
    lists: dict[str, tuple[float, ...]] = {}
    for name, values in params.items():
        whole = isinstance(strategy.parameters.get(name), int)
        try:
            lists[name] = value_list("int" if whole else "float")(values)
        except ConfigError as error:
            raise ConfigError(f"--param {name}: {error}") from error
    return lists


def _risks(plan: ResearchPlan) -> dict[str, tuple[float, ...]]:
    return {name: values for name, values in plan.values.items() if name in RISK_FIELDS}


def _with_singles(plan: ResearchPlan) -> StrategyConfig:
    """The base config with the EMA and RSI fields that were given one value each."""
    others = {name: values for name, values in plan.values.items() if name not in RISK_FIELDS}
    for name, values in others.items():
        if len(values) > 1:
            raise ConfigError(
                f"need one value of {name} with --strategy {plan.base.strategy}, were"
                f" {len(values)}: list the strategy's own parameters with --param"
            )
    return merge_config(plan.base, {name: values[0] for name, values in others.items()})


def _usual(strategy: NamedStrategy) -> dict[str, tuple[float, ...]]:
    """A few values over the range of the first two parameters of the search space."""
    lists: dict[str, tuple[float, ...]] = {}
    for name, (low, high) in list(strategy.search_space.items())[:2]:
        steps = [low + (high - low) * k / _USUAL_STEPS for k in range(_USUAL_STEPS + 1)]
        whole = isinstance(strategy.parameters[name], int)
        lists[name] = tuple(float(round(value)) if whole else value for value in steps)
    return lists
