"""Starting whole programs and containers, and doing them harm."""
