"""Pure judgements over the truth that GET /sim/ledger tells; amounts are exact."""

from bot.programs.exchange_simulator.judge.judgement import verdict

__all__ = ["verdict"]
