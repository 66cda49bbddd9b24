"""Decides which forms of names are compared: those that share a name key and something told of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pipelines.link.blocks import Numbers
from pipelines.link.speaker_forms import Form
from pipelines.link.speaker_mentions import Spoken, tell_forms
from pipelines.link.told import Told, distinct_pairs, number_texts, spread, tell


@dataclass(frozen=True, slots=True)
class Blocks:
    """Groups of forms, one after the other, in the order of what they share and of the key."""

    forms: list[Form]
    members: Numbers
    starts: Numbers

    def apart(self, heads: Numbers) -> Iterator[list[Form]]:
        """The blocks with forms of more than one group, given the group of each form."""
        if not len(self.members):
            return
        groups = heads[self.members]
        firsts = np.minimum.reduceat(groups, self.starts)
        lasts = np.maximum.reduceat(groups, self.starts)
        ends = np.append(self.starts[1:], len(self.members))
        for block in np.flatnonzero(firsts < lasts).tolist():
            members = self.members[self.starts[block] : ends[block]]
            yield [self.forms[number] for number in members.tolist()]


def key_forms(forms: list[Form]) -> Told:
    """The name keys of each form."""
    lists = pa.array([form.keys for form in forms], pa.list_(pa.string()))
    items = np.repeat(np.arange(len(forms)), [len(form.keys) for form in forms])
    return tell(items, number_texts(lists.flatten()))


def block_names(forms: list[Form], keys: Told, chosen: Numbers) -> Blocks:
    """The chosen forms by name key alone."""
    return _block(forms, keys, chosen, np.zeros(len(chosen), np.int64))


def block_told(spoken: Spoken, keys: Told, told: Told, chosen: Numbers) -> Blocks:
    """The chosen forms by what is told of their mentions and by name key."""
    pairs = tell_forms(spoken, told)
    wanted = np.isin(pairs.items, chosen)
    return _block(spoken.forms, keys, pairs.items[wanted], pairs.values[wanted])


def _block(forms: list[Form], keys: Told, members: Numbers, shared: Numbers) -> Blocks:
    """Blocks of at least two forms each; `shared[i]` is something that the form `members[i]` has."""
    shared, members = _of_many(*distinct_pairs(shared, members))
    starts, ends = keys.by_item(len(forms))
    places, owners = spread(starts[members], ends[members])
    shared, members, key = shared[owners], members[owners], keys.values[places]
    order = np.lexsort((members, key, shared))
    shared, members, key = shared[order], members[order], key[order]
    number = np.cumsum(np.r_[False, (shared[1:] != shared[:-1]) | (key[1:] != key[:-1])])
    number, members = _of_many(number[: len(members)], members)
    changes = np.r_[True, number[1:] != number[:-1]][: len(number)]
    return Blocks(forms, members, np.flatnonzero(changes))


def _of_many(groups: Numbers, members: Numbers) -> tuple[Numbers, Numbers]:
    """Those whose group, of which all stand together, has two members at least."""
    if not len(groups):
        return groups, members
    same = groups[1:] == groups[:-1]
    many = np.r_[False, same] | np.r_[same, False]
    return groups[many], members[many]
