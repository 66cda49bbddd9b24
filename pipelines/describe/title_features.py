"""Decides what is measured of a text that may be the headline of the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.describe.layout import Layout, Line
from pipelines.describe.title_words import content_words, fold_title, sample_article, words_of

CAMEL_JOINT = re.compile(r"[a-zß-ÿ)!?.’][A-ZÀ-Þ][a-zß-ÿ]|\d[A-ZÀ-Þ][a-zß-ÿ]")
BREADCRUMB = re.compile(r"[»›>→]|[ ]/[ ]")
DIVIDED = re.compile(r"[ ][|–—:-][ ]|\|")
QUOTES = frozenset("\"“„«'‘")
LONGEST, SHORTEST_UNSPACED = 240, 8
MOST_WORDS, MOST_JOINTS = 30, 3
LEAST_SHARED, MANY_SHARED = 0.2, 0.6
ABOVE, BELOW = 120, 4
NEAR, NOWHERE = 4, 9
ECHO_REACH = 100_000
NEVER_TITLES = frozenset(
    {"icon_list", "share", "cookie_notice", "copyright", "newsletter", "language_list", "advert"}
)
MENUS = frozenset({"navigation", "duplicate"})
LABELS = ("title", "heading", "standfirst", "related", "navigation", "other", "stamp", "byline")
TOLD = ("heading", "headline", "social", "page_title")

FEATURES = (
    *("words", "chars", "contents", "capitals", "shouted", "digits", "joints"),
    *("full_stop", "question", "colon", "quotes", "divided"),
    *("breadcrumb", "prose", "kept"),
    *(f"label_{label}" for label in LABELS),
    *("above_lead", "number", "share_of_page"),
    *("words_before", "words_next", "words_second", "kept_next"),
    *("stamp_next", "stamp_before", "byline_next", "same_next"),
    *("echo_before", "echo_after"),
    *("shared", "shared_lead", "frequent", "spelt"),
    *("shared_rank", "shared_best", "frequent_best", "rivals_below", "first_many"),
    *(f"told_{source}" for source in TOLD),
    *("told_any", "told_like", "told_count"),
)
# A row in the order of FEATURES: what is measured takes its place, what has none comes behind.
BLANK = dict.fromkeys(FEATURES, 0.0)


class Candidate(NamedTuple):
    """A text that may be the headline; the places are None where it is told but not shown."""

    text: str
    start: int | None
    end: int | None
    number: int
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What of a page tells on its headline.

    `told` are the titles that the page's markup tells, by source; `spelt` the words in which its
    address spells the headline. `stamped` and `signed` are the numbers of lines that are stamps,
    and of those that begin like a byline.
    """

    layout: Layout
    told: Mapping[str, Sequence[str]]
    spelt: frozenset[str]
    stamped: frozenset[int]
    signed: frozenset[int]


@dataclass(slots=True)
class _Measured:
    candidate: Candidate
    words: list[str]
    shared: float
    shared_lead: float
    frequent: float
    row: dict[str, float]


def measure_titles(page: TitlePage) -> list[tuple[Candidate, list[float]]]:
    """The candidates of a page in its order, each with its FEATURES; those told come last."""
    layout = page.layout
    kept = [line for line in layout.body if line.is_kept]
    article, lead = sample_article(kept)
    told = {
        source: [fold_title(text) for text in texts] for source, texts in page.told.items() if texts
    }
    all_told = {text for texts in told.values() for text in texts}
    found = list(_shown(page, article, lead, all_told))
    found += _only_told(page, article, lead, {fold_title(one.candidate.text) for one in found})
    _compare(found)
    for one in found:
        one.row |= _told_features(one.words, told)
    return [(one.candidate, list(one.row.values())[: len(FEATURES)]) for one in found]


def _shown(
    page: TitlePage, article: Counter[str], lead: frozenset[str], told: set[str]
) -> Iterator[_Measured]:
    """The lines above the article, and its first ones, that share words with it."""
    layout = page.layout
    end = layout.body_first + BELOW
    for line in layout.lines[max(0, end - ABOVE) : end]:
        if not _may_be_title(line, article, bool(told)):
            continue
        words = words_of(line.text)
        content = content_words(words)
        is_told = bool(told) and " ".join(words) in told
        shares = sum(map(article.__contains__, content)) >= LEAST_SHARED * len(content)
        if not (words and ((content and shares) or line.label == "title" or is_told)):
            continue
        joints = len(CAMEL_JOINT.findall(line.text))
        if joints > MOST_JOINTS:
            continue
        candidate = Candidate(line.text, line.start, line.end, line.number, is_told)
        one = _measure_words(candidate, words, article, lead, line.is_kept)
        one.row |= _place(line, page)
        one.row |= {
            "joints": joints,
            "prose": line.is_prose,
            "kept": line.is_kept,
            f"label_{line.label}": 1.0,
            "full_stop": line.text.endswith(".") and line.ends_sentence,
        }
        yield one


def _may_be_title(line: Line, article: Counter[str], is_told: bool) -> bool:
    """Whether a line is worth a closer look: most of a menu's lines are not."""
    if len(line.text) > LONGEST or line.word_count > MOST_WORDS or line.label in NEVER_TITLES:
        return False
    if line.word_count == 1:
        return len(line.text) >= SHORTEST_UNSPACED and not line.text.isascii()
    if line.word_count == 2 and line.label in MENUS:
        return False
    if line.is_kept and line.text.endswith("."):
        return False
    if is_told or line.label == "title" or not line.text.isascii():
        return True
    return not article.keys().isdisjoint(line.text.lower().split())


def _only_told(
    page: TitlePage, article: Counter[str], lead: frozenset[str], shown: set[str]
) -> Iterator[_Measured]:
    """The titles that the markup tells and no line shows."""
    for texts in page.told.values():
        for text in texts:
            words = words_of(text)
            folded = " ".join(words)
            if folded and folded not in shown:
                shown.add(folded)
                candidate = Candidate(text, None, None, page.layout.body_first, is_told=True)
                yield _measure_words(candidate, words, article, lead, False)


def _measure_words(
    candidate: Candidate,
    words: list[str],
    article: Counter[str],
    lead: frozenset[str],
    is_kept: bool,
) -> _Measured:
    content = content_words(words)
    own = 1 if is_kept else 0  # a line of the article is itself in the sample
    counts = [count for word in content if (count := article[word] - own) > 0]
    size = max(1, len(content))
    shared = len(counts) / size
    frequent = sum([min(count, 3) for count in counts]) / (3 * size)
    in_lead = 0.0 if is_kept else sum(map(lead.__contains__, content)) / size
    row = dict(BLANK)
    row |= _shape(candidate.text, words)
    row |= {
        "contents": len(content),
        "shared": shared,
        "shared_lead": in_lead,
        "frequent": frequent,
    }
    return _Measured(candidate, words, shared, in_lead, frequent, row)


def _shape(text: str, words: Sequence[str]) -> dict[str, float]:
    parts = text.split()
    return {
        "words": len(words),
        "chars": len(text),
        "capitals": sum(map(str.isupper, [part[0] for part in parts])) / max(1, len(parts)),
        "shouted": sum(map(str.isupper, parts)) / max(1, len(parts)),
        "digits": sum(map(str.isdigit, [word[0] for word in words])),
        "question": text.endswith(("?", "!")),
        "colon": ": " in text,
        "quotes": not QUOTES.isdisjoint(text),
        "divided": DIVIDED.search(text) is not None,
        "breadcrumb": BREADCRUMB.search(text) is not None,
    }


def _place(line: Line, page: TitlePage) -> dict[str, float]:
    layout, number = page.layout, line.number
    lines = layout.lines
    before = lines[number - 1] if number else None
    after = lines[number + 1] if number + 1 < len(lines) else None
    second = lines[number + 2] if number + 2 < len(lines) else None
    text = layout.text[:ECHO_REACH]
    echo_before = text.find(line.text) < line.start
    echo_after = text.find(line.text, line.end) >= 0
    return {
        "above_lead": layout.body_first - number,
        "number": number,
        "share_of_page": number / len(lines),
        "words_before": before.word_count if before else 0,
        "words_next": after.word_count if after else 0,
        "words_second": second.word_count if second else 0,
        "kept_next": bool(after and after.is_kept),
        "stamp_next": _steps(number, page.stamped, 1),
        "stamp_before": _steps(number, page.stamped, -1),
        "byline_next": _steps(number, page.signed, 1),
        "same_next": bool(after and after.text == line.text),
        "echo_before": echo_before,
        "echo_after": echo_after,
        "spelt": _share(line.text, page.spelt),
    }


def _share(text: str, spelt: frozenset[str]) -> float:
    if not spelt:
        return 0.0
    content = content_words(words_of(text))
    return sum(map(spelt.__contains__, content)) / max(1, len(content))


def _steps(number: int, numbers: frozenset[int], direction: int) -> int:
    """How many lines away the next of these lines is, NOWHERE when not near."""
    if numbers:
        for steps in range(1, NEAR + 1):
            if number + direction * steps in numbers:
                return steps
    return NOWHERE


def _compare(found: Sequence[_Measured]) -> None:
    """Add how each candidate stands against the others."""
    if not found:
        return
    best = max(one.shared for one in found)
    best_frequent = max(one.frequent for one in found)
    ranked = sorted({one.shared for one in found}, reverse=True)
    is_first = True
    for place, one in enumerate(found):
        has_many = one.shared >= MANY_SHARED and len(one.words) >= 3
        one.row |= {
            "shared_rank": ranked.index(one.shared),
            "shared_best": best - one.shared,
            "frequent_best": best_frequent - one.frequent,
            "rivals_below": sum(other.shared >= one.shared for other in found[place + 1 :]),
            "first_many": has_many and is_first,
        }
        is_first = is_first and not has_many


def _told_features(words: Sequence[str], told: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Which sources tell this very title, and how much it is like any of them."""
    if not told:
        return {}
    folded, own = " ".join(words), set(words)
    row: dict[str, float] = {}
    like = 0.0
    for source, texts in told.items():
        for text in texts:
            if text == folded:
                row[f"told_{source}"] = 1.0
            elif source == "page_title" and text.startswith(folded):
                row["told_page_title"] = max(row.get("told_page_title", 0.0), 0.5)
            theirs = set(text.split())
            like = max(like, len(own & theirs) / max(1, len(own | theirs)))
    count = sum(value == 1.0 for value in row.values())
    return row | {"told_any": count > 0, "told_like": like, "told_count": count}
