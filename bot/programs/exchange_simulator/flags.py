"""The flags of tools/exchange_simulator.py."""

from decimal import Decimal
from pathlib import Path

from bot.command_line import Parser, as_argument, count, real_number, symbol, timeframe, utc_moment
from bot.domain import require
from bot.domain.errors import ConfigError

LARGEST_SEED = 2**31 - 1


def parser() -> Parser:
    """The flags; nothing comes from the environment."""
    flags = Parser(
        prog="tools/exchange_simulator.py",
        description="A spot exchange on this machine for rehearsals: REST like Binance's, candles"
        " from files or made up, its own clock, no real money. A bot reaches it by EXCHANGE_URL.",
    )
    _add_market(flags)
    _add_account(flags)
    _add_faults(flags)
    flags.add_argument("--host", default="127.0.0.1", metavar="HOST", help="address to answer at")
    flags.add_argument(
        "--port",
        type=as_argument(count(0, 65_535)),
        default=8900,
        metavar="PORT",
        help="port to answer at, 0 for a free one (default: 8900)",
    )
    return flags


def _add_market(flags: Parser) -> None:
    flags.add_argument(
        "--candles",
        type=as_argument(_symbol_and_file),
        action="append",
        default=[],
        metavar="SYMBOL=FILE",
        help="candles of a symbol from a file, such as BTC/USDT=btc.csv; may be given many times",
    )
    flags.add_argument(
        "--symbols",
        type=as_argument(_symbols),
        default=[],
        metavar="A,B",
        help="symbols with made-up candles (default: BTC/USDT,ETH/USDT where no file is given)",
    )
    flags.add_argument(
        "--timeframe",
        type=as_argument(timeframe),
        metavar="LENGTH",
        help="length of the candles that prices follow (default: 1m, of files their own)",
    )
    flags.add_argument(
        "--seed",
        type=as_argument(count(0, LARGEST_SEED)),
        default=0,
        metavar="N",
        help="made-up candles of this seed (default: 0)",
    )
    flags.add_argument(
        "--start",
        type=as_argument(utc_moment),
        metavar="TIME",
        help="when its clock begins, UTC (default: after the 3,000th candle, of fewer the middle)",
    )
    flags.add_argument(
        "--speed",
        type=as_argument(_speed),
        default=1.0,
        metavar="N",
        help="simulated seconds a real second (default: 1); with 0 the clock stands until"
        " POST /sim/advance moves it",
    )


def _add_account(flags: Parser) -> None:
    flags.add_argument(
        "--balance",
        type=as_argument(_balance),
        action="append",
        default=[],
        metavar="ASSET=AMOUNT",
        help="what the account has; may be given many times (default: USDT=10000)",
    )
    flags.add_argument("--key", metavar="KEY", help="the only API key (default: any is taken)")
    flags.add_argument(
        "--secret", default="rehearsal", metavar="SECRET", help="its secret (default: rehearsal)"
    )
    flags.add_argument("--may-withdraw", action="store_true", help="the key may withdraw money")
    for name, meaning, default in (
        ("maker-fee", "fee of resting orders", "0.001"),
        ("taker-fee", "fee of orders that take", "0.001"),
        ("spread", "distance of bid and ask", "0"),
        ("slippage", "what orders at the market lose", "0"),
    ):
        flags.add_argument(
            f"--{name}",
            type=as_argument(_small_share),
            default=Decimal(default),
            metavar="SHARE",
            help=f"{meaning}, as a fraction (default: {default})",
        )
    flags.add_argument(
        "--fees-in-bnb", action="store_true", help="pay fees in BNB while there is enough of it"
    )


def _add_faults(flags: Parser) -> None:
    flags.add_argument(
        "--faults",
        type=as_argument(_existing_file),
        metavar="FILE",
        help="JSON file of faults: docs/guides/rehearsal.md says which there are",
    )
    flags.add_argument(
        "--fault-seed",
        type=as_argument(count(0, LARGEST_SEED)),
        metavar="N",
        help="faults of every kind at random moments, drawn by this seed",
    )
    flags.add_argument(
        "--faults-an-hour",
        type=as_argument(real_number),
        default=12.0,
        metavar="N",
        help="how many of them a simulated hour has (default: 12)",
    )


def exact_amount(answer: str) -> Decimal:
    """An amount from 0 on with at most eight decimals."""
    real_number(answer)
    value = Decimal(answer)
    exact = value == value.quantize(Decimal("0.00000001"))
    require(0 <= value <= 10**12 and exact, "an amount with at most eight decimals", answer)
    return value


def _symbols(answer: str) -> list[str]:
    return [_traded(each.strip()) for each in answer.split(",")]


def _symbol_and_file(answer: str) -> tuple[str, Path]:
    name, equals, file = answer.partition("=")
    if not equals or not file:
        raise ConfigError(f"need SYMBOL=FILE such as BTC/USDT=btc.csv, was {answer!r}")
    return _traded(name), Path(file).expanduser()


def _traded(name: str) -> str:
    base, slash, quote = symbol(name).partition("/")
    if not slash or not f"{base}{quote}".isalnum() or not base or not quote:
        raise ConfigError(f"need a symbol such as BTC/USDT, was {name!r}")
    return name.upper()


def _existing_file(answer: str) -> Path:
    file = Path(answer).expanduser()
    require(file.is_file(), "a file that exists", repr(answer))
    return file


def _balance(answer: str) -> tuple[str, Decimal]:
    asset, equals, value = answer.partition("=")
    if not equals or not asset.isalnum():
        raise ConfigError(f"need ASSET=AMOUNT such as USDT=10000, was {answer!r}")
    return asset.upper(), exact_amount(value)


def _speed(answer: str) -> float:
    value = real_number(answer)
    require(0 <= value <= 100_000, "a number from 0 to 100,000", answer)
    return value


def _small_share(answer: str) -> Decimal:
    value = exact_amount(answer)
    require(value < Decimal("0.5"), "a fraction from 0 to below 0.5", answer)
    return value
