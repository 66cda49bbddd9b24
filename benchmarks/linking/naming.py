"""Decides how an article names a speaker: registry of the forms that outlets give a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from benchmarks.linking.cultures import Culture
from benchmarks.linking.dice import Dice
from benchmarks.linking.people import Speaker, join_name

Form = Callable[[Speaker, Culture, Dice], str | None]
FULL_SHARE, TOLD_ROLE_SHARE, LEAST_INITIALS = 0.58, 0.65, 3
VAGUE = ("spokesman", "spokeswoman", "official", "source", "spokesperson", "aide")


def spell_otherwise(speaker: Speaker, culture: Culture, dice: Dice) -> str:
    """The name by another way of writing it in Latin letters."""
    name = speaker.name
    fitting = [pair for pair in culture.spellings if pair[0] in name]
    for one, other in dice.sample(fitting, dice.number(1, 3)):
        name = name.replace(one, other)
    return name


def change_hyphens(speaker: Speaker, culture: Culture, dice: Dice) -> str:
    """Hyphens as blanks or closed up, or the name in capitals."""
    if "-" not in speaker.name:
        family = speaker.family.upper()
        return join_name(speaker.given, family, culture)
    head, _, tail = speaker.given.partition("-")
    given = speaker.given
    if tail:
        given = dice.pick((f"{head} {tail.capitalize()}", head + tail, f"{head}-{tail.upper()}"))
    return join_name(given, speaker.family.replace("-", " "), culture)


def add_middle(speaker: Speaker, culture: Culture, dice: Dice) -> str:
    """The name with a middle initial."""
    return join_name(f"{speaker.given} {speaker.middle}.", speaker.family, culture)


def use_nickname(speaker: Speaker, culture: Culture, dice: Dice) -> str:
    """The name with the short form of the given name."""
    return join_name(culture.nicknames.get(speaker.given, speaker.given), speaker.family, culture)


def use_initial(speaker: Speaker, culture: Culture, dice: Dice) -> str:
    """The name with the first letter of the given name."""
    return join_name(f"{speaker.given[0]}.", speaker.family, culture)


def use_surname(speaker: Speaker, culture: Culture, dice: Dice) -> str:
    """The surname alone."""
    return speaker.family


def mistype_name(speaker: Speaker, culture: Culture, dice: Dice) -> str:
    """The name with two letters swapped, one doubled or one left out."""
    name = speaker.name
    place = dice.number(1, max(1, len(name) - 3))
    pair = name[place : place + 2]
    if not pair.isalpha():
        return name
    changed = dice.pick((pair[::-1], pair[0] * 2 + pair[1], pair[0]))
    return name[:place] + changed + name[place + 2 :]


def leave_unnamed(speaker: Speaker, culture: Culture, dice: Dice) -> None:
    """No name: the speaker is told by a role."""


NAME_FORMS: Mapping[str, Form] = {
    "spelling": spell_otherwise,
    "hyphen": change_hyphens,
    "middle": add_middle,
    "nickname": use_nickname,
    "initial": use_initial,
    "surname": use_surname,
    "name_typo": mistype_name,
    "unnamed": leave_unnamed,
}


class Mention:
    """How one article names one speaker: the form, the name, the role and the affiliation."""

    def __init__(self, speaker: Speaker, dice: Dice) -> None:
        self.speaker = speaker
        self.form, self.name = _name(speaker, dice)
        self.kind = "organisation" if speaker.culture is None else "person"
        self.role: str | None = None
        self.affiliation: str | None = None
        if self.name is None:
            self.role, self.affiliation = dice.pick(VAGUE), speaker.body
        elif speaker.culture is not None and dice.chance(TOLD_ROLE_SHARE):
            self.role, self.affiliation = _vary_role(speaker, dice)
        self.uses = 0

    def tag(self, dice: Dice) -> str:
        """The words that name the speaker in a tag: in full once, later shorter."""
        self.uses += 1
        if self.name is None:
            return f"a {self.affiliation} {self.role}"
        if self.kind == "organisation":
            return f"the {self.name}"
        if self.uses > 1:
            return dice.pick((self.speaker.family, "he", "she"))
        if self.role and self.affiliation and self.affiliation not in self.role:
            return f"{self.name}, {self.role} of the {self.affiliation},"
        return f"{self.name}, {self.role}," if self.role else self.name


def _name(speaker: Speaker, dice: Dice) -> tuple[str, str | None]:
    if speaker.culture is None:
        return _name_body(speaker.family, dice)
    if dice.chance(FULL_SHARE):
        return "full", speaker.name
    form = dice.pick(tuple(NAME_FORMS))
    name = NAME_FORMS[form](speaker, speaker.culture, dice)
    return ("full" if name == speaker.name else form), name


def _name_body(name: str, dice: Dice) -> tuple[str, str]:
    if dice.chance(0.75):
        return "full", name
    letters = "".join(word[0] for word in name.split())
    forms = (f"{name} ({letters})", f"The {name}", letters)
    return "body", dice.pick(forms if len(letters) >= LEAST_INITIALS else forms[:2])


def _vary_role(speaker: Speaker, dice: Dice) -> tuple[str, str | None]:
    role, body = speaker.role, speaker.body
    return dice.pick(
        (
            (role, body),
            (role, None),
            (f"{body} {role}", body),
            (role.title(), body),
            (f"the {role}", None),
        )
    )
