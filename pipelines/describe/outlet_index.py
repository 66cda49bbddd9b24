"""Decides which known outlet a name or a web address belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipelines.references import References, split_list

WORD = re.compile(r"[\w&+]+")
HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,20}://)?(?:[^/@\s]{0,200}@)?([a-z0-9.-]{1,253})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the table of outlets, as far as finding it needs."""

    outlet_id: str
    name: str
    is_agency: bool


@dataclass(frozen=True, slots=True)
class OutletIndex:
    """Known outlets by web domain and by folded name or alias."""

    by_domain: Mapping[str, Outlet]
    by_name: Mapping[str, Outlet]

    def at_url(self, url: str | None) -> Outlet | None:
        """The outlet whose domain the address's host ends in, the longest domain first."""
        found = HOST.match(url.strip()) if url else None
        labels = found.group(1).lower().strip(".").split(".") if found else []
        for first in range(max(0, len(labels) - 6), len(labels) - 1):
            outlet = self.by_domain.get(".".join(labels[first:]))
            if outlet:
                return outlet
        return None

    def named(self, name: str) -> Outlet | None:
        """The outlet with this name or alias, whatever its case and punctuation."""
        return self.by_name.get(fold_name(name))


def fold_name(name: str) -> str:
    """The words of a name in lower case, without an article before them."""
    folded = " ".join(WORD.findall(name.casefold()))
    return folded.removeprefix("the ")


@lru_cache(maxsize=8)
def outlet_index(references: References) -> OutletIndex:
    """The index over schemas/reference/outlets.csv."""
    by_domain: dict[str, Outlet] = {}
    by_name: dict[str, Outlet] = {}
    for row in references.rows("outlets"):
        outlet = Outlet(row["outlet_id"], row["name"], row["kind"] == "agency")
        for domain in (row["domain"], *split_list(row["other_domains"])):
            by_domain.setdefault(domain.lower(), outlet)
        for name in (row["name"], *split_list(row["aliases"])):
            by_name.setdefault(fold_name(name), outlet)
    return OutletIndex(by_domain, by_name)
