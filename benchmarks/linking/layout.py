"""Decides how quotes stand in a paragraph: marks, tags, splits, fragments, reported speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.linking.dice import Dice
from benchmarks.linking.grammar import lower_first
from benchmarks.linking.naming import Mention

CUES = ("said", "said", "told reporters", "added", "warned", "explained", "insisted", "noted")
SPLIT = re.compile(r", | (?=(?:and|but|because|although|while|before|after|since|unless|if) )")
LEAST_HALF = 14
BACKSHIFTS = (
    (re.compile(r"\b[Ww]e\b"), "they"),
    (re.compile(r"\b[Oo]ur\b"), "their"),
    (re.compile(r"\bI\b"), "he"),
    (re.compile(r"\bwill\b"), "would"),
    (re.compile(r"\bis\b"), "was"),
    (re.compile(r"\bare\b"), "were"),
    (re.compile(r"\b(?:has|have)\b"), "had"),
    (re.compile(r"\bcannot\b"), "could not"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A quote: where it starts in its paragraph, its words, and what is true of it.

    `spans` are (start, end, sentence_id) within the words.
    """

    start: int
    text: str
    kind: str
    statement: int
    part_no: int
    mention: Mention
    spans: Sequence[tuple[int, int, str]]
    is_fragment: bool = False
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body with its quotes."""

    text: str
    rows: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences as an outlet words them, with their true ids."""

    texts: Sequence[str]
    ids: Sequence[str]
    mention: Mention
    statement: int
    wordings: tuple[str, ...] = ()
    is_fragment: bool = False

    def row(self, start: int, kind: str, part_no: int = 1, texts: Sequence[str] = ()) -> Row:
        """The sentences as one quote that starts here."""
        spans, place = [], 0
        used = texts or self.texts
        for text, sentence_id in zip(used, self.ids, strict=True):
            spans.append((place, place + len(text), sentence_id))
            place += len(text) + 1
        whole = (" ".join(used), kind, self.statement, part_no, self.mention, spans)
        return Row(start, *whole, self.is_fragment, self.wordings)


def set_quote(said: Said, marks: tuple[str, str], dice: Dice) -> Paragraph:
    """The sentences in quotation marks with a tag before, after or amid them."""
    if said.is_fragment:
        return _embed(said, marks, dice)
    style = dice.unit()
    if style < 0.5:
        return _tag_after(said, marks, dice)
    if style < 0.8:
        return _tag_before(said, marks, dice)
    return _split(said, marks, dice)


def report_speech(said: Said, dice: Dice) -> Paragraph:
    """The sentences in reported speech, without marks."""
    lead = f"{_large(said.mention.tag(dice))} said that "
    texts = list(said.texts)
    for pattern, past in BACKSHIFTS:
        texts = [pattern.sub(past, text) for text in texts]
    texts = [lower_first(texts[0]), *texts[1:]]
    texts[-1] = texts[-1].rstrip(".")
    row = said.row(len(lead), "indirect", texts=texts)
    return Paragraph(f"{lead}{row.text}.", [row])


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


def _end_in_comma(texts: Sequence[str]) -> list[str]:
    last = texts[-1]
    return [*texts[:-1], last[:-1] + "," if last.endswith(".") else last]


def _tag_after(said: Said, marks: tuple[str, str], dice: Dice) -> Paragraph:
    row = said.row(len(marks[0]), "direct", texts=_end_in_comma(said.texts))
    tag = f"{said.mention.tag(dice)} {dice.pick(CUES)}."
    return Paragraph(f"{marks[0]}{row.text}{marks[1]} {tag}", [row])


def _tag_before(said: Said, marks: tuple[str, str], dice: Dice) -> Paragraph:
    lead = f"{_large(said.mention.tag(dice))} {dice.pick(CUES)}: {marks[0]}"
    row = said.row(len(lead), "direct")
    return Paragraph(f"{lead}{row.text}{marks[1]}", [row])


def _embed(said: Said, marks: tuple[str, str], dice: Dice) -> Paragraph:
    cue = dice.pick(("spoke of", "called it", "referred to", "complained about", "had in mind"))
    lead = f"{_large(said.mention.tag(dice))} {cue} {marks[0]}"
    row = said.row(len(lead), "mixed")
    rest = dice.pick((" and left", " before the meeting", " without going further", ""))
    return Paragraph(f"{lead}{row.text}{marks[1]}{rest}.", [row])


def _split(said: Said, marks: tuple[str, str], dice: Dice) -> Paragraph:
    halves = _halve(said)
    if halves is None:
        return _tag_after(said, marks, dice)
    first, second = halves
    is_within = first.ids[-1] == second.ids[0]
    one = first.row(len(marks[0]), "direct", texts=_end_in_comma(first.texts))
    tag = f"{said.mention.tag(dice)} {dice.pick(CUES)}{',' if is_within else '.'}"
    lead = f"{marks[0]}{one.text}{marks[1]} {tag} {marks[0]}"
    other = second.row(len(lead), "direct", part_no=2)
    return Paragraph(f"{lead}{other.text}{marks[1]}", [one, other])


def _halve(said: Said) -> tuple[Said, Said] | None:
    """Two rows between sentences, or amid the only sentence at a pause."""
    if len(said.texts) > 1:
        texts, ids = said.texts, said.ids
        return (
            replace(said, texts=texts[:1], ids=ids[:1]),
            replace(said, texts=texts[1:], ids=ids[1:]),
        )
    text = said.texts[0]
    pauses = [
        found
        for found in SPLIT.finditer(text)
        if found.start() >= LEAST_HALF and len(text) - found.end() >= LEAST_HALF
    ]
    if not pauses:
        return None
    pause = pauses[0]
    wordings = (*said.wordings, "split")
    head, rest = text[: pause.start()] + ",", text[pause.end() :]
    return tuple(
        replace(said, texts=[half], is_fragment=True, wordings=wordings) for half in (head, rest)
    )  # type: ignore[return-value]
