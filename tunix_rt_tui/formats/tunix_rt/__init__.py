"""What tunix-rt writes for training, and what it evaluates; the writers are in `writing`."""
