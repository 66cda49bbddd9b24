"""Decides which places, terms, bodies and outlets the invented world has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.linking.dice import Dice
from benchmarks.linking.people import Speaker, make_bodies, make_body_speakers, make_people
from benchmarks.linking.vocabulary import read_table

PLACES, OUTLETS, UNKNOWN_OUTLET_SHARE = 1500, 90, 0.1
MARKS = (("“", "”"), ("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’"))


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes, with the quotation marks of the house."""

    number: int
    outlet_id: str | None
    name: str
    marks: tuple[str, str]

    @property
    def host(self) -> str:
        """The outlet's part of an address."""
        return self.name.lower().replace(" ", "-") + ".example"


class World:
    """All that events choose from."""

    def __init__(self, documents: int, dice: Dice) -> None:
        self.places = _compose("place", PLACES, dice)
        self.bodies = make_bodies(documents, self.places, dice)
        self.people = make_people(documents, self.bodies, dice)
        self.body_speakers = make_body_speakers(self.bodies)
        self.namesakes: dict[str, list[Speaker]] = defaultdict(list)
        for person in self.people:
            self.namesakes[person.family].append(person)
        self.outlets = _make_outlets(self.places, dice)

    def make_terms(self, count: int, dice: Dice) -> list[str]:
        """Rare names: of ships, firms and projects."""
        return [_make_term(self.places, dice) for _ in range(count)]


def _make_term(places: Sequence[str], dice: Dice) -> str:
    table = read_table("bodies.txt")
    kind = dice.pick(("ship", "firm", "project"))
    if kind == "firm":
        parts = (dice.pick(table[f"firm_{part}"]) for part in ("heads", "middles", "tails"))
        return "".join(parts) + dice.pick(("", " works", " plant", " Group"))
    name = f"{dice.pick(table[kind + '_heads'])} {dice.pick(table[kind + '_tails'])}"
    return f"{dice.pick(places)} {name}" if dice.chance(0.5) else name


def _compose(kind: str, count: int, dice: Dice) -> list[str]:
    table = read_table("bodies.txt")
    names: dict[str, None] = {}
    while len(names) < count:
        middle = dice.pick(table[f"{kind}_middles"]) if dice.chance(0.6) else ""
        names[dice.pick(table[f"{kind}_heads"]) + middle + dice.pick(table[f"{kind}_tails"])] = None
    return list(names)


def _make_outlets(places: Sequence[str], dice: Dice) -> list[Outlet]:
    table = read_table("bodies.txt")
    names: dict[str, None] = {}
    while len(names) < OUTLETS:
        head = dice.pick(places) if dice.chance(0.6) else dice.pick(table["outlet_heads"])
        names[f"{head} {dice.pick(table['outlet_tails'])}"] = None
    return [
        Outlet(
            number,
            None if dice.chance(UNKNOWN_OUTLET_SHARE) else name.lower().replace(" ", "_"),
            name,
            dice.pick(MARKS),
        )
        for number, name in enumerate(names)
    ]
