"""`make run`: bot, API, optimizer and news as one program on one terminal; one Ctrl-C ends all."""

import argparse
import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from multiprocessing import Process, Queue
from pathlib import Path
from typing import Any

import honcho.manager
from honcho.environ import parse_procfile
from honcho.printer import Message

from bot.domain.errors import ConfigError
from bot.programs.api_health import api_fault
from bot.settings import Settings, without_exchange_keys

ROOT = Path(__file__).resolve().parents[3]
DOTENV = ROOT / ".env"
STOP_SECONDS = 30
"""How long a process may take to finish its cycle and write its state before it is killed."""
API_START_SECONDS = 120
ENDED_BY_REQUEST = (0, -signal.SIGTERM)


class Processes(honcho.manager.Manager):  # type: ignore[misc]  # honcho has no type hints
    """Honcho's manager, with an end that can neither hang nor be lost while starting.

    `ended_by_itself` is the process that ended unasked and so ended all, with its exit code; None
    where a signal asked for the end.
    """

    ended_by_itself: tuple[str, int] | None = None
    _ending = False

    def terminate(self) -> None:
        """Ask every process to end, and kill after STOP_SECONDS what has not."""
        if not self._all_started():
            self._later(0.1, self.terminate)
        elif not self._ending:
            self._ending = True
            self.ended_by_itself = next(iter(self.exit_codes().items()), None)
            self._later(STOP_SECONDS, self.kill)
            super().terminate()

    def exit_codes(self) -> dict[str, int]:
        """The exit code of every process that has ended, negative for a signal."""
        ended = self._processes.items()
        return {name: seen["returncode"] for name, seen in ended if "returncode" in seen}

    @staticmethod
    def _later(seconds: float, action: Any) -> None:
        signal.signal(signal.SIGALRM, lambda *_: action())
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every process of the Procfile until one ends or a signal comes; returns the exit code.

    0 after Ctrl-C or SIGTERM; the exit code of a process that ended by itself; 2 where a setting is
    wrong or the port is taken, told in one sentence before anything is started.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.run_processes", description=__doc__)
    parser.add_argument(
        "--procfile", type=Path, default=ROOT / "Procfile", help="default: %(default)s"
    )
    procfile = parser.parse_args(arguments).procfile
    try:
        settings = Settings.load(os.environ, DOTENV)
        settings.candles.refuse_missing_file()
        check_free(settings.api.api_host, settings.api.api_port)
    except ConfigError as error:
        print(f"cannot start: {error}", file=sys.stderr)
        return error.exit_code
    return exit_code(run(procfile, settings))


def check_free(host: str, port: int) -> None:
    """Raise ConfigError where the API could not listen on this machine's host and port."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise ConfigError(f"API_HOST={host} cannot be listened on: {error.strerror}") from error
        raise ConfigError(
            f"port {port} is in use: stop the program that listens there, or set another API_PORT"
        ) from error


def run(procfile: Path, settings: Settings) -> Processes:
    """Start what the Procfile names, tell the dashboard's address, and return when all ended."""
    honcho.manager.KILL_WAIT = STOP_SECONDS
    processes = Processes()
    for name, command in parse_procfile(procfile.read_text()).processes.items():
        environment = process_environment(name, os.environ, DOTENV)
        environment |= {"API_HOST": settings.api.api_host, "API_PORT": str(settings.api.api_port)}
        processes.add_process(name, command, env=environment, cwd=str(ROOT))
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    teller = (processes.events, settings.api.api_host, settings.api.api_port)
    Process(target=tell_address, args=teller, daemon=True).start()
    try:
        processes.loop()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        processes.kill()
    return processes


def process_environment(name: str, environ: Mapping[str, str], dotenv: Path) -> dict[str, str]:
    """What a process gets: the environment, with this Python first on PATH.

    The API gets what the file `dotenv` says in its environment too, and of neither an exchange key.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{environ.get('PATH', os.defpath)}"
    own = {**environ, "PATH": path, "PYTHONUNBUFFERED": "1"}
    return without_exchange_keys(own, dotenv) if name == "api" else own


def tell_address(events: "Queue[Any]", host: str, port: int) -> None:
    """Put the dashboard's address among the printed lines as soon as the API answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    seen = "127.0.0.1" if host == "0.0.0.0" else host
    sentence = (
        f"no answer from the API on port {port} after {API_START_SECONDS} s: its lines say why"
    )
    deadline = time.monotonic() + API_START_SECONDS
    while time.monotonic() < deadline:
        if api_fault(port, seen) is None:
            sentence = f"dashboard: http://{seen}:{port}/dashboard (Ctrl-C ends all)"
            break
        time.sleep(0.2)
    events.put(Message("line", f"{sentence}\n", datetime.now().astimezone(), "system", None))


def exit_code(processes: Processes) -> int:
    """The program's exit code after all ended, with a sentence where that was not as asked."""
    if processes.ended_by_itself is not None:
        name, code = processes.ended_by_itself
        print(f"{name} ended by itself with exit code {code}, so all were ended", file=sys.stderr)
        return code if code >= 0 else 128 - code
    for name, code in processes.exit_codes().items():
        if code not in ENDED_BY_REQUEST:
            print(f"{name} did not end in order: exit code {code}", file=sys.stderr)
            return 1
    return 0
