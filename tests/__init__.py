"""The tests: real rules, real files, real papers."""
