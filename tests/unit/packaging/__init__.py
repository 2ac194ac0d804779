"""The scripts that set everything up."""
