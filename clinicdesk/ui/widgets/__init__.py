"""The parts that pages are made of: labels, buttons, cards, marks, fields, tables."""
