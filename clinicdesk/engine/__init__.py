"""The verbs: pure functions from a visit and the rule book to what may happen and what it costs."""
