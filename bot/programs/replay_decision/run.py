"""A recorded decision made anew, from the parsed flags on."""

import argparse

from bot.command_line import as_json, write_out
from bot.parity import replay_decision
from bot.programs.replay_decision.record import find_decision
from bot.reports.decision import as_document, as_text


def run(given: argparse.Namespace) -> int:
    """Replay and tell; 0 also where something differs, since that is a finding and no failure."""
    symbol, moment = given.id
    recorded = find_decision(given.data_dir, symbol or given.symbol, moment)
    document = as_document(replay_decision(recorded))
    write_out(as_json(document) if given.json else as_text(document))
    return 0
