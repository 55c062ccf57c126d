"""The ASGI app that servers name: `uvicorn api.api:app`."""

import os
from functools import cache
from pathlib import Path

from fastapi import FastAPI

from api.app import create_app
from api.security import LOCAL_HOSTS


@cache
def _app() -> FastAPI:
    hosts = os.environ.get("ALLOWED_HOSTS")
    return create_app(
        Path(os.environ.get("DATA_DIR") or "data"),
        allowed_hosts=hosts.split(",") if hosts else LOCAL_HOSTS,
    )


def __getattr__(name: str) -> FastAPI:
    """`app`, built from the environment when it is first asked for."""
    if name == "app":
        return _app()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
