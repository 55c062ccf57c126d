"""Searches on a Dask cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.domain.errors import ClusterUnreachable, ConfigError
from bot.optimizer import ExecutorSearches
from bot.settings import Settings
from bot.wiring.strategies import STRATEGIES_FOLDER

_SECONDS_TO_CONNECT = 10


@contextmanager
def cluster_searches(settings: Settings, address: str) -> Iterator[ExecutorSearches]:
    """Searches on the workers of the scheduler at `address` (tcp://host:port) until the end.

    Raises ConfigError without the extra `cluster`, without a worker and where the workers cannot
    import this project; ClusterUnreachable where nobody answers.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise ConfigError(
            "need the package distributed for --cluster: pip install distributed"
        ) from error
    if not address.rpartition(":")[2].isdecimal():
        raise ConfigError(f"need tcp://HOST:PORT for --cluster, was {address!r}")
    try:
        client = distributed.Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterUnreachable(
            f"no Dask scheduler answers at {address}: start one (dask scheduler) and its workers "
            f"(dask worker {address}), or search without --cluster"
        ) from error
    try:
        _refuse_unfit(client, address)
        searches = ExecutorSearches(
            client.get_executor(pure=False),
            strategies_folder=settings.data_dir / STRATEGIES_FOLDER,
            losses=(distributed.KilledWorker, import_module("distributed.comm").CommClosedError),
        )
        try:
            yield searches
        finally:
            searches.cancel()
    finally:
        client.close()


def _refuse_unfit(client: Any, address: str) -> None:
    if not client.scheduler_info(n_workers=-1)["workers"]:
        raise ConfigError(f"need a worker at {address}, there is none: dask worker {address}")
    folders = client.run(_project_folder, on_error="return")
    errors = {worker: folder for worker, folder in folders.items() if not isinstance(folder, str)}
    if errors:
        worker, why = next(iter(errors.items()))
        raise ConfigError(
            f"the worker {worker} cannot import this project ({why}): start it in the project's "
            f"folder, with the same packages"
        )


def _project_folder() -> str:
    import bot

    return str(Path(bot.__path__[0]).parent)
