"""What the optimizer keeps: runs, recommendations, promotions, the playbook."""

from bot.state.optimizer.playbook_file import PLAYBOOK_FILE

__all__ = [
    "PLAYBOOK_FILE",
]
