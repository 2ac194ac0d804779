"""Settings in sections: one's own, the clinic, its people, prices, papers, backups, the look, the trail."""
