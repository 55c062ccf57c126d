"""Whether the promises of the promotion gate are kept, as a table."""

from bot.reports.honesty.promises import HEAD, Promise, promise_line, promises_verdict

__all__ = ["HEAD", "Promise", "promise_line", "promises_verdict"]
