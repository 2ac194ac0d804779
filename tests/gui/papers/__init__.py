"""Tests of the screens of papers: preview, printing, saving, signing, the list."""
