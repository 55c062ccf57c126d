"""A process that reads a symbol's config as the bot does, as often as it can.

Arguments: the data folder and the symbol. Each config that it comes to hold is a line of JSON on
its standard output; a fault (a file refused, a version missing or unreadable) is an object with
"fault".
"""

import json
import sys
import time
from pathlib import Path

from bot.domain import StrategyConfig
from bot.state import FileVolume

PAUSE = 0.0005
POLLS_A_LOOK = 40
"""The history is read less often: it grows."""


def main() -> None:
    """Poll until the process is ended."""
    data_dir, symbol = Path(sys.argv[1]), sys.argv[2]
    watcher = FileVolume(data_dir).configs.watch(symbol, StrategyConfig(symbol=symbol))
    poll = watcher()
    _say(poll.config.to_dict())
    polls = 0
    while True:
        poll = watcher()
        polls += 1
        if poll.error is not None:
            _say({"fault": poll.error})
        if poll.changed:
            _say(poll.config.to_dict())
        if polls % POLLS_A_LOOK == 0:
            _look(data_dir, symbol)
        time.sleep(PAUSE)


def _look(data_dir: Path, symbol: str) -> None:
    versions = FileVolume(data_dir).configs.versions(symbol)
    numbers = [version.number for version in versions]
    faults = [version.fault for version in versions if version.fault is not None]
    if faults or numbers != list(range(len(numbers))) or not versions[-1].in_use:
        _say({"fault": f"versions {numbers}, {faults}, in use {versions[-1].in_use}"})


def _say(document: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
