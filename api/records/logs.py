"""Lines of the logs, newest first, page by page."""

from api.records.by_time import mark_of_list, page_by_time
from bot.domain import LogLevel, LogLine, LogProcess, LogStore, Page

_LIST = "logs"


def logs_page(
    logs: LogStore, process: LogProcess | None, least: LogLevel, limit: int, cursor: str | None
) -> Page[LogLine]:
    """At most `limit` lines of a process (None: of all), of a level and worse.

    ConfigError for a cursor that no page gave out.
    """
    mark = mark_of_list(_LIST, cursor)
    until, had = (None, 0) if mark is None else (mark.at, mark.count)
    lines = logs.newest(had + limit + 1, process=process, least=least, until=until)
    return page_by_time(lines, lambda line: line.at, _LIST, limit, mark)
