"""Where users' own strategies are, and the check of a config that names one."""

from pathlib import Path

from bot.domain import ConfigCheck
from bot.strategy import set_strategies_folder, strategy_of

STRATEGIES_FOLDER = "strategies"


def use_strategies_of(data_dir: Path) -> ConfigCheck:
    """From now on this process looks for strategies in DATA_DIR/strategies as well.

    Answers with the check that refuses a config whose strategy cannot be used.
    """
    set_strategies_folder(data_dir / STRATEGIES_FOLDER)
    return strategy_of
