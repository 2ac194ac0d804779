"""The rule book as the screen shows it."""
