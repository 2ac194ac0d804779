"""clinicdesk: intake screening, coverage and cost for clinics that offer dry needling."""

__version__ = "0.1.0"
