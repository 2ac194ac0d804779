"""The rule files' reader: text in, faults or a rule book out."""
