"""Speed, measured as ratios in one run: `make bench` prints the table of docs/speed.md."""
