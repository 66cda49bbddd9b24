"""Decides what an outlet prints of an event: background in its own words and some of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmarks.linking.dice import Dice
from benchmarks.linking.events import Event
from benchmarks.linking.grammar import say
from benchmarks.linking.layout import Paragraph, Said, report_speech, set_quote
from benchmarks.linking.naming import Mention
from benchmarks.linking.places import Outlet
from benchmarks.linking.speeches import Sentence, Speech
from benchmarks.linking.wording import Wording

LEAST_WORDS, MOST_WORDS, ATTEMPTS, DRAWS = 90, 360, 14, 4
AS_SAID_SHARE, TWICE_SHARE, REPORTED_SHARE, LONG_QUOTE_SHARE = 0.4, 0.25, 0.1, 0.15
Kinds = Sequence[tuple[str, Wording]]


@dataclass(slots=True)
class Article:
    """A document before it has its place in the tables."""

    event_id: str
    title: str
    outlet: Outlet
    day: date
    paragraphs: Sequence[Paragraph]
    head: Article | None = None
    copied: str | None = None

    @property
    def words(self) -> int:
        """The words of the body."""
        return sum(count_words(paragraph) for paragraph in self.paragraphs)


def count_words(paragraph: Paragraph) -> int:
    """The words of a paragraph."""
    return paragraph.text.count(" ") + 1


def write_article(event: Event, outlet: Outlet, kinds: Kinds, dice: Dice) -> Article:
    """One article on an event, worded by chance."""
    quoted = _quote(event, outlet, kinds, dice)
    wanted = dice.number(LEAST_WORDS, MOST_WORDS)
    paragraphs = [_tell(event, "LEAD", 1, dice)]
    words = count_words(paragraphs[0]) + sum(map(count_words, quoted))
    waiting = quoted[::-1]
    while waiting or words < wanted:
        if waiting and (words >= wanted or dice.chance(0.55)):
            paragraphs.append(waiting.pop())
        else:
            paragraphs.append(_tell(event, "B", dice.number(1, 3), dice))
            words += count_words(paragraphs[-1])
    day = event.day + timedelta(days=dice.pick((0, 0, 0, 1, 1, 2)))
    return Article(event.event_id, say("TITLE", "news", event.scene, dice), outlet, day, paragraphs)


def write_background(event: Event, dice: Dice) -> Paragraph:
    """A paragraph of background on an event."""
    return _tell(event, "B", dice.number(1, 3), dice)


def _tell(event: Event, symbol: str, sentences: int, dice: Dice) -> Paragraph:
    return Paragraph(" ".join(say(symbol, "news", event.scene, dice) for _ in range(sentences)))


def _quote(event: Event, outlet: Outlet, kinds: Kinds, dice: Dice) -> list[Paragraph]:
    mentions: dict[str, Mention] = {}
    printed: set[str] = set()
    paragraphs = []
    left = dice.number(2, 9)
    if dice.chance(LONG_QUOTE_SHARE):
        speech = event.speeches[0]
        paragraphs.append(_print(speech, speech.sentences[:3], (), 0, outlet, mentions, dice))
        printed.update(one.sentence_id for one in speech.sentences[:3])
    for statement in range(1, ATTEMPTS):
        speech = dice.zipf(event.speeches)
        chosen = _choose(speech, printed, min(left, dice.pick((1, 1, 1, 1, 2, 2, 3))), dice)
        if chosen:
            printed.update(one.sentence_id for one in chosen)
            left -= len(chosen)
            paragraphs.append(_print(speech, chosen, kinds, statement, outlet, mentions, dice))
        if left <= 0:
            break
    return paragraphs


def _choose(speech: Speech, printed: set[str], count: int, dice: Dice) -> list[Sentence]:
    """Sentences that follow each other and are not printed yet, the first ones most often."""
    sentences = speech.sentences
    start = sentences.index(dice.zipf(sentences))
    chosen: list[Sentence] = []
    for sentence in sentences[start : start + count]:
        if sentence.sentence_id in printed:
            break
        chosen.append(sentence)
    return chosen


def _print(
    speech: Speech,
    chosen: Sequence[Sentence],
    kinds: Kinds,
    statement: int,
    outlet: Outlet,
    mentions: dict[str, Mention],
    dice: Dice,
) -> Paragraph:
    speaker = speech.speaker
    if speaker.speaker_id not in mentions:
        mentions[speaker.speaker_id] = Mention(speaker, dice)
    mention = mentions[speaker.speaker_id]
    said = Said(
        [one.text for one in chosen], [one.sentence_id for one in chosen], mention, statement
    )
    if not kinds:
        return set_quote(said, outlet.marks, dice)
    if dice.chance(REPORTED_SHARE):
        return report_speech(said, dice)
    for _ in range(_count_rewrites(dice)):
        said = _reword(said, chosen, kinds, dice)
    return set_quote(said, outlet.marks, dice)


def _count_rewrites(dice: Dice) -> int:
    if dice.chance(AS_SAID_SHARE):
        return 0
    return 2 if dice.chance(TWICE_SHARE) else 1


def _reword(said: Said, chosen: Sequence[Sentence], kinds: Kinds, dice: Dice) -> Said:
    """The sentences in another wording, or as they were where no kind that was drawn fits."""
    if said.is_fragment:
        return said
    for _ in range(DRAWS):
        name, kind = dice.pick(kinds)
        if _is_barred(kind, chosen):
            continue
        texts = kind.rewrite(list(said.texts), dice)
        if texts != said.texts and all(texts):
            wordings = (*said.wordings, name)
            return replace(said, texts=texts, wordings=wordings, is_fragment=kind.is_fragment)
    return said


def _is_barred(kind: Wording, chosen: Sequence[Sentence]) -> bool:
    """Whether too little would be left to tell the sentences."""
    if kind.is_cut and any(one.is_parallel for one in chosen):
        return True
    return kind.is_fragment and len(chosen) > 1
