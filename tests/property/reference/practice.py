"""What the state says."""

from tests.property.reference.book import Json, first_session, holds, plans, toml


def practice(visit: Json) -> Json:
    """What the state says of the practitioner on the day of the first session."""
    state, who = visit["clinic"]["state"], visit["clinic"]["practitioner"]
    nothing: Json = {"status": "unknown", "needs": [], "unmet": []}
    if state == "XX":
        return nothing
    own = [row for row in toml(f"states/{state}").get("practice", []) if row["profession"] == who["profession"]]
    every = [row for row in toml("states/every").get("practice", []) if row["profession"] == who["profession"]]
    rows = [row for row in own or every if holds(row, first_session(visit))]
    if not rows:
        return nothing
    (row,) = rows
    needs, unmet = [], []
    if "training_hours" in row or row.get("training"):
        needs.append("training_hours")
        if row.get("training_hours", 0) > who.get("dry_needling_hours", 0):
            unmet.append("training_hours")
    if row.get("endorsement"):
        needs.append("endorsement")
        if not who.get("endorsed"):
            unmet.append("endorsement")
    if row.get("written_consent"):
        needs.append("written_consent")
    if row.get("referral"):
        needs.append("referral")
        if visit["answers"].get("referral") != "yes" and not any("referral" in one for one in plans(visit)):
            unmet.append("referral")
    return {"status": row["status"], "needs": needs, "unmet": unmet}
