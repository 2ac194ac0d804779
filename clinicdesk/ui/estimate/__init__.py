"""The parts of the step estimate: what is chosen, the figures, the table, the bars, and options side by side."""
