"""Decides which stretches of the page are paragraphs of kept text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set

from pipelines.document import Block, Page
from pipelines.quotes.candidates import Passage
from pipelines.quotes.clauses import Clauses
from pipelines.quotes.lexicon import Lexicon
from pipelines.quotes.mentions import Chunker
from pipelines.quotes.pairs import Span
from pipelines.quotes.quote_style import spans_by_style
from pipelines.quotes.tokens import sentence_starts, tokenize
from pipelines.quotes.words import Token

NOT_SPEECH = frozenset({"title", "credit", "byline", "dateline", "stamp"})
PARAGRAPHS_BEFORE = 1


def paragraphs(page: Page) -> list[tuple[int, int]]:
    """The paragraphs to look at: kept blocks, those of one line joined over white space."""
    text = page.document.raw_text
    found: list[tuple[int, int]] = []
    for block in _kept(page.blocks):
        if found and _is_same_line(text, found[-1][1], block.char_start):
            found[-1] = (found[-1][0], block.char_end)
        else:
            found.append((block.char_start, block.char_end))
    return found


def _kept(blocks: Iterable[Block]) -> Iterator[Block]:
    return (block for block in blocks if block.is_kept and block.label not in NOT_SPEECH)


def _is_same_line(text: str, end: int, start: int) -> bool:
    return start - end <= 8 and "\n" not in text[end:start] and not text[end:start].strip()


def paragraph_spans(
    text: str, places: Sequence[tuple[int, int]], words: Lexicon
) -> list[list[Span]]:
    """The words in quotation marks, paragraph by paragraph, in the style of the page."""
    return spans_by_style(text, places, words.elisions)


def read_passages(
    text: str,
    places: Sequence[tuple[int, int]],
    found: Sequence[Sequence[Span]],
    wanted: Set[int],
    words: Lexicon,
    surnames: Set[str],
) -> list[Passage]:
    """The wanted paragraphs with all that is needed of them."""
    passages: list[Passage] = []
    was_open = False
    for number, ((start, end), spans) in enumerate(zip(places, found, strict=True)):
        if number not in wanted:
            was_open = False
            continue
        outer = [span for span in spans if not span.is_nested]
        nested = [span for span in spans if span.is_nested]
        tokens, where = tokenize(text, start, end, outer, words)
        starts = sentence_starts(text, tokens, where, words)
        quiet = frozenset() if spans else _quiet_sentences(tokens, starts)
        mentions = Chunker(tokens, frozenset(starts), words, surnames).mentions(quiet)
        clauses = Clauses(tokens, where, mentions, starts)
        reopens = was_open and bool(outer) and outer[0].outer_start == start
        passages.append(Passage(number, start, end, outer, nested, clauses, reopens))
        was_open = bool(outer) and not outer[-1].is_closed and outer[-1].outer_end == end
    return passages


def _quiet_sentences(tokens: Sequence[Token], starts: Sequence[int]) -> frozenset[int]:
    """Where the sentences begin in which nothing can be reported; the last may lead to a quote."""
    loud = {
        bisect_right(starts, i) - 1
        for i, token in enumerate(tokens)
        if token.sense is not None or token.low == "according"
    }
    return frozenset(start for n, start in enumerate(starts[:-1]) if n not in loud)


def wanted_paragraphs(
    text: str,
    places: Sequence[tuple[int, int]],
    found: Sequence[Sequence[Span]],
    words: Lexicon,
    has_reports: bool,
) -> set[int]:
    """The paragraphs with quotes, those shortly before one, and those where a cue may report."""
    wanted: set[int] = set()
    for number, spans in enumerate(found):
        if spans:
            wanted.update(range(max(0, number - PARAGRAPHS_BEFORE), number + 1))
        elif has_reports and not words.report_chunks.isdisjoint(
            text[places[number][0] : places[number][1]].lower().split()
        ):
            wanted.add(number)
    return wanted
