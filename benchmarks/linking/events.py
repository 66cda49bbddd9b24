"""Decides what happens in the invented world: events of sagas, and the speeches held at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.linking.dice import Dice
from benchmarks.linking.grammar import Scene
from benchmarks.linking.people import Speaker
from benchmarks.linking.places import World
from benchmarks.linking.speeches import Speech, make_speeches
from benchmarks.linking.vocabulary import read_topics

FIRST_DAY, DAYS = date(2022, 1, 1), 700
GAPS = (7, 7, 7, 30, 14, 2)
SAME_SURNAME_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, what was said there, and how many articles there are on it."""

    event_id: str
    saga_id: str
    topic: str
    day: date
    scene: Scene
    speeches: Sequence[Speech]
    size: int


def make_events(world: World, dice: Dice) -> Iterator[Event]:
    """Events without end; those of a saga follow each other and share actors, topic and terms."""
    sagas = events = 0
    while True:
        topic = dice.pick(tuple(read_topics()))
        actors = _choose_actors(world, dice)
        shared = _make_scene(world, topic, actors, dice)
        day = FIRST_DAY + timedelta(days=dice.number(0, DAYS))
        for _ in range(dice.number(1, 4)):
            scene = _renew_scene(shared, world, topic, dice)
            speeches = make_speeches(f"e{events}", actors, scene, dice)
            ids = f"e{events}", f"g{sagas}"
            yield Event(*ids, topic, day, scene, speeches, _draw_size(dice))
            events += 1
            day += timedelta(days=dice.pick(GAPS))
        sagas += 1


def _draw_size(dice: Dice) -> int:
    """Articles on an event: a few on most, more than a hundred on the largest."""
    return int(3 / (dice.unit() + 0.005) ** 0.75)


def _choose_actors(world: World, dice: Dice) -> list[Speaker]:
    actors = {one.speaker_id: one for one in (dice.zipf(world.people) for _ in range(4))}
    first = next(iter(actors.values()))
    if dice.chance(SAME_SURNAME_SHARE):
        namesake = dice.pick(world.namesakes[first.family])
        actors[namesake.speaker_id] = namesake
    body = dice.zipf(world.body_speakers)
    return [*actors.values(), body]


def _make_scene(world: World, topic: str, actors: Sequence[Speaker], dice: Dice) -> Scene:
    return Scene(
        read_topics()[topic],
        dice.sample(world.places, 2),
        world.make_terms(2, dice),
        [actors[-1].body, actors[0].body],
        colleagues=[one.family for one in actors[:-1]],
    )


def _renew_scene(shared: Scene, world: World, topic: str, dice: Dice) -> Scene:
    """The scene of one event: a place, a term and figures of its own beside the shared ones."""
    words = read_topics()[topic]
    return Scene(
        words,
        [dice.pick(world.places), *shared.places],
        [*world.make_terms(1, dice), *shared.terms],
        shared.bodies,
        [f"{dice.number(3, 900)} {dice.pick(words.nouns)[1]}" for _ in range(4)],
        colleagues=shared.colleagues,
    )
