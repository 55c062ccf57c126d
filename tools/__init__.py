"""One-shot programs beside the long-running processes."""
