"""What staff do: one function an act."""
