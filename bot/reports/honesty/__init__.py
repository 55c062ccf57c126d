"""Whether the promises of the promotion gate are kept, as a table."""

from bot.reports.honesty.promises import (
    HEAD,
    Promise,
    chance_of_at_most,
    promise_line,
    promises_verdict,
)

__all__ = ["HEAD", "Promise", "chance_of_at_most", "promise_line", "promises_verdict"]
