"""Many configs of one strategy, as columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.domain import StrategyConfig, StrategyParams, merge_config

Columns = Mapping[str, NDArray[Any]]
"""One array for each name, all of one length, whole numbers as int64, others as float64."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConfigTable:
    """`base` with other values in each row: of its own `fields`, and of its strategy's `params`.

    There is at least one field. `made` are the rows as configs where whoever drew them made them to
    see whether they are valid: making one takes as long as a tenth of a trial.
    """

    base: StrategyConfig
    fields: Columns
    params: Columns
    made: tuple[StrategyConfig, ...] | None = None

    def __len__(self) -> int:
        return len(next(iter(self.fields.values())))

    def config_at(self, row: int) -> StrategyConfig:
        """The config of a row, whole and valid; ConfigError where it cannot be."""
        if self.made is not None:
            return self.made[row]
        values: dict[str, Any] = {name: column[row].item() for name, column in self.fields.items()}
        if self.params:
            own = {name: column[row].item() for name, column in self.params.items()}
            values["strategy_params"] = StrategyParams({**self.base.strategy_params, **own})
        return merge_config(self.base, values)

    def rows(self, start: int, end: int) -> "ConfigTable":
        """The rows start to end - 1, as views."""
        return replace(
            self,
            fields={name: column[start:end] for name, column in self.fields.items()},
            params={name: column[start:end] for name, column in self.params.items()},
            made=None if self.made is None else self.made[start:end],
        )

    @property
    def points(self) -> FloatArray:
        """Every value of every row, shape (rows, values): params by name, then fields in order."""
        columns = [self.params[name] for name in sorted(self.params)] + list(self.fields.values())
        return np.column_stack([np.asarray(column, np.float64) for column in columns])


def joined_tables(tables: Sequence[ConfigTable]) -> ConfigTable:
    """All rows of at least one table, in their order; base and columns are those of the first."""
    return replace(
        tables[0],
        fields=_joined([table.fields for table in tables]),
        params=_joined([table.params for table in tables]),
        made=None,
    )


def _joined(parts: Sequence[Columns]) -> Columns:
    return {name: np.concatenate([columns[name] for columns in parts]) for name in parts[0]}
