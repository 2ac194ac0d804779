"""Puts the window together: settings of Qt, the style, the first page."""
