"""The small pure rules that kernel, paper exchange and trader share."""
