"""Lines to spoil, one at a time, and what must be said of each."""

PAYER = "payers/acme.toml"
STATE = "states/NC.toml"
SET = "screening/dry-needling.toml"
WORDS = "screening/dry-needling.en.toml"

SPOILT: dict[str, list[tuple[str, str, int, str, str]]] = {
    PAYER: [
        ("count = 12", "count = 0", 0, "policy[0].visits[0].count", "0 is not a whole number from 1 up"),
        ('id = "acme"', 'id = "acmee"', 0, "id", '"acmee" is not the file\'s name, "acme"'),
        ('id = "acme"\n', "", 0, "id", "this is missing"),
        ('name = "Acme Health"', 'name = ""', 0, "name", "this is empty"),
        ('name = "Acme Health"', "name = 5", 0, "name", "this must be a text"),
        ('aliases = ["Acme", "AH"]', 'aliases = "Acme"', 0, "aliases", "this must be a list"),
        ('aliases = ["Acme", "AH"]', 'aliases = ["Acme", 5]', 0, "aliases", "this must be a list of texts"),
        ('aliases = ["Acme", "AH"]', 'aliases = ["AH", "AH"]', 0, "aliases", "something stands twice in this list"),
        ('aliases = ["Acme", "AH"]', 'alias = ["Acme"]', 0, "alias", "this key is not known here"),
        (
            '["commercial"]',
            '["comercial"]',
            0,
            "lines_of_business",
            (
                '"comercial" is not one of commercial, medicare, medicare_advantage, medicaid, '
                "tricare, va, workers_comp, auto, other"
            ),
        ),
        ("until = 2024-12-31", "until = 2019-12-31", 0, "policy[0].until", "2019-12-31 lies before since, 2020-01-01"),
        (
            "until = 2024-12-31\n",
            "",
            8,
            "policy[1]",
            (
                "this policy answers the same question on the same day as policy[0]; give one of "
                "them an end, other conditions, or otherwise = true"
            ),
        ),
        (
            "until = 2024-12-31",
            "until = 2025-01-01",
            9,
            "policy[1]",
            (
                "this policy answers the same question on the same day as policy[0]; give one of "
                "them an end, other conditions, or otherwise = true"
            ),
        ),
        ("since = 2025-01-01", 'since = "2025-01-01"', 0, "policy[1].since", "this must be a date such as 2026-11-23"),
        (
            "since = 2025-01-01",
            "since = 2025-01-01T09:00:00",
            0,
            "policy[1].since",
            "this has a time; write a date such as 2026-11-23",
        ),
        ("since = 2025-01-01", "since = 2025", 0, "policy[1].since", "this must be a date such as 2026-11-23"),
        (
            'status = "investigational"',
            'status = "experimental"',
            0,
            "policy[1].status",
            (
                '"experimental" is not one of covered, covered_with_conditions, not_covered, '
                "investigational, excluded, inactive, unknown"
            ),
        ),
        (
            'status = "investigational"',
            'status = "inactive"',
            0,
            "policy[1].status",
            "a policy cannot be inactive: that is a patient's coverage on a day",
        ),
        ('status = "investigational"', 'staus = "investigational"', 0, "policy[1].staus", "this key is not known here"),
        ('codes = ["20560"]', "codes = []", 0, "policy[2].codes", "this must be a list of texts"),
        (
            'codes = ["20560"]',
            'codes = ["2056O1"]',
            0,
            "policy[2].codes",
            '"2056O1" is not of the form of a code, such as "20561"',
        ),
        (
            'codes = ["20560"]',
            'codes = ["20560"]\nstates = ["NC", "ZZ"]',
            1,
            "policy[2].states",
            'there is no state "ZZ"',
        ),
        (
            'codes = ["20560"]',
            'codes = ["20560"]\ndiagnoses = ["low back pain"]',
            1,
            "policy[2].diagnoses",
            '"low back pain" is not of the form of a diagnosis, such as "M54.5"',
        ),
        ("otherwise = true", 'otherwise = "true"', 0, "policy[2].otherwise", "this must be true or false"),
        ("otherwise = true", "otherwise = 1", 0, "policy[2].otherwise", "this must be true or false"),
        ("count = 12", 'count = "12"', 0, "policy[0].visits[0].count", "this must be a whole number"),
        ("count = 12", "count = -1", 0, "policy[0].visits[0].count", "-1 is not a whole number from 1 up"),
        ("count = 12", "count = true", 0, "policy[0].visits[0].count", "this must be a whole number"),
        ("count = 12", "count = 12.0", 0, "visits", '12.0 is a float; write it as text: "12.0"'),
        ("count = 12", "count = inf", 0, "visits", 'inf is a float; write it as text: "inf"'),
        ('[{ count = 12, period = "year" }]', "12", 0, "policy[0].visits", "this must be a list of tables"),
        ('[{ count = 12, period = "year" }]', "[12]", 0, "policy[0].visits", "this must be a list of tables"),
        ('period = "year"', 'period = "year", per = 1', 0, "policy[0].visits[0].per", "this key is not known here"),
        (
            'indications = ["headache"]',
            'indications = ["migraine"]',
            0,
            "policy[0].indications",
            (
                '"migraine" is not one of myofascial_trigger_points, temporomandibular_disorder, '
                "chronic_low_back_pain, tendinopathy, whiplash, headache, carpal_tunnel, spinal, other"
            ),
        ),
    ],
    STATE: [
        ('acupuncture."', 'acupuncture."\ntext = " "', 1, "consent[0].text", "this is empty"),
        ('acupuncture."', 'acupuncture."\ntext = ["a"]', 1, "consent[0].text", "this must be a text"),
        ('gist = "That it is not acupuncture."', 'text = "A."', -1, "consent[0].gist", "this is missing"),
        ('id = "NC"', 'id = "nc"', 0, "id", '"nc" is not the file\'s name, "NC"'),
        (
            "until = 2019-12-31",
            "until = 2020-01-01",
            5,
            "practice[1]",
            ("this row of PT begins before practice[0] has ended; give that one an end, and keep the order of time"),
        ),
        (
            "until = 2019-12-31\n",
            "",
            4,
            "practice[1]",
            ("this row of PT begins before practice[0] has ended; give that one an end, and keep the order of time"),
        ),
        (
            "training_hours = 54",
            'training_hours = "54"',
            0,
            "practice[1].training_hours",
            "this must be a whole number",
        ),
        (
            "training_hours = 54",
            "effective = 2027-01-01",
            0,
            "practice[1].effective",
            "only a law that is not yet effective has this day",
        ),
        (
            'profession = "OT"',
            'profession = "OTR"',
            0,
            "practice[2].profession",
            '"OTR" is not one of PT, PTA, OT, AT, DC, LAc, MD, DO, NP, PA, DDS',
        ),
        ("age = 18", "age = -18", 0, "age_of_consent.age", "-18 is not a whole number from 0 up"),
        ("age = 18", "age = 18\nages = 19", 1, "age_of_consent.ages", "this key is not known here"),
        ('gist = "That', 'words = "That', 0, "consent[0].words", "this key is not known here"),
    ],
    SET: [
        ('id = "blood_thinner"', 'id = "age_years"', 0, "item[1].id", "age_years stands twice"),
        (
            'question = "blood_thinner"',
            'question = "weeks"',
            0,
            "item[2].enable_when",
            '"weeks" is not an item before this one',
        ),
        (
            'question = "blood_thinner"',
            'question = "blood_thinner_kind"',
            0,
            "item[2].enable_when",
            '"blood_thinner_kind" is not an item before this one',
        ),
        ('answer = "yes"', 'answer = "ja"', 0, "item[2].enable_when", '"ja" is not an option of blood_thinner'),
        ('behavior = "any"', 'behavior = "some"', 0, "item[2].enable_when.behavior", '"some" is not one of all, any'),
        (
            '[{ question = "blood_thinner", answer = "yes" }]',
            "[]",
            0,
            "item[2].enable_when.conditions",
            "there is no condition",
        ),
        (
            'in = ["yes", "unsure"]',
            'in = ["yes"]',
            -9,
            "item[1].trigger",
            'no trigger holds for "unsure"; add one, or say why in unsure_is_harmless',
        ),
        (
            'in = ["yes", "unsure"]',
            'in = ["yes", "unsure", "perhaps"]',
            0,
            "item[1].trigger[0].in",
            '"perhaps" is not one of the item\'s options',
        ),
        ("at_most = 11", "at_most = -1", 0, "item[0].trigger[0].at_most", "-1 is not a whole number from 0 up"),
        ("at_most = 11", "at_most = 11\nat_least = 90", 0, "item[0].trigger[0].at_most", "this key is not known here"),
        ("at_most = 11", 'below = "adult"', 0, "item[0].trigger[0].below", 'this can only be "state_age_of_majority"'),
        (
            "range = [1, 45]",
            "range = [45, 1]",
            0,
            "item[3].range",
            "this must be two whole numbers, the least and the most",
        ),
        (
            'type = "integer"',
            'type = "number"',
            0,
            "item[3].type",
            '"number" is not one of choice, multi_choice, integer, text, computed_integer',
        ),
        (
            'options = ["yes", "no", "unsure"]',
            'options = ["yes", "no", "unsure", "maybe"]',
            0,
            "item.blood_thinner",
            'the option "maybe" has no words',
        ),
        (
            'sections = ["person", "blood"]',
            'sections = ["person"]',
            19,
            "item[1].section",
            '"blood" is not one of this set\'s sections',
        ),
        (
            'faq = { title = "An FAQ", href',
            'faw = { title = "An FAQ", href',
            8,
            "item[0].sources",
            '"faq" is not one of this set\'s sources',
        ),
    ],
    WORDS: [
        ('messages = ["Under 12."]', "", -2, "item[0].trigger[0]", "this trigger has no message in the file of words"),
        (
            'messages = ["Under 12."]',
            'messages = ["Under 12.", "More."]',
            0,
            "item.age_years.messages",
            "there are more messages than triggers",
        ),
        ('option.warfarin = "Warfarin"\n', "", -2, "item.blood_thinner_kind", 'the option "warfarin" has no words'),
        ('label = "Weeks"', "", -2, "item.weeks.label", "this is missing"),
        ('label = "Weeks"', 'label = ""', 0, "item.weeks.label", "this is empty"),
        ('label = "Weeks"', 'label = "Age"', 0, "item.weeks.label", '"Age" is also the label of age_years'),
        ('text = "Weeks?"', "", -1, "item.weeks.text", "this is missing"),
        ('text = "Weeks?"', 'text = "Weeks?"\nhint = "x"', 1, "item.weeks.hint", "this key is not known here"),
        ("[item.weeks]", "[item.months]", 0, "item.months", "this key is not known here"),
    ],
    "codes/codes.toml": [
        ("One of them a day.", "", 0, "conflict[0].reason", "this is empty"),
        ('code = "20561"', 'code = "20560"', 0, "code[1].code", "20560 stands twice"),
    ],
    "fees/medicare-2026.toml": [
        ('"24.72"', "24.72", 0, "amount", '24.72 is a float; write it as text: "24.72"'),
        ('"24.72"', '"$24.72"', 0, "fee[0].amount", '"$24.72" is not an amount such as "24.72"'),
        ('"24.72"', "2472", 0, "fee[0].amount", "this must be a text"),
    ],
    "calendars/us-federal.toml": [
        ("2027-01-01]", "2025-01-01]", 0, "holiday[0].days", "these dates are out of order, or one stands twice"),
        ("[2026-12-25]", "[2026-01-01]", 0, "holiday[1].days", "2026-01-01 is already New Year's Day"),
        ("[2026-12-25]", '["2026-12-25"]', 0, "holiday[1].days", "this must be a list of dates"),
        ("until = 2027-12-31\n", "", 0, "until", "this is missing: the last day that the calendar speaks of"),
    ],
    "notices/notices.toml": [
        ('kind = "abn"', 'kind = "consent"', 0, "notice[3].kind", "consent stands twice"),
    ],
    "retention/retention.toml": [
        ("years = 5", "years = -1", 0, "keep[0].years", "-1 is not a whole number from 0 up"),
        ("years = 5\n", "", -1, "keep[0].years", "this is missing"),
        ("from_completion = true", "from_discharge = true", 0, "keep[0].from_discharge", "this key is not known here"),
    ],
    "lines/lines.toml": [
        (
            'line_of_business = "auto"',
            'line_of_business = "car"',
            0,
            "line[7].line_of_business",
            (
                '"car" is not one of commercial, medicare, medicare_advantage, medicaid, tricare, '
                "va, workers_comp, auto, other"
            ),
        ),
    ],
    "faq/faq.toml": [
        ('["payers/acme"]', '["payers/acne"]', 0, "statement[0].place", 'there is no rule file "payers/acne"'),
        (
            '"holds"',
            '"true"',
            0,
            "statement[0].standing",
            '"true" is not one of holds, out_of_date, contradicted, not_traced, not_used',
        ),
    ],
}
"""File -> a passage, what replaces it, how many lines further down the fault is told, its key and its sentence."""
