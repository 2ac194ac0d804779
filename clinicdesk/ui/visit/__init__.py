"""One visit: the patient's bar, the five steps, and what we know so far."""
