"""Decides whom a bare surname, or one with an initial, means on one page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.link.names import (
    DOUBLE_NAME,
    FAMILY_NAME,
    Likeness,
    canonical_key,
    compare_names,
    fit_bare,
)
from pipelines.link.speaker_groups import Groups
from pipelines.link.speaker_mentions import PERSON, Form, Mention, fold_stated

Place = tuple[str, str]
LooseKey = tuple[str, str, str]


@dataclass(slots=True)
class People:
    """Full-named persons by name key and by where they speak, whom they speak for, as what."""

    said: dict[Place, set[Form]] = field(default_factory=dict)
    told: dict[Place, set[Form]] = field(default_factory=dict)
    affiliated: dict[Place, set[Form]] = field(default_factory=dict)
    acting: dict[Place, set[Form]] = field(default_factory=dict)
    known: dict[str, set[Form]] = field(default_factory=dict)


def resolve_mentions(forms: list[Form], groups: Groups) -> dict[Mention, tuple[Form, str]]:
    """The full-named person and the kind of link for each loose or short mention that has one.

    A short name whose every resolved mention is one person, and which fits nobody else, is that
    person everywhere.
    """
    unsettled = [form for form in forms if form.is_loose or form.is_short]
    people = _index_people(forms, groups, _wanted(unsettled))
    resolved: dict[Mention, tuple[Form, str]] = {}
    for form in unsettled:
        stated: dict[tuple[tuple[str, ...], ...], Form | None] = {}
        for mention in form.mentions:
            found = _resolve_here(mention, people, groups)
            if found is None:
                told = mention.affiliations, mention.roles
                if told not in stated:
                    stated[told] = _resolve_stated(mention, people, groups)
                person = stated[told]
                found = (person, "role") if person is not None else None
            if found is not None:
                resolved[mention] = found
        if form.is_short:
            heads = {resolved[one][0] for one in form.mentions if one in resolved}
            if len(heads) == 1 and len(_fitting(form, _all_known(form, people), groups)) == 1:
                rest = (one for one in form.mentions if one not in resolved)
                resolved |= dict.fromkeys(rest, (heads.pop(), "name"))
    return resolved


def _all_known(form: Form, people: People) -> set[Form]:
    return {head for key in form.keys for head in people.known.get(key, ())}


@dataclass(slots=True)
class _Wanted:
    """The name keys, and what else, of the mentions to resolve."""

    keys: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)


def _wanted(unsettled: list[Form]) -> _Wanted:
    wanted = _Wanted()
    for form in unsettled:
        wanted.keys.update(form.keys)
        for mention in form.mentions:
            wanted.said.update(mention.utterances)
            wanted.told.add(mention.scope)
    return wanted


def _index_people(forms: list[Form], groups: Groups, wanted: _Wanted) -> People:
    people = People()
    for form in forms:
        keys = wanted.keys.intersection(form.keys)
        if not keys or form.group not in (PERSON, "") or form.is_loose or form.is_short:
            continue
        head = groups.head(form)
        mentions = form.mentions
        said = {one for mention in mentions for one in mention.utterances} & wanted.said
        told = {mention.scope for mention in mentions} & wanted.told
        affiliations = {text for mention in mentions for text in mention.affiliations}
        roles = {text for mention in mentions for text in mention.roles}
        for key in keys:
            people.known.setdefault(key, set()).add(head)
        _add(people.said, said, keys, head)
        _add(people.told, told, keys, head)
        _add(people.affiliated, map(fold_stated, affiliations), keys, head)
        _add(people.acting, map(fold_stated, roles), keys, head)
    return people


def _add(
    index: dict[Place, set[Form]], values: Iterable[str], keys: Iterable[str], head: Form
) -> None:
    for value in values:
        for key in keys:
            index.setdefault((value, key), set()).add(head)


def _resolve_here(mention: Mention, people: People, groups: Groups) -> tuple[Form, str] | None:
    """By the same words, else by the story; a tie tells nobody."""
    for link, index, values in (
        ("utterance", people.said, mention.utterances),
        ("story", people.told, (mention.scope,)),
    ):
        fitting = _fitting(mention.form, _find(index, values, mention.form), groups)
        if len(fitting) == 1:
            return fitting.pop(), link
    return None


def _resolve_stated(mention: Mention, people: People, groups: Groups) -> Form | None:
    """By affiliation and role, else by the affiliation, or by the role where it has none."""
    form = mention.form
    affiliated = _find(people.affiliated, map(fold_stated, mention.affiliations), form)
    acting = _find(people.acting, map(fold_stated, mention.roles), form)
    choices = [affiliated & acting, affiliated] if mention.affiliations else [acting]
    for heads in choices:
        fitting = _fitting(form, heads, groups, least=DOUBLE_NAME)
        if len(fitting) == 1:
            return fitting.pop()
    return None


def _find(index: dict[Place, set[Form]], values: Iterable[str], form: Form) -> set[Form]:
    """The persons who share a value and a name key with the form."""
    keys = form.keys
    return {head for value in values for key in keys for head in index.get((value, key), ())}


def _fitting(form: Form, heads: set[Form], groups: Groups, least: int = 1) -> set[Form]:
    """The persons whose names the form fits best."""
    if not heads:
        return heads
    ranked = {
        head: rank
        for head in heads
        if (rank := _rank(form, head, groups)) >= least and not groups.are_apart(form, head)
    }
    best = max(ranked.values(), default=0)
    return {head for head, rank in ranked.items() if rank == best}


def _rank(form: Form, head: Form, groups: Groups) -> int:
    if form.is_short:
        likenesses = [compare_names(form.name, name) for name in groups.names(head)]
        return 0 if Likeness.OTHER in likenesses else FAMILY_NAME
    return max(fit_bare(form.name, name) for name in groups.names(head))


def place_loose(mentions: Iterable[Mention]) -> dict[Mention, LooseKey]:
    """The identity of persons of whom only a single word of the name is known anywhere.

    It is the word with the affiliation, else the role, else the story or document. What tells
    neither affiliation nor role is the only one of that word in its story, if there is one.
    """
    keys = {mention: _loose_key(mention) for mention in sorted(mentions, key=_order)}
    by_role: dict[LooseKey, set[LooseKey]] = {}
    for mention, key in keys.items():
        if key[1] == "affiliation":
            for role in map(fold_stated, mention.roles):
                by_role.setdefault((key[0], "role", role), set()).add(key)
    for mention, key in keys.items():
        same = by_role.get(key, ())
        keys[mention] = next(iter(same)) if len(same) == 1 else key
    in_scope: dict[Place, set[LooseKey]] = {}
    for mention, key in keys.items():
        if key[1] != "scope":
            in_scope.setdefault((key[0], mention.scope), set()).add(key)
    for mention, key in keys.items():
        same = in_scope.get((key[0], mention.scope), ())
        if key[1] == "scope" and len(same) == 1:
            keys[mention] = next(iter(same))
    return keys


def _order(mention: Mention) -> tuple[str, str, str]:
    return mention.doc_id, mention.form.name, mention.form.group


def _loose_key(mention: Mention) -> LooseKey:
    word = canonical_key(mention.form.name)
    for kind, stated in (("affiliation", mention.affiliations), ("role", mention.roles)):
        if stated:
            return word, kind, min(map(fold_stated, stated))
    return word, "scope", mention.scope
