"""Tests of the page of rules."""
