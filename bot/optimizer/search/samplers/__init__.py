"""How trials are chosen."""

from collections.abc import Callable, Mapping

from bot.domain.errors import ConfigError
from bot.optimizer.search.samplers.by_optuna import Nsga2Sampler, TpeSampler
from bot.optimizer.search.samplers.grid import GridSampler
from bot.optimizer.search.samplers.protocol import ParameterSpace, Sampler
from bot.optimizer.search.samplers.random import RandomSampler

RANDOM, GRID, TPE, NSGA2 = "random", "grid", "tpe", "nsga2"

MakeSampler = Callable[[ParameterSpace, int, int], Sampler]
"""Makes a sampler from the space, the number of trials and the seed."""

SAMPLERS: Mapping[str, MakeSampler] = {
    RANDOM: RandomSampler,
    GRID: GridSampler,
    TPE: TpeSampler,
    NSGA2: Nsga2Sampler,
}
"""Every sampler by its name; a new one is one more line."""


def sampler_named(name: str) -> MakeSampler:
    """The sampler of a name; ConfigError tells the known ones."""
    if name not in SAMPLERS:
        raise ConfigError(f"need a sampler of {', '.join(SAMPLERS)}, was {name!r}")
    return SAMPLERS[name]


__all__ = [
    "NSGA2",
    "RANDOM",
    "TPE",
    "ParameterSpace",
    "Sampler",
    "sampler_named",
]
