"""The screening set: its structure in one file, its words in one file a language."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from clinicdesk.model.dated import Source
from clinicdesk.model.questionnaire import (
    AGE_ITEM,
    STATE_AGE,
    Condition,
    EnableWhen,
    Item,
    ItemType,
    Questionnaire,
    Repeat,
    Scope,
    Severity,
    Trigger,
    When,
)
from clinicdesk.resources import LONGEST, quoted
from clinicdesk.rulebook.table import Table

CHOICES = frozenset({ItemType.CHOICE, ItemType.MULTI_CHOICE})
NUMBERS = frozenset({ItemType.INTEGER, ItemType.COMPUTED_INTEGER})
UNSURE = "unsure"


def read_questionnaire(table: Table, words: Table) -> Questionnaire:
    """The set in the language of `words`."""
    dated = table.dated()
    version, sections = table.text("version"), table.texts("sections", required=True)
    sources = {key: _source(one) for key, one in table.table("sources").named_tables()}
    language, title = words.text("language"), words.text("title")
    section_words = _words(words.table("section"), sections)
    shared = words.table("option")
    options = {key: shared.text(key) for key in shared.data}
    texts = words.table("item")
    items = tuple(
        _item(one, texts, sources=sources, options=options, sections=frozenset(sections))
        for one in table.tables("item")
    )
    for one in (table, words, texts):
        one.close()
    _check_order(table, items)
    _check_labels(words, items)
    return Questionnaire(
        **dated,
        id=table.file.stem,
        version=version,
        language=language,
        title=title,
        sections=MappingProxyType(section_words),
        items=items,
        asked_each_visit=frozenset(item.link_id for item in items if item.repeat is Repeat.EACH_VISIT),
        by_id=MappingProxyType({item.link_id: item for item in items}),
    )


def translated(questionnaire: Questionnaire, words: Table) -> Questionnaire:
    """The same set with the words of another language: its structure is not read again, so it cannot differ."""
    language, title = words.text("language"), words.text("title")
    sections = _words(words.table("section"), questionnaire.sections)
    shared, texts = words.table("option"), words.table("item")
    options = {key: shared.text(key) for key in shared.data}
    items = tuple(_translated(one, texts.table(one.link_id), options) for one in questionnaire.items)
    for one in (words, texts):
        one.close()
    _check_labels(words, items)
    return replace(
        questionnaire,
        language=language,
        title=title,
        sections=MappingProxyType(sections),
        items=items,
        by_id=MappingProxyType({item.link_id: item for item in items}),
    )


def _translated(item: Item, words: Table, options: Mapping[str, str]) -> Item:
    own = _option_words(words, tuple(item.options), options)
    messages = words.texts_in_order("messages") if words.has("messages") else ()
    if len(messages) != len(item.triggers):
        words.fault("messages", "there must be one message for each trigger")
        messages = tuple(one.message for one in item.triggers)
    triggers = tuple(replace(one, message=said) for one, said in zip(item.triggers, messages, strict=True))
    told = replace(
        item,
        label=words.text("label"),
        text=words.text("text"),
        help=words.text("help", ""),
        why=words.text("why", ""),
        options=MappingProxyType(own),
        triggers=triggers,
        by_option=_by_option(triggers, tuple(item.options)),
    )
    words.close()
    return told


def _option_words(words: Table, codes: tuple[str, ...], shared: Mapping[str, str]) -> dict[str, str]:
    """The words of an item's options: its own, else those that all items share."""
    own = words.table("option") if words.has("option") else None
    found = {code: own.text(code) if own and own.has(code) else shared.get(code, "") for code in codes}
    if own:
        own.close()
    for code in (code for code, word in found.items() if not word):
        words.fault("", f"the option {quoted(code)} has no words")
    return found


def _by_option(triggers: tuple[Trigger, ...], codes: tuple[str, ...]) -> MappingProxyType[str, tuple[Trigger, ...]]:
    return MappingProxyType({code: tuple(one for one in triggers if code in one.when.options) for code in codes})


def _source(table: Table) -> Source:
    return Source(table.file.marked(table.text("title")), table.text("href", ""), table.day("checked"))


def _words(table: Table, keys: Iterable[str]) -> dict[str, str]:
    found = {key: table.text(key) for key in keys}
    table.close()
    return found


def _item(
    table: Table, texts: Table, *, sources: Mapping[str, Source], options: Mapping[str, str], sections: frozenset[str]
) -> Item:
    link_id = table.text("id")
    words = texts.table(link_id, told=bool(link_id))
    kind = table.member("type", ItemType)
    codes = table.texts("options", required=kind in CHOICES)
    option_words = _option_words(words, codes, options)
    section = table.text("section")
    if section and section not in sections:
        table.fault("section", f"{quoted(section)} is not one of this set's sections")
    triggers = _triggers(table, words, kind, codes)
    item = Item(
        link_id=link_id,
        section=section,
        type=kind,
        label=words.text("label"),
        text=words.text("text"),
        required=table.flag("required"),
        repeat=table.member("repeat", Repeat),
        triggers=triggers,
        options=MappingProxyType(option_words),
        enable_when=_enable_when(table.table("enable_when")) if table.has("enable_when") else None,
        range=_range(table) if table.has("range") else None,
        help=words.text("help", ""),
        why=words.text("why", ""),
        unsure_is_harmless=table.text("unsure_is_harmless", ""),
        sources=_cited(table, sources),
        by_option=_by_option(triggers, codes),
    )
    words.close()
    _check_unsure(table, item)
    return item


def _cited(table: Table, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    keys = table.texts("sources", required=True)
    for key in keys:
        if key not in sources:
            table.fault("sources", f"{quoted(key)} is not one of this set's sources")
    return tuple(sources[key] for key in keys if key in sources)


def _range(table: Table) -> tuple[int, int]:
    table.asked.add("range")
    match table.data["range"]:
        case [least, most] if type(least) is type(most) is int and least <= most:
            return least, most
    table.fault("range", "this must be two whole numbers, the least and the most")
    return 0, 0


def _enable_when(table: Table) -> EnableWhen:
    behavior = table.text("behavior")
    if behavior and behavior not in {"all", "any"}:
        table.fault("behavior", f"{quoted(behavior)} is not one of all, any")
    conditions = tuple(Condition(one.text("question"), one.text("answer")) for one in table.tables("conditions"))
    if not conditions:
        table.fault("conditions", "there is no condition")
    table.close()
    return EnableWhen("any" if behavior == "any" else "all", conditions)


def _triggers(table: Table, words: Table, kind: ItemType, codes: tuple[str, ...]) -> tuple[Trigger, ...]:
    messages = words.texts_in_order("messages") if words.has("messages") else ()
    triggers: list[Trigger] = []
    for place, one in enumerate(table.tables("trigger")):
        message = messages[place] if place < len(messages) else ""
        if not message and not words.broken:
            one.fault("", "this trigger has no message in the file of words")
        when = _when(one, kind, codes)
        triggers.append(
            Trigger(
                when,
                one.member("severity", Severity),
                one.member("scope", Scope),
                message,
                one.flag("urgent", default=False),
            )
        )
    if len(messages) > len(triggers):
        words.fault("messages", "there are more messages than triggers")
    return tuple(triggers)


def _when(table: Table, kind: ItemType, codes: tuple[str, ...]) -> When:
    """Exactly one of `in`, `at_most`, `at_least`, `below`, `answered`."""
    if table.has("in"):
        wanted = table.texts("in")
        for code in wanted:
            if code not in codes:
                table.fault("in", f"{quoted(code)} is not one of the item's options")
        return When("in", options=frozenset(wanted))
    if table.has("answered"):
        if not table.flag("answered"):
            table.fault("answered", "this can only be true")
        return When("answered")
    if kind not in NUMBERS:
        table.fault("", "this trigger has no condition that fits its item")
    if table.has("below"):
        if table.text("below") != STATE_AGE:
            table.fault("below", f'this can only be "{STATE_AGE}"')
        return When("below", bound="state_age_of_majority")
    if table.has("at_least"):
        return When("at_least", bound=table.whole("at_least"))
    return When("at_most", bound=table.whole("at_most", None if kind in NUMBERS else 0))


def _check_unsure(table: Table, item: Item) -> None:
    """An unsure answer to a required item must make a finding where another answer does, or the file says why not."""
    if UNSURE not in item.options or not item.required or not item.triggers or item.unsure_is_harmless:
        return
    if not any(UNSURE in trigger.when.options for trigger in item.triggers):
        table.fault("trigger", 'no trigger holds for "unsure"; add one, or say why in unsure_is_harmless')


def _check_labels(words: Table, items: tuple[Item, ...]) -> None:
    """No two questions bear one label: a finding on paper has nothing else to tell its subject by."""
    owner: dict[str, str] = {}
    for item in items:
        first = owner.setdefault(item.label, item.link_id)
        if item.label and first != item.link_id:
            told = f"{quoted(item.label)} is also the label of {first[:LONGEST]}"
            words.file.fault(("item", item.link_id, "label"), told)


def _check_order(table: Table, items: tuple[Item, ...]) -> None:
    """Ids are unique, and a condition looks only at an item before it, at an option which that one has."""
    before: dict[str, Item] = {}
    for place, item in enumerate(items):
        path = ("item", place)
        if item.link_id and item.link_id in before:
            table.file.fault((*path, "id"), f"{item.link_id[:LONGEST]} stands twice")
        for one in item.enable_when.conditions if item.enable_when else ():
            asked = before.get(one.question)
            if asked is None:
                table.file.fault((*path, "enable_when"), f"{quoted(one.question)} is not an item before this one")
            elif one.answer not in asked.options:
                told = f"{quoted(one.answer)} is not an option of {one.question[:LONGEST]}"
                table.file.fault((*path, "enable_when"), told)
        before[item.link_id] = item
    if AGE_ITEM not in before:
        table.fault("item", f"{AGE_ITEM} is missing")
