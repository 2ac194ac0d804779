"""Other systems' files: in with every problem named, out as the contract says."""
