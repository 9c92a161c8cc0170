"""What trainers write down of the outputs that they learn from."""
