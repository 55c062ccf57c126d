"""All judgements of a client at once."""

from decimal import Decimal
from typing import Any

from bot.programs.exchange_simulator.judge.duplicates import duplicates
from bot.programs.exchange_simulator.judge.positions import positions
from bot.programs.exchange_simulator.judge.protection import unprotected


def verdict(truth: dict[str, Any], dust: Decimal = Decimal(0)) -> dict[str, Any]:
    """Duplicates, positions, unprotected stretches and violations, as JSON."""
    bare = [each for symbol in truth["symbols"] for each in unprotected(truth, symbol, dust)]
    return {
        "now": truth["now"],
        "duplicates": duplicates(truth),
        "positions": {symbol: str(amount) for symbol, amount in positions(truth).items()},
        "unprotected": [
            {"symbol": each.symbol, "begin": each.begin, "end": each.end, "seconds": each.seconds}
            for each in bare
        ],
        "violations": truth["violations"],
    }
