"""Decides what articles look like that a house prints again and again with other values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from benchmarks.linking.articles import Article
from benchmarks.linking.dice import Dice
from benchmarks.linking.events import DAYS, FIRST_DAY, Event
from benchmarks.linking.grammar import Scene, fill_line, pick_lines, raise_first
from benchmarks.linking.layout import Paragraph
from benchmarks.linking.places import Outlet, World
from benchmarks.linking.vocabulary import read_topics

REGULARS = ("WEATHER", "MARKET", "RESULTS")
LINES, LEAST_FIXED, ALL = 9, 4, 99


class Regulars:
    """The templates of every house, lines that come again and again, and their articles."""

    def __init__(self, world: World, dice: Dice) -> None:
        self._world = world
        self._places = {outlet.number: dice.sample(world.places, 6) for outlet in world.outlets}
        self._lines = {
            (outlet.number, topic): pick_lines(
                topic, "regular", dice.number(LEAST_FIXED, LINES), dice
            )
            for outlet in world.outlets
            for topic in REGULARS
        }

    def write(self, number: int, dice: Dice) -> tuple[Event, Article]:
        """One more article of a template, an event of its own."""
        outlet, topic = dice.zipf(self._world.outlets), dice.pick(REGULARS)
        day = FIRST_DAY + timedelta(days=dice.number(0, DAYS))
        scene = self._make_scene(outlet, dice)
        title = f"{topic.capitalize()} of {day:%A}"
        event = Event(f"r{number}", f"r{number}", topic.lower(), day, scene, (), 1)
        paragraphs = self._fill(outlet, topic, scene, dice)
        return event, Article(event.event_id, title, outlet, day, paragraphs)

    def _make_scene(self, outlet: Outlet, dice: Dice) -> Scene:
        return Scene(
            read_topics()["bank"],
            self._places[outlet.number],
            self._world.make_terms(3, dice),
            self._world.bodies[:20],
            colleagues=[dice.zipf(self._world.people).family for _ in range(4)],
        )

    def _fill(self, outlet: Outlet, topic: str, scene: Scene, dice: Dice) -> Sequence[Paragraph]:
        fixed = self._lines[outlet.number, topic]
        others = [line for line in pick_lines(topic, "regular", ALL, dice) if line not in fixed]
        lines = [*fixed, *others[: LINES - len(fixed)]]
        said = [raise_first(fill_line(line, "regular", scene, dice)) for line in lines]
        return [Paragraph(" ".join(said[place : place + 3])) for place in range(0, LINES, 3)]
