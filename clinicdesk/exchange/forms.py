"""The forms that codes and numbers have in a visit file."""

import re

CURRENCIES = ("USD", "INR", "CAD", "AUD", "NZD", "GBP", "EUR")
CPT = re.compile(r"[0-9A-Z]{5}")
NPI = re.compile(r"[0-9]{10}")
TIN = re.compile(r"[0-9]{2}-?[0-9]{7}")
STATE = re.compile(r"[A-Z]{2}")
DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?")
ANY = re.compile(r".*", re.DOTALL)
