"""Records as lists: of all symbols together, of news and logs, of the optimizer, of the bot."""

from api.records.answers import merged_answer
from api.records.commands import command_view
from api.records.logs import logs_page
from api.records.news import events_between, news_page
from api.records.runs import run_view, runs_page

__all__ = [
    "command_view",
    "events_between",
    "logs_page",
    "merged_answer",
    "news_page",
    "run_view",
    "runs_page",
]
