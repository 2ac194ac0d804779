"""A small rule set of every kind of file, to be spoilt one line at a time."""

from clinicdesk.errors import Fault, RulesRefused
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.payer import LineOfBusiness
from clinicdesk.rulebook.reader import load

Files = dict[str, str]
SOURCE = 'source = { title = "A source", href = "https://example.org/", checked = 2026-11-23 }'
DATED = f"verified = true\n{SOURCE}"


def _notices() -> str:
    return "\n\n".join(f'[[notice]]\nkind = "{kind}"\n{DATED}' for kind in NoticeKind)


def _lines() -> str:
    return "\n\n".join(
        f'[[line]]\nline_of_business = "{kind}"\ncovered = "yes"\nnot_covered = "unknown"\n{DATED}'
        for kind in LineOfBusiness
    )


ACME = f"""id = "acme"
name = "Acme Health"
aliases = ["Acme", "AH"]
lines_of_business = ["commercial"]

[[policy]]
since = 2020-01-01
until = 2024-12-31
status = "covered"
codes = ["20560", "20561"]
indications = ["headache"]
professions = ["PT"]
visits = [{{ count = 12, period = "year" }}]
{DATED}

[[policy]]
since = 2025-01-01
status = "investigational"
codes = ["20560", "20561"]
{DATED}

[[policy]]
since = 2020-01-01
status = "not_covered"
codes = ["20560"]
otherwise = true
{DATED}
"""
STATE = f"""id = "NC"
name = "North Carolina"

[[practice]]
profession = "PT"
since = 2010-01-01
until = 2019-12-31
status = "silent"
{DATED}

[[practice]]
profession = "PT"
since = 2020-01-01
status = "conditional"
training_hours = 54
{DATED}

[[practice]]
profession = "OT"
since = 2020-01-01
status = "not_yet_effective"
effective = 2027-01-01
{DATED}

[age_of_consent]
age = 18
{DATED}

[[consent]]
professions = ["PT"]
gist = "That it is not acupuncture."
{DATED}
"""
SCREENING = f"""id = "dry-needling"
version = "1"
{DATED}
sections = ["person", "blood"]

[sources]
faq = {{ title = "An FAQ", href = "", checked = 2026-11-23 }}

[[item]]
id = "age_years"
section = "person"
type = "computed_integer"
required = true
repeat = "each_visit"
sources = ["faq"]
[[item.trigger]]
at_most = 11
severity = "stop"
scope = "whole"

[[item]]
id = "blood_thinner"
section = "blood"
type = "choice"
required = true
repeat = "each_episode"
options = ["yes", "no", "unsure"]
sources = ["faq"]
[[item.trigger]]
in = ["yes", "unsure"]
severity = "review"
scope = "whole"

[[item]]
id = "blood_thinner_kind"
section = "blood"
type = "multi_choice"
required = true
repeat = "each_episode"
options = ["warfarin", "unsure"]
enable_when = {{ behavior = "any", conditions = [{{ question = "blood_thinner", answer = "yes" }}] }}
sources = ["faq"]
[[item.trigger]]
in = ["warfarin", "unsure"]
severity = "review"
scope = "whole"

[[item]]
id = "weeks"
section = "blood"
type = "integer"
range = [1, 45]
required = false
repeat = "each_episode"
sources = ["faq"]
"""
WORDS = """id = "dry-needling.en"
language = "en"
title = "Questions"

[section]
person = "You"
blood = "Blood"

[option]
yes = "Yes"
no = "No"
unsure = "Not sure"

[item.age_years]
text = "Age"
messages = ["Under 12."]
label = "Age"

[item.blood_thinner]
text = "Blood thinners?"
messages = ["Ask the prescriber."]
label = "Blood thinner"

[item.blood_thinner_kind]
text = "Which?"
option.warfarin = "Warfarin"
messages = ["Ask the prescriber."]
label = "Which blood thinner"

[item.weeks]
text = "Weeks?"
label = "Weeks"
"""
CODES = f"""id = "codes"

[[code]]
code = "20560"
text = "dry needling"
service = true
since = 2020-01-01
{DATED}

[[code]]
code = "20561"
text = "dry needling"
service = true
since = 2020-01-01
{DATED}

[[conflict]]
codes = ["20560"]
never_with = ["20561"]
reason = "One of them a day."
{DATED}
"""
FILES: Files = {
    "payers/acme.toml": ACME,
    "payers/bolt.toml": f'id = "bolt"\nname = "Bolt"\n\n[[policy]]\nstatus = "unknown"\ncodes = ["20560"]\n{DATED}\n',
    "states/NC.toml": STATE,
    "states/every.toml": f"""id = "every"
name = "Every"

[[practice]]
profession = "PTA"
status = "prohibited"
{DATED}
""",
    "codes/codes.toml": CODES,
    "fees/medicare-2026.toml": f"""id = "medicare-2026"
schedule = "Medicare 2026"

[[fee]]
code = "20560"
amount = "24.72"
since = 2026-01-01
until = 2026-12-31
{DATED}
""",
    "calendars/us-federal.toml": f"""id = "us-federal"
until = 2027-12-31
{DATED}

[[holiday]]
name = "New Year's Day"
days = [2026-01-01, 2027-01-01]

[[holiday]]
name = "Christmas Day"
days = [2026-12-25]
""",
    "notices/notices.toml": f'id = "notices"\n\n{_notices()}\n',
    "lines/lines.toml": f'id = "lines"\n\n{_lines()}\n',
    "retention/retention.toml": f"""id = "retention"

[[keep]]
kind = "abn"
years = 5
from_completion = true
note = "From the end."
{DATED}
""",
    "screening/dry-needling.toml": SCREENING,
    "screening/dry-needling.en.toml": WORDS,
    "faq/faq.toml": f"""id = "faq"
published = 2025-06-22
{SOURCE}

[[statement]]
question = "What?"
says = "This."
standing = "holds"
place = ["payers/acme"]
""",
}


def pairs(files: Files) -> list[tuple[str, bytes]]:
    """Names and bytes as the reader takes them."""
    return [(name, text.encode()) for name, text in files.items()]


def faults_of(files: Files) -> list[Fault]:
    """Every fault of a rule set."""
    try:
        load(pairs(files))
    except RulesRefused as refused:
        return list(refused.faults)
    return []


def spoilt(name: str, old: str, new: str) -> tuple[Files, int]:
    """The rule set with one passage replaced, which must stand there once, and the number of its line."""
    text = FILES[name]
    assert text.count(old) == 1, (name, old, text.count(old))
    line = text[: text.index(old)].count("\n") + 1
    return FILES | {name: text.replace(old, new)}, line
