"""Parameters: the defaults hold, and the optimizer's search space is one of valid parameters."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np

from bot.domain.errors import ConfigError
from bot.strategy.check.answers import Misbehaved
from bot.strategy.check.result import CheckName, CheckOutcome, CheckResult
from bot.strategy.protocol import Strategy

_DRAWS = 200
Space = Mapping[str, tuple[float, float]]


def check_parameters(strategy: Strategy, *, seed: int) -> CheckResult:
    """Frozen, valid defaults, and a search space whose names and bounds are valid parameters.

    The result says which share of the search space is valid. Raises Misbehaved where a name, a
    bound or a default is not.
    """
    _refuse_loose_class(strategy)
    space = search_space(strategy)
    names = {field.name for field in fields(strategy)}  # type: ignore[arg-type]  # a dataclass
    for name, bounds in space.items():
        _refuse_bad_bounds(strategy, name, bounds, names)
    valid = len(drawn_parameters(strategy, _DRAWS, seed=seed)) if space else _DRAWS
    if not valid:
        raise Misbehaved(
            f"none of {_DRAWS} parameters drawn from its search_space is valid",
            "narrow search_space until most combinations pass __post_init__",
        )
    share = f", and so are {valid / _DRAWS * 100:.0f} % of the combinations" if space else ""
    searched = f"{len(space)} searched: {', '.join(space)}" if space else "none is searched"
    return CheckResult(
        name=CheckName.PARAMETERS,
        outcome=CheckOutcome.PASSED,
        finding=f"defaults and bounds are valid{share} ({searched})",
        details={
            "search_space": {name: list(bounds) for name, bounds in space.items()},
            "valid_share": valid / _DRAWS,
        },
    )


def search_space(strategy: Strategy) -> Space:
    """The strategy's search space, empty where it has none; Misbehaved where it is no mapping."""
    space = getattr(strategy, "search_space", {})
    if not isinstance(space, Mapping):
        raise Misbehaved(
            f"its search_space is no mapping but {type(space).__name__}",
            'write search_space: ClassVar = {"period": (10, 60)}',
        )
    return space


def drawn_parameters(strategy: Strategy, draws: int, *, seed: int) -> list[Strategy]:
    """The valid ones of `draws` points of the search space; fields outside it stay as they are."""
    rng = np.random.default_rng(seed)
    space = search_space(strategy)
    drawn = []
    for _ in range(draws if space else 0):
        point = {
            name: _drawn(rng, getattr(strategy, name), *bounds) for name, bounds in space.items()
        }
        try:
            drawn.append(_with(strategy, point))
        except ConfigError:  # a combination that the strategy itself refuses
            continue
    return drawn


def _drawn(rng: np.random.Generator, now: Any, low: float, high: float) -> float:
    if isinstance(now, int):
        return int(rng.integers(int(low), int(high) + 1))
    return float(rng.uniform(low, high))


def _with(strategy: Strategy, changes: Mapping[str, Any]) -> Strategy:
    changed: Strategy = replace(strategy, **changes)  # type: ignore[type-var]  # a dataclass
    return changed


def _refuse_loose_class(strategy: Strategy) -> None:
    kind = type(strategy)
    if not getattr(getattr(kind, "__dataclass_params__", None), "frozen", False):
        raise Misbehaved(
            f"{kind.__name__} is no frozen dataclass, so its parameters can change while it runs",
            "put @dataclass(frozen=True, kw_only=True) above the class",
        )
    try:
        kind()
    except (ConfigError, TypeError, ValueError) as exc:
        raise Misbehaved(
            f"its defaults are not valid: {exc}",
            "give every field a default, and let __post_init__ accept all of them together",
        ) from exc


def _refuse_bad_bounds(
    strategy: Strategy, name: str, bounds: tuple[float, float], names: set[str]
) -> None:
    if name not in names:
        raise Misbehaved(
            f"its search_space names {name!r}, which is no parameter",
            f"name one of {', '.join(sorted(names)) or 'its fields, of which there are none'}",
        )
    try:
        low, high = bounds
        ordered = bool(np.isfinite([low, high]).all() and low < high)
    except (TypeError, ValueError):
        ordered = False
    if not ordered or isinstance(getattr(strategy, name), bool | str):
        raise Misbehaved(
            f"its search_space has {bounds!r} for {name}",
            "a range is (lowest, highest), two finite numbers, for a parameter that is a number",
        )
    for bound in (low, high):
        value = int(bound) if isinstance(getattr(strategy, name), int) else float(bound)
        try:
            _with(strategy, {name: value})
        except (ConfigError, ValueError) as exc:
            raise Misbehaved(
                f"its search_space lets {name} be {value}, which it refuses: {exc}",
                "narrow search_space, or widen the rule in __post_init__",
            ) from exc
