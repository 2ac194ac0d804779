"""Tests of a part of the screens."""
