"""Decides which known outlet a name or a web address belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from string import ascii_letters, digits

from pipelines.references import References, split_list

SHORT = 4
WORD = re.compile(r"[\w&+]+")
ENDING = re.compile(r"\.([a-z]{2,10})\b")
HOST_SIGNS = frozenset(f"{ascii_letters}{digits}-.")
MAX_HOST = 80
MOST_ENDINGS = 300
HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,20}://)?(?:[^/@\s]{0,200}@)?([a-z0-9.-]{1,253})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the table of outlets, as far as finding it needs."""

    outlet_id: str
    name: str
    kind: str

    @property
    def is_agency(self) -> bool:
        """Whether it supplies stories to others."""
        return self.kind == "agency"


@dataclass(frozen=True, slots=True)
class OutletIndex:
    """Known outlets by web domain and by folded name or alias.

    `shared` and `everyday` are names that tell little, `spelt` those that are told by their spelling;
    one of `agency_words` opens every name of an agency.
    """

    by_domain: Mapping[str, Outlet]
    by_name: Mapping[str, Outlet]
    shared: frozenset[str]
    everyday: frozenset[str]
    spelt: frozenset[str]
    agency_words: frozenset[str]
    top_domains: frozenset[str]

    def at_url(self, url: str | None) -> Outlet | None:
        """The outlet whose domain the address's host ends in, the longest domain first."""
        found = HOST.match(url.strip()) if url else None
        labels = found.group(1).lower().strip(".").split(".") if found else []
        for first in range(max(0, len(labels) - 6), len(labels) - 1):
            outlet = self.by_domain.get(".".join(labels[first:]))
            if outlet:
                return outlet
        return None

    def addresses_in(self, text: str, start: int, end: int) -> Iterator[tuple[Outlet, int, int]]:
        """The known outlets whose web or mail address is written in a part of the text."""
        for ending in islice(ENDING.finditer(text, start, end), MOST_ENDINGS):
            if ending.group(1) not in self.top_domains:
                continue
            first = ending.start()
            lowest = max(start, first - MAX_HOST)
            while first > lowest and text[first - 1] in HOST_SIGNS:
                first -= 1
            outlet = self.at_url(text[first : ending.end()])
            if outlet:
                yield outlet, first, ending.end()

    def named(self, name: str) -> Outlet | None:
        """The outlet with this name or alias, whatever its case, accents and punctuation.

        None for a name that several outlets bear.
        """
        folded = fold_name(name)
        return None if folded in self.shared else self.by_name.get(folded)

    def named_in_passing(self, name: str) -> Outlet | None:
        """The same, and None for a word of everyday language or a short name spelt otherwise."""
        if (len(name) <= SHORT or name[0].islower()) and name not in self.spelt:
            return None
        folded = fold_name(name)
        return (
            None if folded in self.everyday or folded in self.shared else self.by_name.get(folded)
        )

    def is_abbreviation(self, name: str) -> bool:
        """Whether a short name is spelt as in the table, in capitals, or small and no word."""
        if name.isupper() or name in self.spelt:
            return True
        return name.islower() and fold_name(name) not in self.everyday

    def is_shared(self, name: str) -> bool:
        """Whether several outlets bear the name, or belong to the company with this name."""
        return fold_name(name) in self.shared


def fold_name(name: str) -> str:
    """The words of a name in lower case and without accents, without an article before them."""
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name)
        name = "".join(part for part in parts if not unicodedata.combining(part))
    folded = " ".join(WORD.findall(name.casefold()))
    return folded.removeprefix("the ")


@lru_cache(maxsize=8)
def outlet_index(references: References) -> OutletIndex:
    """The index over the tables of outlets and of names that tell little."""
    by_domain: dict[str, Outlet] = {}
    by_name: dict[str, Outlet] = {}
    for row in references.rows("outlets"):
        outlet = Outlet(row["outlet_id"], row["name"], row["kind"])
        for domain in (row["domain"], *split_list(row["other_domains"])):
            by_domain.setdefault(domain.lower(), outlet)
        for name in (row["name"], *split_list(row["aliases"])):
            by_name.setdefault(fold_name(name), outlet)
    names = {
        name: row["kind"]
        for row in references.rows("outlets")
        for name in (row["name"], *split_list(row["aliases"]))
    }
    spelt = frozenset(name for name in names if len(name) <= SHORT or name[0].islower())
    openers = {_opening_word(name) for name, kind in names.items() if kind == "agency"}
    agency_words = frozenset(
        written for word in openers for written in (word, word.upper(), word.lower())
    )
    weak = references.rows("weak_names")
    shared, everyday = (
        frozenset(fold_name(row["name"]) for row in weak if row["why"] == why)
        for why in ("shared", "everyday")
    )
    top_domains = frozenset(domain.rpartition(".")[2] for domain in by_domain)
    return OutletIndex(by_domain, by_name, shared, everyday, spelt, agency_words, top_domains)


def _opening_word(name: str) -> str:
    word: str = WORD.findall(name.removeprefix("The "))[0]
    return word
