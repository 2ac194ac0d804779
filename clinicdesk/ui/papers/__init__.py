"""Screens of papers: being built."""
