"""Records of several kinds as lists: of all symbols together, of the optimizer, of the bot."""

from api.records.answers import merged_answer
from api.records.commands import command_view
from api.records.news import events_between
from api.records.runs import run_view, runs_page

__all__ = [
    "command_view",
    "events_between",
    "merged_answer",
    "run_view",
    "runs_page",
]
