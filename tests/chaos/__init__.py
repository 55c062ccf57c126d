"""The bot on a simulated exchange, under faults and kills drawn by a seed: make chaos."""
