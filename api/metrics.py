"""The account and the bot in numbers, as Prometheus reads them."""

from collections.abc import Iterable, Sequence

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector, CollectorRegistry

from api.account import Portfolio, at_risk, realized_pnl
from bot.domain import BotState, TradingState, Volume, read_permit
from bot.domain.freshness import freshness

METRICS_MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_OF_A_SYMBOL = (
    ("equity", "Balance plus open profit, in quote currency."),
    ("initial_balance", "What the account began with, in quote currency."),
    ("realized_pnl", "Profit of closed trades after fees, in quote currency."),
    ("fees_paid", "Fees of closed trades, in quote currency."),
    ("trades", "Closed trades."),
    ("position", "1 long, -1 short, 0 nothing held."),
    ("at_risk", "What is lost if the stop fills at its price, in quote currency."),
    ("last_price", "Close of the last candle."),
    ("heartbeat_timestamp_seconds", "When the bot wrote last, by its own clock."),
    ("last_candle_timestamp_seconds", "Open time of the last candle decided on."),
    ("stale", "1 where the bot is silent for too long."),
)
_PREFIX = "trading_lab"


def metrics_text(portfolio: Portfolio, volume: Volume, stream_clients: int) -> bytes:
    """All numbers of this moment in the text format 0.0.4; what is not known is left out."""
    registry = CollectorRegistry(auto_describe=False)
    families = [*_symbols(portfolio), *_account(volume), _clients(stream_clients)]
    registry.register(_Once(families))
    return generate_latest(registry)


class _Once(Collector):
    """Metrics that were collected already."""

    def __init__(self, families: Sequence[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _symbols(portfolio: Portfolio) -> list[Metric]:
    families: list[Metric] = []
    rows = [(state, _values(state, portfolio)) for state in portfolio.states]
    for name, words in _OF_A_SYMBOL:
        family = GaugeMetricFamily(f"{_PREFIX}_{name}", words, labels=["symbol", "mode"])
        for state, values in rows:
            value = values[name]
            if value is not None:
                family.add_metric([state.symbol, state.mode], value)
        families.append(family)
    return families


def _values(state: BotState, portfolio: Portfolio) -> dict[str, float | None]:
    heartbeat, candle = state.heartbeat, state.last_candle_time
    return {
        "equity": state.equity,
        "initial_balance": state.initial_balance,
        "realized_pnl": realized_pnl(state),
        "fees_paid": state.fees_paid,
        "trades": state.trades,
        "position": state.position.sign,
        "at_risk": at_risk(state),
        "last_price": state.last_price,
        "heartbeat_timestamp_seconds": None if heartbeat is None else heartbeat.timestamp(),
        "last_candle_timestamp_seconds": None if candle is None else candle.timestamp(),
        "stale": float(freshness(state, portfolio.now).stale),
    }


def _account(volume: Volume) -> list[Metric]:
    """Whether the bot may trade, and how much of each limit is used."""
    permit, report = read_permit(volume), volume.risk.read()
    words = "1 for the trading state that holds, 0 for the others."
    trading = GaugeMetricFamily(f"{_PREFIX}_trading_state", words, labels=["state"])
    for state in TradingState:
        trading.add_metric([state], float(permit.state is state))
    limits = GaugeMetricFamily(f"{_PREFIX}_risk_limit", "What is set.", labels=["rule", "unit"])
    uses = GaugeMetricFamily(f"{_PREFIX}_risk_use", "What is used.", labels=["rule", "unit"])
    for each in () if report is None else report.uses:
        for family, value in ((limits, each.limit), (uses, each.use)):
            if value is not None:
                family.add_metric([each.rule, each.unit], value)
    return [trading, limits, uses]


def _clients(count: int) -> Metric:
    words = "Clients of /stream."
    return GaugeMetricFamily(f"{_PREFIX}_stream_clients", words, value=count)
