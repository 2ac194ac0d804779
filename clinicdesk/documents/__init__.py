"""Papers: what is handed to a patient, as PDF. `sheet.py` and `questionnaire.py` have the two that can be asked for."""
