"""Decides the pages from which tests of the views build: one event in five pages, and a page besides."""

from __future__ import annotations

from typing import Any

TITLE = "Fire stops Halvik ferries"
LEAD = (
    "The ferry company Nordsund has stopped its crossings from Estrel to the Halvik islands after a "
    "fire in the engine room of the ferry Solgard, the harbour office said."
)
REGRET = "We deeply regret the long delay of the ferries to the northern islands"
SHORTER = "We regret the long delay of the ferries to the northern islands very much"
MARKED = "We deeply regret [-all-] the long delay of the ferries to the northern islands"
WHO = "Ines Varga, the director of the Estrel port authority"
CITING = (
    "Passengers spent the night in the old customs hall of Estrel. The harbour works under Security "
    "Council resolution 2428 (2018) on arms for South Sudan."
)
OTHER_END = (
    "Engineers from Nordsund looked at the Solgard on Friday. The islands of Halvik have two thousand "
    "inhabitants, who wait for mail, milk and bread."
)
THIRD_END = (
    "The crew of the Solgard put out the fire in an hour. Nordsund hopes to sail again to Halvik on "
    "Monday."
)


def _paragraphs(said: str, end: str) -> list[str]:
    return [LEAD, f"“{said},” said {WHO}. “Nobody was hurt on the Solgard.”", end]


def _text(day: str, said: str, end: str) -> str:
    return "\n\n".join([TITLE, day, *_paragraphs(said, end)])


def _html(outlet: str, day: str, said: str, end: str) -> str:
    told = "".join(f"<p>{one}</p>" for one in (day, *_paragraphs(said, end)))
    return (
        f'<html><head><meta property="og:site_name" content="{outlet}"><title>{TITLE}</title></head>'
        f"<body><article><h1>{TITLE}</h1>{told}</article></body></html>"
    )


# Reuters and the BBC tell the event on one day, the BBC a day later again; The Estrel Quay, which
# is no known outlet, copies Reuters; the last page copies the BBC, and tells neither outlet nor
# year nor the speaker's name.
FERRY_PAGES: list[dict[str, Any]] = [
    {
        "id": "agency",
        "url": "https://www.reuters.com/ferry",
        "text": _text("May 3, 2024", REGRET, CITING),
    },
    {
        "id": "marked",
        "url": "https://www.bbc.com/fire",
        "text": _text("May 3, 2024", MARKED, THIRD_END),
    },
    {
        "id": "shorter",
        "url": "https://www.bbc.com/ferry",
        "text": _text("May 4, 2024", SHORTER, OTHER_END),
    },
    {
        "id": "copy",
        "url": "https://quay.example/ferry",
        "html": _html("The Estrel Quay", "May 4, 2024", REGRET, CITING),
    },
    {
        "id": "nameless",
        "text": f"{TITLE}\n\nESTREL, May 5 (Reuters) - {LEAD}\n\n“{REGRET},” the director said on "
        f"Sunday.\n\n{OTHER_END.replace('two', 'some two')}",
    },
]
LATER_PAGE: dict[str, Any] = {
    "id": "later",
    "url": "https://www.bbc.com/mill",
    "text": "Old mill in Torvik sold\n\nJune 20, 2024\n\nThe water mill of Torvik was sold to a baker on "
    "Thursday.\n\n“We will grind our own flour from autumn on,” said Pal Orsk, who bought the mill.\n\n"
    "The arms embargo in Security Council resolution 2428 (2018) was once signed in the mill.",
}
