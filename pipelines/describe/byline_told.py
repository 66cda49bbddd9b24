"""Decides which persons a page's markup tells as its authors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.describe.byline_candidates import Named
from pipelines.describe.byline_cues import Cues
from pipelines.describe.outlet_index import outlet_index
from pipelines.describe.person_names import NameWords, read_names
from pipelines.document import Document

# What such an element shows may be a comment's or another article's author.
LOOSE = "class"
KINDS = frozenset({"person", "organization"})
# A pen name is one word: quillfeather, Ann99.
PEN_NAME = re.compile(r"[^\W\d_][\w.-]{2,40}")


def told_groups(document: Document, cues: Cues, words: NameWords) -> dict[str, tuple[str, ...]]:
    """The persons that the markup tells, by where and, for JSON-LD, by what they are said to be.

    Each loose element is a group of its own.
    """
    groups: dict[str, list[str]] = {}
    for number, (text, source, kind) in enumerate(document.hints.authors):
        cue = cues.pattern.match(text)
        begin = cue.end() if cue else 0
        names = read_names(text, begin, words, may_be_single=True).names
        if not names and source != LOOSE and _is_pen_name(text[begin:], document, words):
            names = (text[begin:],)
        own = source if source != LOOSE else f"{source} {number}"
        for group in (own, *({kind} & KINDS)):
            groups.setdefault(group or "", []).extend(names)
    return {group: tuple(dict.fromkeys(names)) for group, names in groups.items() if names}


def _is_pen_name(text: str, document: Document, words: NameWords) -> bool:
    """Whether one word names somebody: no desk, no outlet, and not the site itself."""
    folded = text.casefold()
    if not PEN_NAME.fullmatch(text) or words.stops.get(folded):
        return False
    host = (document.url or "").partition("//")[2].partition("/")[0].lower()
    site = (document.hints.site_name or "").casefold().replace(" ", "")
    is_site = folded.replace(".", "") in host.replace(".", "") or folded == site
    return not is_site and outlet_index(words.references).named(text) is None


def by_source(groups: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """The names in lower case by source or kind, those of all loose elements together."""
    told: dict[str, set[str]] = {}
    for group, names in groups.items():
        told.setdefault(group.partition(" ")[0], set()).update(name.lower() for name in names)
    return {source: frozenset(names) for source, names in told.items()}


def told_candidates(groups: dict[str, tuple[str, ...]], shown: Sequence[Named]) -> list[Named]:
    """The groups that were not found in the text as such."""
    seen = {named.names for named in shown}
    found = dict.fromkeys(names for group, names in groups.items() if group not in KINDS)
    return [Named(names) for names in found if names not in seen]
