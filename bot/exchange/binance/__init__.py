"""Orders at Binance spot, or at what speaks its REST API."""
