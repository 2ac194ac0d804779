"""Before and between the work: signing in, the first run, the lock."""
