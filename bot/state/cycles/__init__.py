"""What the bot keeps of its cycles: state, histories, the write-ahead of a commit."""
