"""Decides how much a line looks like the headline of the article below it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.describe.layout import Layout, Line

WORD = re.compile(r"[^\W_]+")
CAMEL_JOINT = re.compile(r"[a-zß-ÿ)!?.’][A-ZÀ-Þ][a-zß-ÿ]|\d[A-ZÀ-Þ][a-zß-ÿ]")
ADDRESS = re.compile(r"https?:|www\.|@|©|\.(?:com|org|net)\b")
BREADCRUMB = re.compile(r"[»›>→]|[ ]/[ ]")
BULLET = re.compile(r"\d{1,3}[.)]|[•·✔*-]")
SAMPLE_LINES = 30
SAMPLE_CHARS = 4000
CONTENT_CHARS = 4
TITLE_WORDS = range(2, 31)
MAX_JOINTS = 3
LEAST_SHARED = 0.3
MANY_SHARED = 0.6
BELOW_LEAD = 4
MAX_LINES = 400

# Round numbers from a softmax over the lines of each development page.
WEIGHTS = {
    "words_shared": 0.3,
    "words_frequent": 2.6,
    "first_with_many_shared": 1.1,
    "above_lead_log": -0.5,
    "inside_article": -2.0,
    "few_words": -1.0,
    "usual_length": 1.0,
    "many_words": -0.3,
    "full_stop": -1.3,
    "open_end": -0.5,
    "prose": -0.4,
    "stamp_soon": 2.2,
    "stamp_before": 0.5,
    "byline_soon": 1.9,
    "repeated_next": 1.0,
    "label_before": 0.5,
    "long_line_next": 0.6,
    "glued": -0.8,
    "address": -0.3,
    "bullet": -1.1,
    "breadcrumb": -1.6,
    "is_stamp": -1.0,
    "labelled_title": 1.2,
    "spelt_outside": 5.0,
}
# A line whose text stands on the page twice; looked up only where it may decide.
ECHOED = 0.5
NEVER_TITLES = frozenset(
    {"icon_list", "share", "cookie_notice", "copyright", "newsletter", "language_list", "advert"}
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the score of a line needs to know of its page.

    `spelt` are the words by which the page's address or head spells its headline.
    """

    text: str
    layout: Layout
    article: Counter[str]
    spelt: frozenset[str]
    stamped: frozenset[int]
    starts_byline: Callable[[str], bool]


def article_words(lines: Sequence[Line]) -> Counter[str]:
    """The words of the article's first lines with their counts."""
    kept = [line for line in lines if line.is_kept] or [line for line in lines if line.is_prose]
    sample = " ".join(line.text[:SAMPLE_CHARS] for line in kept[:SAMPLE_LINES])
    return Counter(WORD.findall(sample[:SAMPLE_CHARS].casefold()))


def slug_words(url: str | None) -> frozenset[str]:
    """The content words of the address's longest part, in which a headline is often spelt."""
    path = (url or "").partition("//")[2].partition("/")[2].partition("?")[0]
    longest = max(path.split("/"), key=len, default="")
    return frozenset(word for word in content_words(longest) if word.isalpha())


def content_words(text: str) -> frozenset[str]:
    """The longer words of a text, in lower case."""
    return frozenset(w for w in WORD.findall(text.casefold()) if len(w) >= CONTENT_CHARS)


def score_lines(page: Surroundings) -> Iterator[tuple[float, Line]]:
    """Score the lines above the article and its first ones, in the page's order."""
    for features, line in features_of(page):
        yield sum(WEIGHTS[name] * value for name, value in features.items() if value), line


def features_of(page: Surroundings) -> Iterator[tuple[dict[str, float], Line]]:
    """The features of the lines that may be the headline; a line without any evidence is left out."""
    is_first = True
    end = page.layout.body_first + BELOW_LEAD
    for line in page.layout.lines[max(0, end - MAX_LINES) : end]:
        if line.word_count not in TITLE_WORDS or line.label in NEVER_TITLES:
            continue
        content = [w for w in WORD.findall(line.text.casefold()) if len(w) >= CONTENT_CHARS]
        own = 1 if line.is_kept else 0  # a line of the article is itself in the sample
        counts = [page.article.get(word, 0) - own for word in content]
        shared = sum(count > 0 for count in counts) / len(counts) if counts else 0.0
        if shared < LEAST_SHARED and line.label != "title":
            continue
        joints = len(CAMEL_JOINT.findall(line.text))
        if joints > MAX_JOINTS:
            continue
        has_many = shared >= MANY_SHARED and len(content) >= 3
        features = {**_shape(line, joints), **_place(line, page), **_words(content, counts, page)}
        features["words_shared"] = shared
        features["first_with_many_shared"] = has_many and is_first
        is_first = is_first and not has_many
        yield features, line


def _words(content: Sequence[str], counts: Sequence[int], page: Surroundings) -> dict[str, float]:
    """How often the article has the line's words, and the share that is spelt outside it."""
    size = max(1, len(content))
    return {
        "words_frequent": sum(min(count, 3) for count in counts if count > 0) / (3 * size),
        "spelt_outside": sum(word in page.spelt for word in content) / size,
    }


def _shape(line: Line, joints: int) -> dict[str, float]:
    text, count = line.text, line.word_count
    return {
        "few_words": count <= 4,
        "usual_length": 5 <= count <= 16,
        "many_words": count > 22,
        "full_stop": text.endswith(".") and line.ends_sentence,
        "open_end": text.endswith((":", ",", "…", ";")),
        "prose": line.is_prose,
        "glued": joints,
        "address": ADDRESS.search(text) is not None,
        "breadcrumb": BREADCRUMB.search(text) is not None,
        "bullet": BULLET.match(text) is not None,
        "labelled_title": line.label == "title",
    }


def _place(line: Line, page: Surroundings) -> dict[str, float]:
    lines, number = page.layout.lines, line.number
    following, stamped = lines[number + 1 : number + 4], page.stamped
    before = lines[number - 1] if number else None
    after = following[0] if following else None
    return {
        "above_lead_log": math.log1p(max(0, page.layout.body_first - number)),
        "inside_article": number >= page.layout.body_first,
        "stamp_soon": any(other.number in stamped for other in following),
        "stamp_before": any(number - step in stamped for step in (1, 2, 3)),
        "is_stamp": number in stamped,
        "byline_soon": any(page.starts_byline(other.text) for other in following[:2]),
        "repeated_next": after is not None and after.text == line.text,
        "label_before": before is None or before.word_count <= 3,
        "long_line_next": after is not None and after.word_count >= 12,
    }
