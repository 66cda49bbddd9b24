"""Decides which forms of names are one speaker: same names, and like ones where pages agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import numpy as np

from pipelines.errors import ReferenceFault
from pipelines.link.blocks import Numbers
from pipelines.link.corrections import Corrections
from pipelines.link.names import (
    Likeness,
    are_acronym_and_name,
    canonical_key,
    compare_names,
    has_slip,
    is_near,
    sameness_keys,
)
from pipelines.link.speaker_blocks import Blocks, block_names, block_told
from pipelines.link.speaker_forms import BODY, PERSON, Form, fold_body
from pipelines.link.speaker_mentions import Spoken
from pipelines.link.told import Told

# Of more names under one key all pairs are no longer compared.
MOST_NAMES = 48
# A name that a story or an affiliation tells to be a misspelt one stands on so many times fewer
# pages; one that nothing but the letters tells, on far fewer.
FEWER, FAR_FEWER = 3, 10


class Groups:
    """Forms in groups that grow together (union-find); a group's names never contradict."""

    def __init__(self, forms: Iterable[Form], corrections: Corrections) -> None:
        """Start with every form alone."""
        self._apart = corrections.apart
        self._tagged = {name for pair in corrections.apart for name in pair}
        self._parents: dict[Form, Form] = {}
        self._classes: dict[Form, set[str]] = {}
        self._names: dict[Form, dict[str, str]] = {}
        self._tags: dict[Form, set[str]] = {}
        self._pages: dict[Form, int] = {}
        self._sizes: dict[Form, int] = {}
        for form in forms:
            self._parents[form] = form
            self._classes[form] = {form.group} - {""}
            self._names[form] = {canonical_key(form.name): form.name}
            self._tags[form] = {form.folded} & self._tagged
            self._pages[form] = form.pages
            self._sizes[form] = 1

    def head(self, form: Form) -> Form:
        """The form that stands for the group."""
        while (parent := self._parents[form]) is not form:
            self._parents[form] = self._parents[parent]
            form = parent
        return form

    def heads(self) -> Numbers:
        """The number of the form that stands for the group of each form."""
        return np.array([self.head(form).number for form in self._parents], np.int64)

    def state(self, form: Form) -> tuple[int, int]:
        """The group of a form as it stands now: another one once it has grown."""
        head = self.head(form)
        return head.number, self._sizes[head]

    def names(self, form: Form) -> Iterable[str]:
        """The names of the group, one for each spelling key."""
        return self._names[self.head(form)].values()

    def join(self, one: Form, other: Form, *, is_sure: bool = False) -> bool:
        """Make two groups one unless kinds, corrections or (if not sure) names forbid it."""
        first, second = self.head(one), self.head(other)
        if first is second:
            return True
        if not is_sure and not self._may_join(first, second):
            return False
        self._parents[second] = first
        self._classes[first] |= self._classes.pop(second)
        self._names[first] |= self._names.pop(second)
        self._tags[first] |= self._tags.pop(second)
        self._pages[first] += self._pages.pop(second)
        self._sizes[first] += self._sizes.pop(second)
        return True

    def are_apart(self, one: Form, other: Form) -> bool:
        """Whether a correction keeps names of the two apart."""
        mine = self._tags[self.head(one)]
        theirs = self._tags[self.head(other)]
        return any((min(a, b), max(a, b)) in self._apart for a in mine for b in theirs)

    def contradictions(self) -> list[tuple[str, str]]:
        """Pairs to be kept apart that corrections have made one."""
        groups = {id(tags): tags for tags in self._tags.values()}.values()
        return sorted(pair for pair in self._apart if any(set(pair) <= tags for tags in groups))

    def _may_join(self, first: Form, second: Form) -> bool:
        if len(self._classes[first] | self._classes[second]) > 1 or self.are_apart(first, second):
            return False
        pairs = ((a, b) for a in self.names(first) for b in self.names(second))
        if BODY in self._classes[first] | self._classes[second]:
            return all(_are_one_body(a, b) for a, b in pairs)
        return all(compare_names(a, b) is not Likeness.OTHER for a, b in pairs)

    def add_slip(self, form: Form, slip: Form) -> bool:
        """Put the group of a misspelt name into another; its spelling then counts no more."""
        first, second = self.head(form), self.head(slip)
        if len(self._classes[first] | self._classes[second]) > 1 or self.are_apart(first, second):
            return False
        self._names[second] = {}
        return self.join(first, second, is_sure=True)

    def pages(self, form: Form) -> int:
        """How many pages name the group."""
        return self._pages[self.head(form)]


def group_forms(spoken: Spoken, keys: Told, corrections: Corrections) -> Groups:
    """Join the forms that are one speaker; loose and short ones only with their like."""
    groups = Groups(spoken.forms, corrections)
    _merge_corrected(groups, spoken.forms, corrections)
    settled = [form for form in spoken.forms if not form.is_loose]
    _join_bodies(groups, [form for form in settled if form.group not in (PERSON, "")])
    _join_bodies(groups, [form for form in settled if form.level < 2])
    people = [form for form in settled if form.group in (PERSON, "") and form.level > 1]
    _join_same(groups, people)
    full = [form.number for form in settled if not form.is_short]
    _join_alike(groups, spoken, keys, np.array(full, np.int64))
    return groups


def _merge_corrected(groups: Groups, forms: list[Form], corrections: Corrections) -> None:
    named: dict[str, Form] = {}
    for form in forms:
        if form.is_corrected:
            groups.join(named.setdefault(form.folded, form), form, is_sure=True)
    for one, other in corrections.merged:
        if one in named and other in named:
            groups.join(named[one], named[other], is_sure=True)
    for one, other in groups.contradictions():
        raise ReferenceFault(
            f"schemas/reference/corrections.csv: {one!r} and {other!r} are kept apart, but other "
            "rows merge them: remove one of the rows"
        )


def _join_bodies(groups: Groups, forms: list[Form]) -> None:
    """Join organisations, groups and documents, and names of one word, by the folded name."""
    named: dict[tuple[str, str], Form] = {}
    for form in forms:
        groups.join(named.setdefault((form.group, fold_body(form.name)), form), form)


def _join_same(groups: Groups, people: list[Form]) -> None:
    """Join full names that surely are one.

    Where names of a given and a family name contradict one another, as by their middle initials,
    those without any are left for other evidence.
    """
    firsts: dict[str, Form] = {}
    for form in people:
        groups.join(firsts.setdefault(canonical_key(form.name), form), form)
    blocks: dict[str, list[Form]] = {}
    for form in firsts.values():
        for shared in sameness_keys(form.name):
            blocks.setdefault(shared, []).append(form)
    for block in blocks.values():
        if not 1 < len(block) <= MOST_NAMES:
            continue
        pairs = [(a, b, compare_names(a.name, b.name)) for a, b in combinations(block, 2)]
        contradicted = {
            form
            for one, other, likeness in pairs
            if likeness is Likeness.OTHER
            for form in (one, other)
        }
        for one, other, likeness in pairs:
            is_clear = not contradicted or ((one in contradicted) and (other in contradicted))
            if likeness is Likeness.SAME and is_clear:
                groups.join(one, other)


def _join_alike(groups: Groups, spoken: Spoken, keys: Told, full: Numbers) -> None:
    """Join like names that share words said once, a story, an affiliation or a role."""
    said, told, affiliated, acting = (
        block_told(spoken, keys, shared, full)
        for shared in (
            spoken.utterances,
            spoken.scopes,
            spoken.folded_affiliations,
            spoken.folded_roles,
        )
    )
    for blocks in (said, told, affiliated, acting):
        _join_blocks(groups, blocks)
    _add_slips(groups, said, fewer=1, in_family=True)
    for blocks in (told, affiliated):
        _add_slips(groups, blocks, fewer=FEWER, in_family=True)
    named = block_names(spoken.forms, keys, full)
    _add_slips(groups, named, fewer=FAR_FEWER, in_family=False)


def _join_blocks(groups: Groups, blocks: Blocks) -> None:
    def join(one: Form, other: Form) -> None:
        if _are_alike(groups, one, other):
            groups.join(one, other)

    _pair_blocks(groups, blocks, join)


def _add_slips(groups: Groups, blocks: Blocks, *, fewer: int, in_family: bool) -> None:
    """Put misspelt names to the name that they are a slip of, which so many times the pages have."""

    def add(one: Form, other: Form) -> None:
        slip, form = sorted((one, other), key=lambda some: (groups.pages(some), some.name))
        is_rarer = groups.pages(form) >= fewer * groups.pages(slip)
        if is_rarer and _is_slip(groups, slip, form, in_family=in_family):
            groups.add_slip(form, slip)

    _pair_blocks(groups, blocks, add)


def _pair_blocks(groups: Groups, blocks: Blocks, compare: Callable[[Form, Form], None]) -> None:
    """Compare the pairs of the groups of each block that are not one yet.

    What `compare` makes of two groups depends on these alone: groups that have not grown since
    they met are not compared again.
    """
    met: set[frozenset[tuple[int, int]]] = set()
    for forms in blocks.apart(groups.heads()):
        state = frozenset(map(groups.state, forms))
        if state in met:
            continue
        for one, other in _pairs(groups, forms):
            if groups.head(one) is not groups.head(other):
                compare(one, other)
        if frozenset(map(groups.state, forms)) == state:
            met.add(state)


def _pairs(groups: Groups, forms: Iterable[Form]) -> Iterator[tuple[Form, Form]]:
    """The pairs of the groups of these forms, none where there are too many."""
    heads = {groups.head(form) for form in forms}
    if 1 < len(heads) <= MOST_NAMES:
        ordered = sorted(heads, key=lambda form: (form.name, form.group, form.written))
        yield from combinations(ordered, 2)


def _are_alike(groups: Groups, one: Form, other: Form) -> bool:
    """Whether two names of the groups are like; of organisations only acronyms and word order."""
    pairs = [(a, b) for a in groups.names(one) for b in groups.names(other)]
    if {one.group, other.group} - {PERSON, ""}:
        return any(_are_one_body(a, b) for a, b in pairs)
    return any(compare_names(a, b) is not Likeness.OTHER and not has_slip(a, b) for a, b in pairs)


def _are_one_body(one: str, other: str) -> bool:
    return are_acronym_and_name(one, other) or canonical_key(one) == canonical_key(other)


def _is_slip(groups: Groups, slip: Form, form: Form, *, in_family: bool) -> bool:
    """Whether a name of the first group is one of the other with a slip."""
    if {slip.group, form.group} - {PERSON, ""}:
        return False
    return any(
        is_near(a, b, in_family=in_family)
        or (in_family and compare_names(a, b) is not Likeness.OTHER and has_slip(a, b))
        for a in groups.names(slip)
        for b in groups.names(form)
    )
