"""Decides which persons wrote and translated an article, and for which other outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.describe.byline_candidates import (
    Named,
    find_bare,
    find_cued,
    in_order,
    lines_to_search,
)
from pipelines.describe.byline_cues import Cues
from pipelines.describe.byline_features import BylinePage, measure_bylines
from pipelines.describe.byline_told import by_source, told_candidates, told_groups
from pipelines.describe.finding import Finding
from pipelines.describe.layout import Layout, Line
from pipelines.describe.outlet_index import outlet_index
from pipelines.describe.person_names import NameWords, is_given_name, name_words
from pipelines.document import Document
from pipelines.references import References

# Below these nothing is said. Set on held-out pages so that the authors told are right on 85
# pages in 100, and on 90 where the markup tells some.
ENOUGH, ENOUGH_IF_TOLD = 0.3, 0.47
MOST_OUTLET_WORDS, OUTLET_REACH = 5, 120
OUTLET_END = re.compile(r"[ \xa0][–—|-]|[,(|/·•.]|[ ](?:and|und|et|y)[ ]")
STEPS_FROM_STAMP, STEPS_FROM_TITLE = (-2, -1, 0, 1, 2), 6


@dataclass(frozen=True, slots=True)
class BylineChoices:
    """The names of a page that may be its authors, with a row of features each."""

    layout: Layout
    lines: Sequence[Line]
    language: str | None
    found: Sequence[Named]
    rows: Sequence[Sequence[float]]
    is_told: bool


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors, the translator and the outlet that the article was first written for."""

    names: tuple[str, ...] = ()
    method: str | None = None
    start: int | None = None
    end: int | None = None
    translator: Finding | None = None
    original_outlet: Finding | None = None


def gather_bylines(
    document: Document,
    layout: Layout,
    title_line: int | None,
    stamped: frozenset[int],
    language: str | None,
    references: References,
) -> BylineChoices:
    """The names that may be authors, of the text around headline, lead and end, and of the markup."""
    cues = Cues(references, "author", language)
    words = name_words(references)
    lines = lines_to_search(layout, title_line)
    groups = told_groups(document, cues, words)
    told = by_source(groups)
    firsts = {name.partition(" ")[0] for names in told.values() for name in names}
    others = [line for line in lines if line.number != title_line]
    bare = find_bare(others, _near_lines(title_line, stamped), firsts, words)
    found = in_order(find_cued(layout, lines, cues, words), bare)
    found += told_candidates(groups, found)
    page = BylinePage(layout, title_line, stamped, told)
    rows = measure_bylines(page, found, words)
    return BylineChoices(layout, lines, language, found, rows, bool(groups))


def choose_byline(
    choices: BylineChoices, likely: Sequence[float], references: References
) -> Byline:
    """The likeliest authors; none when that is not likely enough."""
    words = name_words(references)
    translator = _find_translator(choices, words)
    enough = ENOUGH_IF_TOLD if choices.is_told else ENOUGH
    score, place = max(((score, -place) for place, score in enumerate(likely)), default=(0.0, 0))
    if score < enough:
        return Byline(translator=translator)
    best = choices.found[-place]
    names = _in_full(best.names, choices.found)
    method = "meta" if best.start is None else "byline"
    original = _original_outlet(best, choices.layout, references)
    return Byline(names, method, best.start, best.end, translator, original)


def _find_translator(choices: BylineChoices, words: NameWords) -> Finding | None:
    """The first name behind a cue; "translation" alone announces many other things."""
    cues = Cues(words.references, "translator", choices.language)
    for named in find_cued(choices.layout, choices.lines, cues, words):
        if " " in named.cue or is_given_name(named.names[0], words):
            return Finding(named.names[0], "byline", named.start, named.end)
    return None


def _near_lines(title_line: int | None, stamped: frozenset[int]) -> set[int]:
    """The numbers of lines close to a stamp or under the headline."""
    near = {number + step for number in stamped for step in STEPS_FROM_STAMP}
    if title_line is not None:
        near.update(range(title_line + 1, title_line + STEPS_FROM_TITLE))
    return near


def _in_full(names: tuple[str, ...], found: Sequence[Named]) -> tuple[str, ...]:
    """A given name alone as the full name that the page has elsewhere."""
    if len(names) > 1 or " " in names[0]:
        return names
    begin = names[0] + " "
    full = (name for named in found for name in named.names if name.startswith(begin))
    return (next(full, names[0]),)


@lru_cache(maxsize=8)
def _for_words(references: References) -> re.Pattern[str]:
    listed = [row["phrase"] for row in references.rows("byline_words") if row["role"] == "for"]
    return re.compile(rf"[ \xa0](?:{'|'.join(map(re.escape, listed))})[ \xa0](?:the[ ])?")


def _original_outlet(named: Named, layout: Layout, references: References) -> Finding | None:
    """The outlet behind 'by Ann Lee for', up to the next divider; at most a few words."""
    if named.end is None:
        return None
    behind = layout.text[named.end : named.end + OUTLET_REACH].partition("\n")[0]
    found = _for_words(references).match(behind)
    if found is None:
        return None
    rest = behind[found.end() :]
    cut = OUTLET_END.search(rest)
    name = (rest[: cut.start()] if cut else rest).strip()
    if not name or not name[0].isupper() or len(name.split()) > MOST_OUTLET_WORDS:
        return None
    known = outlet_index(references).named(name)
    start = named.end + found.end() + rest.index(name)
    outlet_id = known.outlet_id if known else None
    return Finding(known.name if known else name, "byline", start, start + len(name), outlet_id)
