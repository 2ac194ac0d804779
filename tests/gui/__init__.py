"""Tests of the screens, on the real desk."""
