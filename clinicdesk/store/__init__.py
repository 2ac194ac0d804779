"""The clinic's memory: an encrypted store, its keys, its trail, its backups."""
