"""Decides which persons a page's markup tells as its authors."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.describe.byline_candidates import Named
from pipelines.describe.byline_cues import Cues
from pipelines.describe.person_names import NameWords, read_names
from pipelines.document import Told

# What such an element shows may be a comment's or another article's author.
LOOSE = "class"
KINDS = frozenset({"person", "organization"})


def told_names(authors: Sequence[Told], cues: Cues, words: NameWords) -> dict[str, frozenset[str]]:
    """The names in lower case by where they are told, and by what JSON-LD says that they are."""
    told: dict[str, set[str]] = {}
    for text, source, kind in authors:
        cue = cues.pattern.match(text)
        names = read_names(text, cue.end() if cue else 0, words, may_be_single=True).names
        for group in (source, kind):
            if names and (group == source or group in KINDS):
                told.setdefault(group or "", set()).update(name.lower() for name in names)
    return {group: frozenset(names) for group, names in told.items()}


def told_candidates(
    authors: Sequence[Told], shown: Sequence[Named], cues: Cues, words: NameWords
) -> list[Named]:
    """The groups of persons that the markup tells and that were not found in the text as such."""
    groups: dict[str, list[str]] = {}
    for number, (text, source, _) in enumerate(authors):
        cue = cues.pattern.match(text)
        is_named = source != LOOSE or cue is not None
        read = read_names(text, cue.end() if cue else 0, words, may_be_single=is_named)
        group = source if source != LOOSE else f"{source} {number}"
        groups.setdefault(group, []).extend(read.names)
    seen = {named.names for named in shown}
    found = (tuple(dict.fromkeys(names)) for names in groups.values() if names)
    return [Named(names) for names in dict.fromkeys(found) if names not in seen]
