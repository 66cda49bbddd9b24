"""Decides whom a bare surname, or one with an initial, means on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from pipelines.link.blocks import Flags, Numbers
from pipelines.link.name_kin import has_initial_of
from pipelines.link.names import (
    DOUBLE_NAME,
    FAMILY_NAME,
    Likeness,
    canonical_key,
    compare_names,
    fit_bare,
)
from pipelines.link.speaker_forms import PERSON, Form
from pipelines.link.speaker_groups import Groups
from pipelines.link.speaker_mentions import Spoken, tell_forms
from pipelines.link.told import Told, distinct_pairs, spread

LooseKey = tuple[str, str, str]
Person = tuple[Form, str]
NOBODY = frozenset[Form]()


class Mention(NamedTuple):
    """A mention by its number, with what its page tells, all in numbers."""

    number: int
    form: Form
    scope: int
    said: tuple[int, ...]
    affiliations: tuple[int, ...]
    roles: tuple[int, ...]


@dataclass(slots=True)
class Index:
    """Persons by a number that is told of them and by name key.

    `runs` has of `value * keys + key` which run in `numbers`, those of persons, is of the two.
    """

    keys: int
    runs: dict[int, int]
    bounds: list[int]
    numbers: list[int]
    forms: list[Form]
    found: dict[int, frozenset[Form]] = field(default_factory=dict)

    def find(self, value: int, key: int) -> frozenset[Form]:
        """The persons who have both."""
        place = value * self.keys + key
        if place not in self.runs:
            return NOBODY
        if place not in self.found:
            run = self.runs[place]
            numbers = self.numbers[self.bounds[run] : self.bounds[run + 1]]
            self.found[place] = frozenset(self.forms[number] for number in numbers)
        return self.found[place]


@dataclass(slots=True)
class People:
    """Full-named persons by name key and by where they speak, whom they speak for, as what."""

    groups: Groups
    keys: list[tuple[int, ...]]
    said: Index
    told: Index
    affiliated: Index
    acting: Index
    known: Index
    fitting: dict[tuple[Form, frozenset[Form], int], Form | None] = field(default_factory=dict)


def read_unsettled(spoken: Spoken) -> dict[Form, list[Mention]]:
    """The mentions of loose and short forms, the earliest first."""
    is_unsettled = np.array([form.is_loose or form.is_short for form in spoken.forms], np.bool_)
    numbers = np.flatnonzero(is_unsettled[spoken.form])
    columns = [
        _lists(told, numbers)
        for told in (spoken.utterances, spoken.folded_affiliations, spoken.folded_roles)
    ]
    rows = zip(
        numbers.tolist(),
        spoken.form[numbers].tolist(),
        spoken.scopes.values[numbers].tolist(),
        *columns,
        strict=True,
    )
    found: dict[Form, list[Mention]] = {}
    for number, form_no, scope, *stated in rows:
        form = spoken.forms[form_no]
        found.setdefault(form, []).append(Mention(number, form, scope, *stated))
    return found


def _lists(told: Told, items: Numbers) -> Iterator[tuple[int, ...]]:
    """What is told of each of these items."""
    starts = np.searchsorted(told.items, items)
    ends = np.searchsorted(told.items, items + 1)
    values = told.values.tolist()
    return (tuple(values[a:b]) for a, b in zip(starts.tolist(), ends.tolist(), strict=True))


def resolve_mentions(
    spoken: Spoken, keys: Told, groups: Groups, unsettled: dict[Form, list[Mention]]
) -> dict[int, Person]:
    """The full-named person and the kind of link for each loose or short mention that has one.

    A short name whose every resolved mention is one person, and which fits nobody else, is that
    person everywhere.
    """
    people = _index_people(spoken, keys, groups, unsettled)
    resolved: dict[int, Person] = {}
    for form, mentions in unsettled.items():
        for mention in mentions:
            found = _resolve_here(mention, people) or _resolve_stated(mention, people)
            if found is not None:
                resolved[mention.number] = found
        if form.is_short:
            heads = {resolved[one.number][0] for one in mentions if one.number in resolved}
            if len(heads) == 1 and _fit_one(form, _find(people, people.known, (0,), form), people):
                rest = (one.number for one in mentions if one.number not in resolved)
                resolved |= dict.fromkeys(rest, (heads.pop(), "name"))
    return resolved


def _index_people(
    spoken: Spoken, keys: Told, groups: Groups, unsettled: dict[Form, list[Mention]]
) -> People:
    """What is known of full-named persons who share a name key with an unsettled form."""
    forms = spoken.forms
    is_asked = np.zeros(len(forms), np.bool_)
    is_asked[[form.number for form in unsettled]] = True
    is_key = np.zeros(len(keys.texts), np.bool_)
    is_key[keys.values[is_asked[keys.items]]] = True
    is_person = np.array([form.group in (PERSON, "") for form in forms], np.bool_)
    some = (is_person & ~is_asked)[keys.items] & is_key[keys.values]
    wanted = Told(keys.items[some], keys.values[some], keys.texts)
    heads = groups.heads()
    starts, ends = keys.by_item(len(forms))
    values = keys.values.tolist()
    name_keys = [tuple(values[a:b]) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    told = (
        _asked(spoken, spoken.utterances, is_asked),
        _asked(spoken, spoken.scopes, is_asked),
        tell_forms(spoken, spoken.folded_affiliations),
        tell_forms(spoken, spoken.folded_roles),
        Told(np.arange(len(forms)), np.zeros(len(forms), np.int64), keys.texts),
    )
    said, scopes, affiliated, acting, known = (_index(one, wanted, forms, heads) for one in told)
    return People(groups, name_keys, said, scopes, affiliated, acting, known)


def _asked(spoken: Spoken, told: Told, is_asked: Flags) -> Told:
    """What is told of forms, of those texts alone that are told of one that is asked for."""
    is_wanted = np.zeros(len(told.texts), np.bool_)
    is_wanted[told.values[is_asked[spoken.form[told.items]]]] = True
    some = is_wanted[told.values]
    return tell_forms(spoken, Told(told.items[some], told.values[some], told.texts))


def _index(told: Told, keys: Told, forms: list[Form], heads: Numbers) -> Index:
    """The groups of forms by what is told of them and by name key."""
    starts, ends = keys.by_item(len(forms))
    places, owners = spread(starts[told.items], ends[told.items])
    count = np.int64(len(keys.texts) or 1)
    met = told.values[owners] * count + keys.values[places]
    met, numbers = distinct_pairs(met, heads[told.items[owners]])
    firsts = np.flatnonzero(np.r_[True, met[1:] != met[:-1]][: len(met)])
    runs = {place: run for run, place in enumerate(met[firsts].tolist())}
    return Index(int(count), runs, [*firsts.tolist(), len(met)], numbers.tolist(), forms)


def _resolve_here(mention: Mention, people: People) -> Person | None:
    """By the same words, else by the story; a tie tells nobody."""
    for link, index, values in (
        ("utterance", people.said, mention.said),
        ("story", people.told, (mention.scope,)),
    ):
        person = _fit_one(mention.form, _find(people, index, values, mention.form), people)
        if person is not None:
            return person, link
    return None


def _resolve_stated(mention: Mention, people: People) -> Person | None:
    """By affiliation and role, else by the affiliation, or by the role where it has none."""
    form = mention.form
    affiliated = _find(people, people.affiliated, mention.affiliations, form)
    acting = _find(people, people.acting, mention.roles, form)
    choices = [affiliated & acting, affiliated] if mention.affiliations else [acting]
    for heads in choices:
        person = _fit_one(form, heads, people, least=DOUBLE_NAME)
        if person is not None:
            return person, "role"
    return None


def _find(people: People, index: Index, values: Iterable[int], form: Form) -> frozenset[Form]:
    """The persons who share a value and a name key with the form."""
    keys = people.keys[form.number]
    found = [some for value in values for key in keys if (some := index.find(value, key))]
    return found[0] if len(found) == 1 else NOBODY.union(*found)


def _fit_one(form: Form, heads: frozenset[Form], people: People, least: int = 1) -> Form | None:
    """The only person of these whose names the form fits best."""
    if not heads:
        return None
    asked = form, heads, least
    if asked not in people.fitting:
        people.fitting[asked] = _choose(form, heads, people.groups, least)
    return people.fitting[asked]


def _choose(form: Form, heads: Iterable[Form], groups: Groups, least: int) -> Form | None:
    ranked = {
        head: rank
        for head in heads
        if (rank := _rank(form, head, groups)) >= least and not groups.are_apart(form, head)
    }
    best = max(ranked.values(), default=0)
    fitting = [head for head, rank in ranked.items() if rank == best]
    return fitting[0] if len(fitting) == 1 else None


def _rank(form: Form, head: Form, groups: Groups) -> int:
    if form.is_short:
        names = [name for name in groups.names(head) if has_initial_of(form.name, name)]
        fits = [compare_names(form.name, name) is not Likeness.OTHER for name in names]
        return FAMILY_NAME if fits and all(fits) else 0
    return max(fit_bare(form.name, name) for name in groups.names(head))


def place_loose(spoken: Spoken, mentions: Sequence[Mention]) -> dict[int, LooseKey]:
    """The identity of persons of whom only a single word of the name is known anywhere.

    It is the word with the affiliation, else the role, else the story or document. What tells
    neither affiliation nor role is the only one of that word in its story, if there is one.
    """
    roles = spoken.folded_roles.texts
    keys = [_loose_key(mention, spoken) for mention in mentions]
    by_role: dict[LooseKey, set[LooseKey]] = {}
    for mention, key in zip(mentions, keys, strict=True):
        if key[1] == "affiliation":
            for role in mention.roles:
                by_role.setdefault((key[0], "role", roles[role].as_py()), set()).add(key)
    keys = [next(iter(same)) if len(same := by_role.get(key, ())) == 1 else key for key in keys]
    in_scope: dict[tuple[str, int], set[LooseKey]] = {}
    for mention, key in zip(mentions, keys, strict=True):
        if key[1] != "scope":
            in_scope.setdefault((key[0], mention.scope), set()).add(key)
    placed = {}
    for mention, key in zip(mentions, keys, strict=True):
        same = in_scope.get((key[0], mention.scope), ())
        is_only = key[1] == "scope" and len(same) == 1
        placed[mention.number] = next(iter(same)) if is_only else key
    return placed


def _loose_key(mention: Mention, spoken: Spoken) -> LooseKey:
    word = canonical_key(mention.form.name)
    for kind, told, stated in (
        ("affiliation", spoken.folded_affiliations, mention.affiliations),
        ("role", spoken.folded_roles, mention.roles),
    ):
        if stated:
            return word, kind, told.texts[min(stated)].as_py()
    return word, "scope", spoken.scopes.texts[mention.scope].as_py()
