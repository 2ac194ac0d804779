"""Tests of the screens of patients."""
