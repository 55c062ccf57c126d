"""Configs listed, shown, compared or put back, from the parsed flags on."""

import argparse
from dataclasses import replace

from bot.command_line import as_json, tell, write_out
from bot.domain.errors import ConfigError
from bot.programs.configs.find import VersionedConfigs
from bot.programs.configs.rollback import roll_back
from bot.reports import configs as show
from bot.settings import Settings
from bot.wiring.process import load_settings


def run(given: argparse.Namespace) -> int:
    """Answer what was asked for, as text or JSON."""
    settings = load_settings()
    if given.data_dir is not None:
        if not given.data_dir.is_dir():
            raise ConfigError(f"need a folder for --data-dir, {given.data_dir} is none")
        settings = replace(settings, data_dir=given.data_dir)
    document, answer = _answer(given, settings)
    write_out(as_json(document) if given.json else answer)
    return 0


def _answer(given: argparse.Namespace, settings: Settings) -> tuple[dict[str, object], str]:
    """What was asked for, as a document and as text."""
    configs = VersionedConfigs.of(settings, given.symbol)
    shown = configs.shown
    if configs.problem is not None and not given.quiet:
        tell(f"standings are not known: {configs.problem}")
    if given.action == "list":
        return show.list_document(shown), show.list_text(shown)
    if given.action == "show":
        version = configs.version(given.versions[0]) if given.versions else configs.newest
        return show.show_document(shown, version), show.show_text(shown, version)
    if given.action == "diff":
        old, new = configs.pair(given.versions)
        return show.diff_document(shown, old, new), show.diff_text(shown, old, new)
    rolled_back = roll_back(
        settings,
        given.symbol,
        to=given.versions[0] if given.versions else None,
        by=given.by,
        why=given.why,
        tell=(lambda note: None) if given.quiet else tell,
    )
    return show.rollback_document(rolled_back), show.rollback_text(rolled_back)
