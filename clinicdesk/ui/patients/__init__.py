"""Screens of patients: being built."""
