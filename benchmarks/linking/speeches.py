"""Decides what is said at an event: speeches of sentences on one matter, parallel and routine ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.linking.dice import Dice
from benchmarks.linking.grammar import Scene, lower_first, number_text, say
from benchmarks.linking.people import Speaker
from benchmarks.linking.usual_wording import contract
from benchmarks.linking.vocabulary import read_general, read_lines

PARALLEL_SHARE, ROUTINE_SHARE, FILLER_SHARE, SHORT_SHARE = 0.3, 0.4, 0.12, 0.2
FILLERS = ("Well, ", "You know, ", "Look, ", "I mean, ", "Of course, ", "Frankly, ")
# One word or number differs between two sentences of a kind; they say different things.
FRAMES = (
    "We will {verb} {number} {noun}.",
    "Our {noun} need {number} more months to {verb} everything.",
    "They {past} {number} {noun} in {place}.",
    "In {place} we have {past} {number} {noun} since {month}.",
    "The {noun} of {place} are not for sale at {number} a piece.",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something said once; parallel ones are too alike to be cut."""

    sentence_id: str
    text: str
    is_parallel: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker said on one day, in order."""

    speaker: Speaker
    sentences: Sequence[Sentence]


def make_speeches(
    event_id: str, actors: Sequence[Speaker], scene: Scene, dice: Dice
) -> list[Speech]:
    """The speeches of an event, the most quoted first."""
    speakers = dice.sample(actors, dice.number(2, 4))
    return [
        Speech(speaker, _make_sentences(f"{event_id}-{number}", scene, dice))
        for number, speaker in enumerate(speakers)
    ]


def _make_sentences(speech_id: str, scene: Scene, dice: Dice) -> list[Sentence]:
    focused = replace(scene, focus=dice.sample(scene.words.nouns, 3))
    said = dict.fromkeys((_say(focused, dice) for _ in range(dice.number(2, 7))), False)
    if dice.chance(PARALLEL_SHARE):
        said |= dict.fromkeys(_make_pair(focused, dice), True)
    if dice.chance(ROUTINE_SHARE):
        said[dice.zipf(read_lines("routine.txt"))] = False
    return [
        Sentence(f"{speech_id}-{number}", text, is_parallel)
        for number, (text, is_parallel) in enumerate(said.items())
    ]


def _say(scene: Scene, dice: Dice) -> str:
    text = say("S", "speech", scene, dice)
    if dice.chance(FILLER_SHARE):
        text = dice.pick(FILLERS) + lower_first(text)
    return contract(text, dice) if dice.chance(SHORT_SHARE) else text


def _make_pair(scene: Scene, dice: Dice) -> list[str]:
    frame = dice.pick(FRAMES)
    verb = dice.pick(read_general().verbs)
    nouns = dice.sample(scene.words.apart, 2)
    numbers = [number_text(dice), number_text(dice)]
    places = dice.sample(scene.places, 2)
    pattern = dice.pick(((0, 1, 0), (1, 0, 0), (1, 1, 0), (0, 1, 1)))
    return [
        frame.format(
            verb=verb.base,
            past=verb.past,
            noun=nouns[pattern[0] * which][1],
            number=numbers[pattern[1] * which],
            place=places[pattern[2] * which],
            month="May",
        )
        for which in (0, 1)
    ]
