"""Tests of the clinician's desk."""
