"""Data sets of problems with worked solutions, or with verdicts on the steps of one."""
