"""Decides what is measured of names that may be those of the article's authors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.describe.byline_candidates import Named
from pipelines.describe.layout import Layout, Line
from pipelines.describe.person_names import NameWords, is_given_name

NEAR, NOWHERE = 4, 9
FARTHEST = 60
REACH = 100_000
MOST_NAME_WORDS = 5
LABELS = (
    "byline",
    "stamp",
    "title",
    "related",
    "navigation",
    "other",
    "author_box",
    "body",
    "duplicate",
)
SOURCES = ("record", "person", "organization", "meta", "item", "link", "class")
SHORT_CUES = frozenset({"by", "von", "par", "por", "di", "av", "af", "door", "oleh"})
OTHER_CUES = (" by", " von", " par", " por", "photo", "foto", "credit", "image", "editor")
TELLS_WHO = re.compile(
    r"[’']?,?[ ](?:is|was|has|writes|covers|joined|ist|est|es|è|är|er|arbeitet|schreibt)\b"
)

FEATURES = (
    *("names", "tokens", "given", "shouted", "single", "initials"),
    *("cued", "short_cue", "cue_chars", "cue_at_start", "other_cue", "glued"),
    *("words_before", "words_behind", "fills", "digit_behind", "role_behind", "divider_behind"),
    *("line_words", "from_title", "to_lead", "in_foot", "below_end", "share_of_page"),
    *(f"label_{label}" for label in LABELS),
    *("stamp_here", "stamp_next", "stamp_before", "words_line_before", "words_line_next"),
    *("kept_next", "role_next", "times", "alone", "in_article", "in_first", "tells_who", "common"),
    *("rank", "same", "cued_others"),
    *(f"told_{source}" for source in SOURCES),
    *("told_all", "told_part", "told_names"),
)
# A row in the order of FEATURES: what is measured takes its place, what has none comes behind.
BLANK = dict.fromkeys(FEATURES, 0.0)


@dataclass(frozen=True, slots=True)
class BylinePage:
    """What of a page tells on its authors.

    `told` are the names that the markup tells, in lower case, by source or kind.
    """

    layout: Layout
    title_line: int | None
    stamped: frozenset[int]
    told: Mapping[str, frozenset[str]]


def measure_bylines(
    page: BylinePage, found: Sequence[Named], words: NameWords
) -> list[list[float]]:
    """The FEATURES of each of the names that were found on a page."""
    if not found:
        return []
    article = " ".join(line.text for line in page.layout.body if line.is_kept and line.is_prose)
    same = Counter(named.names for named in found)
    cued = sum(bool(named.cue) for named in found)
    short = [line.text for line in page.layout.lines if line.word_count <= MOST_NAME_WORDS]
    rows = []
    for rank, named in enumerate(found):
        row = _of_names(named, words) | _of_page(named, page, article)
        row |= _of_markup(named, page.told)
        if named.number is not None:
            row |= _of_line(named, named.number, page, words)
        row |= {
            "rank": rank,
            "same": same[named.names],
            "cued_others": cued - bool(named.cue),
            "alone": short.count(named.names[0]),
        }
        rows.append(list((BLANK | row).values())[: len(FEATURES)])
    return rows


def _of_names(named: Named, words: NameWords) -> dict[str, float]:
    parts = [name.split() for name in named.names]
    return {
        "names": len(parts),
        "tokens": max(map(len, parts)),
        "given": sum(is_given_name(name, words) for name in named.names) / len(parts),
        "single": any(len(part) == 1 for part in parts),
        "initials": any(token.endswith(".") for part in parts for token in part),
        "cued": bool(named.cue),
        "short_cue": named.cue in SHORT_CUES,
        "cue_chars": len(named.cue),
    }


def _of_line(named: Named, number: int, page: BylinePage, words: NameWords) -> dict[str, float]:
    """What stands around the names in their line, and where that is."""
    layout = page.layout
    line = layout.lines[number]
    shown = layout.text[named.start : named.end]
    before = layout.text[line.start : named.cue_start]
    behind = layout.text[named.end : max(line.end, named.end or 0)]
    rest = behind.lstrip()
    next_word = rest.lstrip(" ,|•·–—-(/").split(" ", 1)[0].lower()
    title = page.title_line
    return {
        "shouted": shown.isupper(),
        "cue_at_start": bool(named.cue) and not before.strip(),
        "other_cue": not named.cue and _ends_in_cue(before, number, page),
        "glued": before[-1:].isalnum(),
        "words_before": len(before.split()),
        "words_behind": len(behind.split()),
        "fills": not rest,
        "digit_behind": any(sign.isdigit() for sign in rest[:20]),
        "role_behind": words.stops.get(next_word.rstrip(".,")) == "role",
        "divider_behind": rest[:1] in tuple(",|•·–—-(/"),
        "line_words": line.word_count,
        "from_title": FARTHEST if title is None else _bounded(number - title),
        "to_lead": _bounded(layout.body_first - number),
        "below_end": _bounded(number - layout.body_end),
        "in_foot": number >= layout.body_end - 1,
        "share_of_page": number / len(layout.lines),
        f"label_{line.label}": 1.0,
        **_neighbours(page, number, words),
    }


def _ends_in_cue(before: str, number: int, page: BylinePage) -> bool:
    """Whether a name stands behind 'reviewed by' and the like, which no cue of authors is."""
    if not before.strip() and number:
        before = page.layout.lines[number - 1].text
    return before.rstrip(" :").lower().endswith(OTHER_CUES)


def _bounded(steps: int) -> int:
    return max(-FARTHEST, min(FARTHEST, steps))


def _neighbours(page: BylinePage, number: int, words: NameWords) -> dict[str, float]:
    lines = page.layout.lines
    before = lines[number - 1] if number else None
    after = lines[number + 1] if number + 1 < len(lines) else None
    return {
        "stamp_here": number in page.stamped,
        "stamp_next": _steps(number, page.stamped, 1),
        "stamp_before": _steps(number, page.stamped, -1),
        "words_line_before": before.word_count if before else 0,
        "words_line_next": after.word_count if after else 0,
        "kept_next": bool(after and after.is_kept),
        "role_next": _has_role(after, words),
    }


def _has_role(line: Line | None, words: NameWords) -> bool:
    if line is None or line.word_count > 6:
        return False
    parts = line.text.lower().replace(",", " ").split()
    return any(words.stops.get(part) == "role" for part in parts)


def _steps(number: int, numbers: frozenset[int], direction: int) -> int:
    return next((n for n in range(1, NEAR + 1) if number + direction * n in numbers), NOWHERE)


def _of_page(named: Named, page: BylinePage, article: str) -> dict[str, float]:
    """How often the page has the first name, and whether it says who that is."""
    shown = named.names[0]
    if named.start is not None:
        shown = page.layout.text[named.start : named.start + len(shown)]
    text = page.layout.text[:REACH]
    times, tells, at = 0, False, text.find(shown)
    while at >= 0 and times < 12:
        times += 1
        tells = tells or TELLS_WHO.match(text, at + len(shown)) is not None
        at = text.find(shown, at + len(shown))
    return {
        "times": times,
        "in_article": article.count(shown),
        "in_first": shown in article[:800],
        "tells_who": tells,
        "common": _share_common(named, text),
    }


def _share_common(named: Named, text: str) -> float:
    """The share of the names' words that the page also writes small: hardly a name's."""
    tokens = [token.lower() for name in named.names for token in name.split()]
    return sum(f" {token} " in text for token in tokens) / len(tokens)


def _of_markup(named: Named, told: Mapping[str, frozenset[str]]) -> dict[str, float]:
    if not told:
        return {}
    names = {name.lower() for name in named.names}
    row = {f"told_{source}": len(names & theirs) / len(names) for source, theirs in told.items()}
    everyone = told.get("record") or told.get("meta") or frozenset()
    row["told_all"] = bool(everyone) and names == everyone
    row["told_part"] = len(names & everyone) / max(1, len(everyone))
    row["told_names"] = len(everyone)
    return row
