"""What a cycle of the bot costs: the processor's time, memory, and the way to the wire."""
