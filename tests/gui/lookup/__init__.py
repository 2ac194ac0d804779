"""Tests of the look-up of a payer."""
