"""Screens of lookup: being built."""
