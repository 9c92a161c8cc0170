"""A window onto an opened trace: what is seen of it, marked, folded and found; without widgets."""
