"""The language in which everything is written first: papers, questions and words of all others are translations."""

ORIGINAL = "en"
