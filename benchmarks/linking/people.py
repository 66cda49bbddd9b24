"""Decides who can speak: people who share surnames, and bodies that speak for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.linking.cultures import Culture, read_cultures
from benchmarks.linking.dice import Dice
from benchmarks.linking.vocabulary import read_table

LEAST_PEOPLE, DOCUMENTS_A_PERSON, LEAST_BODIES = 3000, 50, 240
DRAWS, HOMONYM_SHARE = 60, 0.01
MIDDLES = "ABCDEFGHJKLMNPRSTVW"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks; a body has its name in `family` and no culture."""

    speaker_id: str
    family: str
    role: str
    body: str
    given: str = ""
    middle: str = ""
    culture: Culture | None = None

    @property
    def name(self) -> str:
        """The name in full, in the order of the culture."""
        if self.culture is None:
            return self.family
        return join_name(self.given, self.family, self.culture)


def join_name(given: str, family: str, culture: Culture) -> str:
    """A name in the order of its culture."""
    return f"{family} {given}" if culture.is_family_first else f"{given} {family}"


def make_bodies(documents: int, places: Sequence[str], dice: Dice) -> list[str]:
    """Names of bodies, one in two with its place."""
    table = read_table("bodies.txt")
    names: dict[str, None] = {}
    for _ in range(LEAST_BODIES + documents // 100):
        name = f"{dice.pick(table['body_heads'])} {dice.zipf(table['body_tails'])}"
        names[f"{dice.pick(places)} {name}" if dice.chance(0.5) else name] = None
    return list(names)


def make_people(documents: int, bodies: Sequence[str], dice: Dice) -> list[Speaker]:
    """Some thousand people; the first are those whom the news asks most."""
    roles = [role.replace("-", " ") for role in read_table("bodies.txt")["person_roles"]]
    cultures = list(read_cultures().values())
    people: list[Speaker] = []
    taken: set[str] = set()
    for number in range(LEAST_PEOPLE + documents // DOCUMENTS_A_PERSON):
        given, family, culture = _draw_name(cultures, taken, dice)
        told = (family, dice.pick(roles), dice.zipf(bodies), given, dice.pick(MIDDLES), culture)
        people.append(Speaker(f"p{number}", *told))
        taken.add(people[-1].name)
    return people


def _draw_name(
    cultures: Sequence[Culture], taken: set[str], dice: Dice
) -> tuple[str, str, Culture]:
    """Given and family name, often a common one, seldom both those of somebody else."""
    for _ in range(DRAWS):
        culture = dice.pick(cultures)
        families = culture.families
        family = dice.zipf(families) if dice.chance(0.7) else dice.pick(families)
        given = dice.pick(culture.given)
        is_free = join_name(given, family, culture) not in taken
        if is_free or dice.chance(HOMONYM_SHARE):
            break
    return given, family, culture


def make_body_speakers(bodies: Sequence[str]) -> list[Speaker]:
    """The bodies as speakers of their own."""
    return [Speaker(f"b{number}", name, "", name) for number, name in enumerate(bodies)]
