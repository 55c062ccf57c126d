"""The ASGI app that servers name: `uvicorn api.api:app`."""

import logging
import os
import sys
from functools import cache

from fastapi import FastAPI

from api.app import create_app
from api.backtests import BacktestProgram
from api.security import LOCAL_HOSTS
from bot.domain import LogProcess
from bot.domain.errors import ConfigError
from bot.settings import Settings, without_exchange_keys
from bot.wiring.assistant import language_model
from bot.wiring.process import keeper_of
from bot.wiring.state import macro_event_source, program_environment, shown_blackout, volume


@cache
def _app() -> FastAPI:
    """The service as environment and .env say; ends the process (exit code 2) where they cannot
    be used."""
    try:
        settings = service_settings()
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(error.exit_code) from error
    keeper = keeper_of(settings, LogProcess.API)
    for name in ("api", "bot", "uvicorn"):
        logging.getLogger(name).addHandler(keeper)
    return create_app(
        volume(settings),
        lambda: macro_event_source(settings, tells_missing=False),
        blackout=shown_blackout(settings),
        allowed_hosts=(*LOCAL_HOSTS, *settings.api.further_hosts),
        token=settings.api.api_token,
        rewrite=language_model(settings),
        program=BacktestProgram(program_environment(os.environ, settings)),
    )


def service_settings() -> Settings:
    """The environment and .env, less the exchange keys: this process cannot trade."""
    return Settings.load(without_exchange_keys(os.environ), dotenv=None)


def __getattr__(name: str) -> FastAPI:
    """`app`, built from the environment when it is first asked for."""
    if name == "app":
        return _app()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
