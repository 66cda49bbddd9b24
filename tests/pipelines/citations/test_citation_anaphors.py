"""`The resolution` is the one cited before it, `the resolutions` the set; when that is unsure, nothing."""

from collections.abc import Callable

import pytest

from pipelines.citations.anaphor import REACH, SHARE
from pipelines.document import Citation

Cite = Callable[..., tuple[Citation, ...]]
LEBANON, IRAN, CARS = "S/RES/1701 (2006)", "S/RES/2231 (2015)", "S/RES/2397 (2017)"


def referring(rows: tuple[Citation, ...]) -> list[tuple[str, str | None]]:
    return [(row.citation_text, row.symbol) for row in rows if row.method == "anaphor"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("UN Resolution 1701 holds. The resolution ended a war.", [("The resolution", LEBANON)]),
        ("UNSCR 1701 came late. Under that resolution, militias leave.", [("that resolution", LEBANON)]),
        ("UNSCR 1701 came late. That text, said Beirut, is clear.", [("That text", LEBANON)]),
        ("UNSCR 1701 came late. The measure was hailed.", [("The measure", LEBANON)]),
        ("UNSCR 1701 came late.\n\nThis text has teeth.", [("This text", LEBANON)]),
        ("UNSCR 1701 came late. The resolution, adopted in 2006, holds.", [("The resolution, adopted in 2006", LEBANON)]),
        (
            "In December 2017 the Security Council passed a resolution on vehicles for North Korea. "
            "The resolution also capped oil.",
            [("The resolution", CARS)],
        ),
        (
            "UNSCR 1701 came late. The resolution ended a war. In that resolution Paris had a hand.",
            [("The resolution", LEBANON), ("that resolution", LEBANON)],
        ),
        (
            "UN resolutions 1701 and 2231 differ. The resolutions are binding.",
            [("The resolutions", LEBANON), ("The resolutions", IRAN)],
        ),
        (
            "UNSCR 1701 is one, UNSCR 2231 another. These resolutions stand.",
            [("These resolutions", LEBANON), ("These resolutions", IRAN)],
        ),
        ("UN resolutions are many. UNSCR 1701 is one. The resolution is old.", [("The resolution", LEBANON)]),
        ("La résolution 1701 de l'ONU tient. Cette résolution est claire.", [("Cette résolution", LEBANON)]),
        ("La resolución 1701 de la ONU rige. Esta resolución es clara.", [("Esta resolución", LEBANON)]),
        ("Die UN-Resolution 1701 gilt. Diese Resolution ist klar.", [("Diese Resolution", LEBANON)]),
    ],
    ids=[
        "the", "that", "text", "measure", "next_paragraph", "its_year", "described", "chain", "list",
        "one_by_one", "general_passed_over", "french", "spanish", "german",
    ],
)  # fmt: skip
def test_inherits(cite: Cite, text: str, want: list[tuple[str, str | None]]) -> None:
    assert referring(cite(text)) == want


@pytest.mark.parametrize(
    "text",
    [
        "UNSCR 1701 is one. UNSCR 2231 is another. The resolution stands.",
        "The UN spoke. The resolution was welcomed.",
        "A draft UN resolution leaked. The resolution bans arms.",
        "UNSCR 1701 holds. A draft Security Council resolution leaked. The resolution bans arms.",
        "UNSCR 1701 holds. Britain wrote a new resolution. The resolution bans arms.",
        "UNSCR 1701 holds. The resolution would ban arms.",
        "Several Security Council resolutions exist. The resolutions are ignored.",
        "UN resolution 1701 (2012) is misquoted. The resolution is ignored.",
        "UNSCR 1701 holds. The resolution of the crisis is far.",
        "UNSCR 1701 holds. The Senate debated. Lawmakers praised the resolution.",
        "UNSCR 1701 holds. The text message was short. The measure of success is peace.",
        "UNSCR 1701 holds. The resolution, adopted in 2004, is another.",
        "UNSCR 1701 holds. These resolutions stand.",
        "The resolution stands, said the envoy of UNSCR 1701.",
        "UNSCR 1701 holds. " + "It rained on the river. " * (REACH // 20) + "The resolution stands.",
    ],
    ids=[
        "two_differ", "nothing_before", "of_a_draft", "after_a_draft", "after_a_new_one", "wished_for",
        "general", "unknown", "settling", "another_body", "message", "other_year", "set_of_one", "before",
        "too_far",
    ],
)  # fmt: skip
def test_inherits_nothing(cite: Cite, text: str) -> None:
    assert referring(cite(text)) == []


def test_is_less_sure_than_what_it_refers_to(cite: Cite) -> None:
    first, second, third = cite("UNSCR 1701 holds. The resolution is old. That text, too.")
    assert second.confidence == third.confidence == round(first.confidence * SHARE, 3)
    assert (second.kind, second.body, second.number, second.year) == (
        "implicit",
        "UNSC",
        "1701",
        2006,
    )


def test_a_set_is_one_mention(cite: Cite) -> None:
    rows = cite("UN resolutions 1701 and 2231 differ. The resolutions are binding.")
    assert len({row.mention_id for row in rows if row.method == "anaphor"}) == 1
