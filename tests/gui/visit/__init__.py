"""Tests of the page of a visit and of its steps."""
