"""Whether a service is alive, by what it does: the healthchecks of docker-compose.yml.

Standard library only: it is started every few seconds beside the service.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.programs.api_health import api_fault

HEARTBEAT_FILES = {
    "bot": "state.json",
    "optimizer": "optimizer_heartbeat.json",
    "news": "news_heartbeat.json",
}
API_PORT = 8000
GRACE_SECONDS = 30


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 where the service is alive, 1 with the reason on stderr where it is not."""
    parser = argparse.ArgumentParser(prog="python -m tools.healthcheck", description=__doc__)
    parser.add_argument("service", choices=(*HEARTBEAT_FILES, "api"))
    service = parser.parse_args(arguments).service
    if service in HEARTBEAT_FILES:
        folder = Path(os.environ.get("DATA_DIR") or "data")
        fault = heartbeat_fault(folder / HEARTBEAT_FILES[service], datetime.now(UTC))
    else:
        fault = api_fault(API_PORT)
    if fault is not None:
        print(f"{service} is unhealthy: {fault}", file=sys.stderr)
    return 0 if fault is None else 1


def heartbeat_fault(file: Path, now: datetime) -> str | None:
    """Why a service counts as stopped: its heartbeat is older than three intervals and 30 s."""
    try:
        written = json.loads(file.read_bytes())
        heartbeat = datetime.fromisoformat(written["heartbeat"])
        allowed = 3 * float(written["loop_interval_seconds"]) + GRACE_SECONDS
        age = (now - heartbeat).total_seconds()
    except OSError as error:
        return f"no heartbeat yet: {error}"
    except (ValueError, TypeError, KeyError) as error:
        return f"{file.name} has no readable heartbeat: {error}"
    if age > allowed:
        return f"last heartbeat {age:.0f} s ago, allowed are {allowed:.0f} s"
    return None
