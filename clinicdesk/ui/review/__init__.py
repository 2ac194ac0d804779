"""Screens of review: being built."""
