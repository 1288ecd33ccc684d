"""Between the document of a pack and the shape that sheets show: plain lists only.

A criteria set has two parts that are no lists of tables: the names of its sources, and the bands, options or ticks of
a rule, which stand under a key that depends on the rule. Sheets show both as lists: ``sources`` and ``choices``.
"""

import re
from collections.abc import Mapping

from cchc_desktop.catalogue.pack_document import Node

CHOICE_LISTS = {
    "one_option": "options",
    "tick_list": "items",
    "ratio_bands": "bands",
    "count_bands": "bands",
    "value_bands": "bands",
}
"""Under which key the choices of a rule stand in its table."""

_RULE_LIST = re.compile(r"rule\.(?:options|items|bands)\[")


def sheet_shape(document: Mapping[str, object]) -> Node:
    """The document with lists only; the other kinds of pack have the shape already."""
    shaped = dict(document)
    sources = document.get("sources")
    if isinstance(sources, Mapping):
        shaped["sources"] = [{"code": code, "text": text} for code, text in sources.items()]
    criteria = document.get("criteria")
    if isinstance(criteria, list):
        shaped["criteria"] = [_with_choices(entry) for entry in criteria]
    return shaped


def file_shape(shaped: Mapping[str, object]) -> Node:
    """The document as a file has it: the reverse of ``sheet_shape``."""
    document = dict(shaped)
    sources = shaped.get("sources")
    if isinstance(sources, list):
        document["sources"] = {str(row["code"]): str(row.get("text") or "") for row in sources if row.get("code")}
    criteria = shaped.get("criteria")
    if isinstance(criteria, list):
        document["criteria"] = [_with_rule(entry) for entry in criteria]
    return document


def sheet_key(key: str) -> str:
    """The key by which sheets know what the reader calls ``key``."""
    return _RULE_LIST.sub("choices[", key)


def _with_choices(entry: Node) -> Node:
    rule = entry.get("rule")
    if not isinstance(rule, Mapping):
        return entry
    name = CHOICE_LISTS.get(str(rule.get("kind")), "")
    rest = {key: value for key, value in rule.items() if key != name}
    shaped: Node = {**entry, "rule": rest}
    if name in rule:
        shaped["choices"] = rule[name]
    return shaped


def _with_rule(entry: Node) -> Node:
    if "choices" not in entry:
        return entry
    document = {key: value for key, value in entry.items() if key != "choices"}
    rule = document.get("rule")
    fields = dict(rule) if isinstance(rule, Mapping) else {}
    document["rule"] = {**fields, CHOICE_LISTS.get(str(fields.get("kind")), "bands"): entry["choices"]}
    return document
