"""The verbs, a module a group; each is imported when it is called."""
