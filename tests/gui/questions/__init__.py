"""Tests of the questionnaire on the screen."""
