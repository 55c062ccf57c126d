"""The same rule in three backtesters: which trades are equal, and what makes the others differ."""
