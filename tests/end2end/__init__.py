"""The installed program in a real window, driven by keys alone and read as a screen reader reads it."""
