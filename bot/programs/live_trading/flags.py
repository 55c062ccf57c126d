"""The flags of run_live_trading.py."""

from bot.command_line import Parser, add_config_flags, as_argument, count, field_help, real_number

_DESCRIPTION = """Trade one symbol, and say of every cycle what was decided and what is held. In a
dry run fills are on paper, on the exchange's real candles; testnet and live place orders. What no
flag answers is asked; --yes accepts every default, and never confirms real money. State is kept in
DATA_DIR, as by python -m bot.bot. Ctrl-C ends it, and asks whether to close what is held. Exit
codes: 0 ok, 1 bug, 2 usage or configuration, 3 data, 4 network or exchange, 130 interrupted."""


def parser() -> Parser:
    """All flags; None is the value of one that was not given."""
    flags = Parser(prog="run_live_trading.py", description=_DESCRIPTION)
    flags.add_argument("--yes", action="store_true", help="ask nothing, accept every default")
    _add_asked(flags)
    _add_ending(flags)
    flags.add_argument(
        "--risk",
        "--risk-per-trade-pct",
        dest="risk_per_trade_pct",
        type=as_argument(real_number),
        metavar="N",
        help=field_help("risk_per_trade_pct"),
    )
    add_config_flags(flags, without=["risk_per_trade_pct"])
    return flags


def _add_asked(flags: Parser) -> None:
    group = flags.add_argument_group("instead of questions, in the order they are asked")
    group.add_argument(
        "--mode",
        metavar="{dry-run,testnet,live}",
        help="or 1, 2, 3; testnet and live need the keys of .env.example",
    )
    group.add_argument("--symbol", metavar="SYMBOL", help="such as BTC/USDT")
    group.add_argument("--timeframe", metavar="LENGTH", help="of a candle, such as 15m, 1h, 1d")
    group.add_argument("--interval", metavar="SECONDS", help="between two cycles")
    group.add_argument(
        "--i-understand-this-is-real-money",
        action="store_true",
        help="confirms --mode live, and a config that is not proven",
    )


def _add_ending(flags: Parser) -> None:
    group = flags.add_argument_group("when it ends")
    group.add_argument(
        "--iterations",
        type=as_argument(count(1)),
        metavar="N",
        help="cycles to run; without it, until Ctrl-C",
    )
    group.add_argument(
        "--close-on-exit", action="store_true", help="close what is held before it ends"
    )
