"""The API as a process, and its answers."""

import hashlib
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

from tests.golden.case import Service

STARTED_WITHIN_SECONDS = 60
SHOWN_HEADERS = ("content-type", "note", "stale", "link", "location")


def answers(
    service: Service, title: str, folder: Path, environment: Mapping[str, str], *, exact: bool
) -> Iterator[tuple[str, str]]:
    """Status, headers that people meet, and body of each path, in order.

    Of a page, its program and its style only a digest, and with `exact` false not that.
    """
    _let_nothing_grow_old(folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "api.api:app", "--no-access-log"]
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=folder,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        for path in service.paths:
            yield f"{title}{path.replace('/', '-')}", _answer(port, "GET", path, None, exact=exact)
        if service.question is not None:
            asked = json.dumps({"question": service.question})
            yield f"{title}-question", _answer(port, "POST", "/ai/question", asked, exact=exact)
    finally:
        process.terminate()
        process.wait()


def _let_nothing_grow_old(folder: Path) -> None:
    """Put heartbeats a day ahead: however slow the machine, no answer calls them stale."""
    ahead = datetime.now(UTC) + timedelta(days=1)
    for state in folder.rglob("state.json"):
        text = state.read_text()
        state.write_text(
            re.sub(r'("heartbeat": ")[^"]*', rf"\g<1>{ahead:%Y-%m-%dT%H:%M:%SZ}", text)
        )


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTED_WITHIN_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _answer(port: int, method: str, path: str, body: str | None, *, exact: bool) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    shown = [f"{name}: {answer.headers[name]}" for name in SHOWN_HEADERS if name in answer.headers]
    text = _readable(content, answer.headers.get("content-type", ""), exact=exact)
    return "\n".join([f"{answer.status}", *shown, "", text, ""])


def _readable(content: bytes, kind: str, *, exact: bool) -> str:
    if "json" in kind:
        return json.dumps(json.loads(content), indent=1)
    return hashlib.sha256(content).hexdigest() if exact else "left out"
