"""What the list shows: which traces, in which groups, with which columns."""
