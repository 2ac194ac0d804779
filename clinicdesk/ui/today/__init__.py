"""Screens of today: being built."""
