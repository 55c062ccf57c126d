"""Runs of the optimizer, as they are answered."""

from collections.abc import Mapping
from typing import Any

from api.schemas import RunView, read_as
from bot.domain import Document, OptimizerRun, Page, RunStore

MOST_SCANNED = 500
_NONE: Mapping[str, Any] = {}


def runs_page(
    runs: RunStore, symbol: str | None, limit: int, cursor: str | None
) -> Page[OptimizerRun]:
    """At most `limit` runs, newest first; of one symbol, of at most MOST_SCANNED lines.

    ConfigError for a cursor that no page gave out.
    """
    found: list[OptimizerRun] = []
    scanned = 0
    while True:
        page = runs.page(limit - len(found), cursor)
        found += [run for run in page.items if symbol in (None, run.document.get("symbol"))]
        scanned, cursor = scanned + len(page.items), page.older
        if cursor is None or len(found) == limit or scanned >= MOST_SCANNED:
            return Page(items=found, older=cursor)


def run_view(run: OptimizerRun) -> RunView:
    """A run in the words of the page: what was compared, by which figures, and what came of it."""
    document = run.document
    before, after = _configs(document)
    values = {
        "at": run.at,
        "symbol": document.get("symbol"),
        "outcome": _outcome(document),
        "champion": _object(document, "champion"),
        "challenger": _object(document, "challenger"),
        "gate": _object(document, "gate"),
        "reasons": _reasons(document),
        "config_diff": _difference(before, after),
        **{name: document.get(name) for name in ("trials", "objective", "sampler")},
    }
    return read_as(RunView, values, "a run of the optimizer")


def _configs(document: Document) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The config that was in use, and the other one that was found or put back."""
    if document.get("rolled_back") is True:
        given_up = _object(document, "rolled_back_config")
        return given_up or _NONE, _object(document, "config") or _NONE
    return _config_of(document, "champion"), _config_of(document, "challenger")


def _config_of(document: Document, name: str) -> Mapping[str, Any]:
    return _object(_object(document, name) or _NONE, "config") or _NONE


def _outcome(document: Document) -> str:
    if document.get("rolled_back") is True:
        return "rolled_back"
    if document.get("promoted") is True:
        return "promoted"
    if document.get("interrupted") is True:
        return "interrupted"
    return "kept" if _object(document, "champion") else "skipped"


def _reasons(document: Document) -> list[str]:
    diagnostics = _object(document, "diagnostics") or _NONE
    sentences = diagnostics.get("in_words")
    further = sentences if isinstance(sentences, list) else []
    return [str(reason) for reason in (document.get("reason"), *further) if reason]


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Each field that both state and state otherwise; {} where there is one config only."""
    return {
        name: [value, after[name]]
        for name, value in before.items()
        if name in after and after[name] != value
    }


def _object(document: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """An object inside a record, which may come from another version; None for anything else."""
    value = document.get(name)
    return value if isinstance(value, Mapping) else None
