"""Decides which words make a mention that gives a number, and how a list of numbers is parted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.citations.after import read_after, read_organ
from pipelines.citations.before import Before
from pipelines.citations.grammar import is_doubtful, is_other_sense, read_grammar
from pipelines.citations.lexicon import Lexicon
from pipelines.citations.mention import Mention
from pipelines.citations.passages import Passage
from pipelines.citations.written import COUNTED, YEAR_LIKE, Written, read_list

LATER_NUMBER = re.compile(r",?\s(?:and|while|but)\s([1-9]\d{3})(?=\s[a-z]+ed\b)")
LATER_REACH = 160
SPACED_SIGN = re.compile(r"\s|#|№|第|제")
SMALL = 100


def read_numbered(
    passage: Passage, head: re.Match[str], before: Before, lexicon: Lexicon
) -> list[Mention]:
    """The mentions of a noun and its numbers, one each; none when no number follows."""
    text = passage.text
    between = read_organ(text, head.end(), lexicon)
    numbers = _numbers_after(text, head, between.end, lexicon)
    if not numbers or is_other_sense(before, lexicon):
        return []
    own = head.group("fused") or head.group("acronym")
    organ = lexicon.organs[own] if own else before.organ or between.organ
    if organ is None and "\n" in text[head.end() : numbers[0].start]:
        return []
    after = read_after(text, numbers[-1].end, lexicon)
    first = Mention(
        start=_start(head, before),
        end=numbers[0].end,
        form="number",
        noun_start=head.start(),
        noun_end=head.end(),
        organ=organ or after.organ,
        is_doubtful=is_doubtful(before.organ, before.organ_before, lexicon),
        written=numbers[0],
        companions=tuple(number.number for number in numbers),
        when=before.when if len(numbers) == 1 else None,
        is_draft=before.is_draft,
    )
    rest = [replace(first, start=n.start, end=n.end, written=n) for n in numbers[1:]]
    mentions = [first, *rest]
    mentions[-1] = replace(mentions[-1], end=after.end, when=after.when or first.when)
    return mentions + (_later(passage, first) if organ and not rest else [])


def _numbers_after(
    text: str, head: re.Match[str], place: int, lexicon: Lexicon
) -> Sequence[Written]:
    separators = read_grammar(lexicon).separators
    sign = separators.sign.match(text, place)
    start = sign.end() if sign else place
    is_fused = bool(head.group("fused"))
    if not is_fused and not SPACED_SIGN.search(text, place, start):
        return []
    is_plural = bool(head.group("plural")) or (is_fused and head.group().endswith("s"))
    numbers = read_list(text, start, separators, plural=is_plural, fused=is_fused)
    if not numbers or (head.group("acronym") and _is_count(text, numbers[0])):
        return []
    first = numbers[0]
    is_small = first.form == "plain" and int(first.number) < SMALL
    return [] if is_small and COUNTED.match(text, first.end) else numbers


def _is_count(text: str, written: Written) -> bool:
    """Whether a number after `UNSC` rather counts something or is a year."""
    if written.form != "plain" or written.year:
        return False
    number = int(written.number)
    return number < SMALL or number in YEAR_LIKE or bool(COUNTED.match(text, written.end))


def _later(passage: Passage, first: Mention) -> list[Mention]:
    """`resolution 2699 sent a force, and 2793 turned it …`: the noun is understood."""
    _, sentence_end = passage.sentence(first.start, first.end)
    stop = min(sentence_end, first.end + LATER_REACH)
    later = LATER_NUMBER.search(passage.text, first.end, stop)
    if later is None:
        return []
    written = Written(later.start(1), later.end(1), "plain", later.group(1))
    start, end = later.span(1)
    return [replace(first, start=start, end=end, written=written, when=None, is_doubtful=True)]


def _start(head: re.Match[str], before: Before) -> int:
    """Where the mention begins: with its organ or the year before it, never with an article."""
    leads = (before.lead_start, before.year_start)
    return min([head.start(), *(lead for lead in leads if lead is not None)])
