"""A questionnaire on the screen: any set of questions becomes widgets, one question in focus."""
