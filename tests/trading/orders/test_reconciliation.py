"""The journal held against what the venue says: pure, over any book and any answer."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import ExitReason, Side
from bot.domain.orders import Balance, OrderPurpose, OrderReport, OrderState
from bot.trading.orders.book.order_book import OrderBook
from bot.trading.orders.book.order_record import OrderRecord
from bot.trading.orders.reconciliation import (
    Adopt,
    GiveUp,
    Miss,
    Snapshot,
    conflict,
    reconcile,
)
from tests.support.execution.memory_venue import RULES

NOW = datetime(2024, 1, 1, tzinfo=UTC)
OURS = ("atl-1-e", "atl-2-s", "atl-2-t", "atl-3-x")
FOREIGN = ("by-hand", "x-another-bot")
AMOUNTS = st.integers(0, 5).map(Decimal)


@st.composite
def records(draw, client_id: str) -> OrderRecord:
    state = draw(st.sampled_from(OrderState))
    executed = draw(AMOUNTS) if state not in (OrderState.INTENDED, OrderState.SENT) else Decimal(0)
    age = timedelta(seconds=draw(st.integers(0, 30)))
    return OrderRecord(
        client_id=client_id,
        sent_as=client_id,
        purpose=draw(st.sampled_from(OrderPurpose)),
        side=draw(st.sampled_from(Side)),
        quantity=Decimal(5),
        price=Decimal(100),
        exit_reason=ExitReason.SIGNAL,
        state=state,
        venue_order_id="" if state in (OrderState.INTENDED, OrderState.SENT) else "7",
        reported=executed + draw(AMOUNTS),
        executed=executed,
        sent_at=NOW - age,
        missed=draw(st.integers(0, 4)),
        missed_since=draw(st.sampled_from([None, NOW - age])),
    )


@st.composite
def reports(draw, client_id: str) -> OrderReport:
    at_venue = [OrderState.OPEN, OrderState.PARTIAL, OrderState.FILLED, OrderState.CANCELED]
    return OrderReport(
        symbol="BTC/USDT",
        client_id=client_id,
        venue_order_id="7",
        side=Side.SELL,
        state=draw(st.sampled_from(at_venue)),
        quantity=Decimal(5),
        filled=draw(AMOUNTS),
    )


@st.composite
def books(draw) -> OrderBook:
    ids = draw(st.sets(st.sampled_from(OURS)))
    orders = {each: draw(records(each)) for each in sorted(ids)}
    return OrderBook(symbol="BTC/USDT", orders=orders, position=draw(AMOUNTS))


@st.composite
def snapshots(draw) -> Snapshot:
    rest = draw(st.sets(st.sampled_from(OURS + FOREIGN)))
    asked = draw(st.sets(st.sampled_from(OURS)))
    return Snapshot(
        at=NOW,
        open_orders=tuple(draw(reports(each)) for each in sorted(rest)),
        asked={each: draw(st.none() | reports(each)) for each in sorted(asked)},
        base=draw(st.none() | AMOUNTS.map(lambda free: Balance(free=free))),
    )


@given(books(), snapshots())
def test_only_orders_that_the_journal_holds_are_spoken_of(book, snapshot):
    for finding in reconcile(book, snapshot):
        key = finding.report.client_id if isinstance(finding, Adopt) else finding.client_id
        assert key in book.orders


@given(books(), snapshots())
def test_an_order_is_given_up_only_after_three_misses_over_ten_seconds(book, snapshot):
    findings = reconcile(book, snapshot)
    for finding in findings:
        if isinstance(finding, GiveUp):
            order = book.orders[finding.client_id]
            assert Miss(client_id=finding.client_id) in findings
            assert not order.state.is_final
            assert order.missed + 1 >= 3
            since = [at for at in (order.missed_since, order.sent_at) if at is not None]
            assert NOW - min(since) >= timedelta(seconds=10)


@given(books(), snapshots())
def test_what_an_end_was_is_not_taken_back_and_nothing_is_missed_that_was_answered(book, snapshot):
    seen = {report.client_id for report in snapshot.open_orders}
    for finding in reconcile(book, snapshot):
        if isinstance(finding, Miss):
            assert finding.client_id not in seen
            assert snapshot.asked[finding.client_id] is None
        elif isinstance(finding, Adopt):
            report, order = finding.report, book.orders[finding.report.client_id]
            after = order.reported_as(
                report.state, report.venue_order_id, report.filled, report.quantity
            )
            assert after.reported >= order.reported
            if order.state in (OrderState.FILLED, OrderState.CANCELED):
                assert after.state is order.state


@given(books(), snapshots())
def test_everything_executed_that_the_journal_lacks_is_adopted(book, snapshot):
    adopted = {
        finding.report.client_id
        for finding in reconcile(book, snapshot)
        if isinstance(finding, Adopt)
    }
    for report in snapshot.open_orders:
        order = book.orders.get(report.client_id)
        if order is not None and report.filled > order.executed:
            assert report.client_id in adopted


@given(books(), snapshots())
def test_a_conflict_is_our_prefix_unknown_to_us_or_less_base_than_is_held(book, snapshot):
    unknown = [
        report.client_id
        for report in snapshot.open_orders
        if report.client_id.startswith("atl-") and report.client_id not in book.orders
    ]
    said = conflict(book, snapshot, RULES)
    if unknown:
        assert said is not None
        assert unknown[0] in said
    elif said is not None:
        assert snapshot.base is not None
        assert snapshot.base.total < book.sellable <= book.position
        assert not book.in_doubt
