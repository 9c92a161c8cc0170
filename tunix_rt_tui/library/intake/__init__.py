"""What was read of files, on its way to a store: chosen, in batches, counted, nothing lost."""
