"""The parts of the step coverage: a card for each plan, one for who treats, and the forms in them."""
