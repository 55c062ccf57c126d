"""What a user sees, kept: the same command lines on two trees must show and write the same."""
