"""Faults that happen to computers: kills, power cuts, disks that fail or are full, bits that flip, many at one file."""
