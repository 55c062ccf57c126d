"""Small pure rules that the kernel, the paper exchange, the trader and the sources share."""
