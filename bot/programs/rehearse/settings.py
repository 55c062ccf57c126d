"""The settings under which a bot trades on the simulated exchange."""

import shlex
import socket
from collections.abc import Mapping
from pathlib import Path

from bot.settings import Settings

_SEED = 36
"""Of a market in which the default strategy trades from its first minutes on."""
_SECRET = "rehearsal"
"""The simulator's secret when no flag names another; any key is taken."""
_FIXED = {
    "PAPER_MODE": "false",
    "BINANCE_TESTNET_ENABLED": "true",
    "BINANCE_TESTNET_USE_FUTURES": "false",
    "BINANCE_TESTNET_API_KEY": _SECRET,
    "BINANCE_TESTNET_API_SECRET": _SECRET,
    "BINANCE_TESTNET_SECRET": _SECRET,
    "EXCHANGE_ID": "binance",
    "DATA_SOURCE": "exchange",
    "TIMEFRAME": "5m",
    "LOOP_INTERVAL_SECONDS": "1",
}


def rehearsal_settings(
    environ: Mapping[str, str], dotenv: Path, folder: Path, speed: int
) -> dict[str, str]:
    """What the processes of a rehearsal get over `environ` and the file `dotenv`.

    Their symbol, strategy and risk are rehearsed; keys, mode and exchange are the rehearsal's own.
    """
    port = _free_port()
    own = {**_FIXED, "EXCHANGE_URL": f"http://127.0.0.1:{port}", "DATA_DIR": str(folder)}
    settings = Settings.load({**environ, **own}, dotenv)
    flags = [*("--port", str(port)), *("--speed", str(speed)), *_market_flags(settings)]
    return {**own, "SIMULATOR_FLAGS": shlex.join(flags)}


def _market_flags(settings: Settings) -> list[str]:
    """Candles of what is traded, and an account that has what the bot begins with."""
    from bot.wiring.process import portfolio_of  # pandas loads here, so that --help is quick

    portfolio = portfolio_of(settings)
    symbols = [asset.symbol for asset in portfolio.assets]
    capital = portfolio.portfolio_capital or settings.trading.starting_balance
    quotes = sorted({symbol.rpartition("/")[2] for symbol in symbols})
    balances = [flag for quote in quotes for flag in ("--balance", f"{quote}={capital:.8f}")]
    return ["--symbols", ",".join(symbols), "--seed", str(_SEED), *balances]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
