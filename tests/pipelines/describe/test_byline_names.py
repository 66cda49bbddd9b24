"""The forms in which bylines name persons, and what stands in their place but names none."""

from collections.abc import Sequence

import pytest

from pipelines.describe.byline_candidates import find_bare, find_cued, in_order
from pipelines.describe.byline_cues import Cues
from pipelines.describe.layout import lay_out
from pipelines.describe.person_names import name_words
from pipelines.document import Block
from pipelines.references import References


def names_in(lines: str, references: References, *, is_near: bool = True) -> list[tuple[str, ...]]:
    """The names of lines that stand where bylines do; `is_near` when a stamp is beside them."""
    blocks: list[Block] = []
    for line in lines.split("\n"):
        start = blocks[-1].char_end + 1 if blocks else 0
        blocks.append(Block(len(blocks), start, start + len(line), "other", False, 0.0))
    layout, words = lay_out(lines, blocks), name_words(references)
    near = set(range(len(blocks))) if is_near else set()
    cued = find_cued(layout, layout.lines, Cues(references, "author", None), words)
    return [named.names for named in in_order(cued, find_bare(layout.lines, near, set(), words))]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("by Ann Lee", ["Ann Lee"]),
        ("BY ANN LEE", ["Ann Lee"]),
        ("By: Ann Lee", ["Ann Lee"]),
        ("By | Ann Lee", ["Ann Lee"]),
        ("ByAnn Lee", ["Ann Lee"]),
        ("By Ann Lee and Bo van der Berg", ["Ann Lee", "Bo van der Berg"]),
        ("By Ann Lee, Bo Berg & Cy Young", ["Ann Lee", "Bo Berg", "Cy Young"]),
        ("By Ann Lee, Bo Berg, and Cy Young", ["Ann Lee", "Bo Berg", "Cy Young"]),
        ("By ANN LEE, BO BERG and CY YOUNG", ["Ann Lee", "Bo Berg", "Cy Young"]),
        ("By Ann Lee with Bo Berg", ["Ann Lee", "Bo Berg"]),
        ("By Ann Lee in Oslo", ["Ann Lee"]),
        ("By Ann Lee, Reuters", ["Ann Lee"]),
        ("By Ann Lee for the Crier", ["Ann Lee"]),
        ("By Ann Lee, Staff Writer", ["Ann Lee"]),
        ("By Ann LeePublished 6 May 2031", ["Ann Lee"]),
        ("By Ann LeeBo Berg", ["Ann Lee", "Bo Berg"]),
        ("By Ann Lee Ann Lee", ["Ann Lee"]),
        ("By Dr. Ann Lee", ["Ann Lee"]),
        ("By Dr Ann Lee, Prof. Bo Berg", ["Ann Lee", "Bo Berg"]),
        ("By Ann Lee, Ph.D.", ["Ann Lee"]),
        ("By Ann Lee, MD, RN, and Bo Berg, CFP®", ["Ann Lee", "Bo Berg"]),
        ("By Ann M. Lee", ["Ann M. Lee"]),
        ("By J.K. Lee", ["J.K. Lee"]),
        ("By Ann O’Lee", ["Ann O’Lee"]),
        ("By Jean-Luc Petit", ["Jean-Luc Petit"]),
        ("By April Lee", ["April Lee"]),
        ("By Ann Baron Lee", ["Ann Baron Lee"]),
        ("By Prince Lee", ["Prince Lee"]),
        ("By Anna", ["Anna"]),
        ("Posted by Anna | 6 May 2031", ["Anna"]),
        ("Written by: Ann Lee | 5 min read", ["Ann Lee"]),
        ("Words by Ann Lee", ["Ann Lee"]),
        ("Reporting by Ann Lee; editing by Bo Berg", ["Ann Lee"]),
        ("Article by Ann Lee for The Crier – translated by Bo Berg", ["Ann Lee"]),
        ("This post was written by Ann Lee, head of research", ["Ann Lee"]),
        ("Print By Ann Lee - Friday, 9 May 2031", ["Ann Lee"]),
        ("6 May 2031 by Ann Lee", ["Ann Lee"]),
        ("By\nAnn Lee", ["Ann Lee"]),
        ("By\nAnn Lee1,\nBo Berg\n&\nCy Young", ["Ann Lee", "Bo Berg", "Cy Young"]),
        ("Author:\nAnn Lee", ["Ann Lee"]),
        ("Von Änne Müller und Bo Berg", ["Änne Müller", "Bo Berg"]),
        ("Von Änne Müller, Wirtschaftsredakteurin", ["Änne Müller"]),
        ("Ein Kommentar von Änne Müller", ["Änne Müller"]),
        ("Par Zoé Petit et Luc Grand", ["Zoé Petit", "Luc Grand"]),
        ("Por Ana Ruiz y Luis Gil", ["Ana Ruiz", "Luis Gil"]),
        ("Di Carla Neri e Ugo Bassi", ["Carla Neri", "Ugo Bassi"]),
        ("Door Jan de Vries", ["Jan de Vries"]),
        ("Oleh Budi Santoso", ["Budi Santoso"]),
        ("Автор: Анна Лебедева", ["Анна Лебедева"]),
    ],
)
def test_a_cued_byline(references: References, lines: str, names: list[str]) -> None:
    assert names_in(lines, references)[0] == tuple(names)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee", [("Ann Lee",)]),
        ("Ann Lee and Bo Berg", [("Ann Lee", "Bo Berg")]),
        ("Ann Lee | 6 May 2031", [("Ann Lee",)]),
        ("6 May 2031 | Ann Lee | 3 min", [("Ann Lee",)]),
        ("Ann LeeMay 6, 2031", [("Ann Lee",)]),
        ("Ann Lee, Staff Writer", [("Ann Lee",)]),
        ("Ann Lee - Editor", [("Ann Lee",)]),
        ("27. Januar 2031 • Änne Müller • 3 Minuten", [("Änne Müller",)]),
    ],
)
def test_a_name_without_a_cue(references: References, line: str, names: Sequence[object]) -> None:
    assert names_in(line, references) == names


@pytest.mark.parametrize(
    "line",
    [
        "By Yonhap",
        "By Associated Press",
        "By News Desk",
        "By the Editorial Team",
        "By Our Staff",
        "By Town Crier Newsroom",
        "By Monday, the work was done",
        "Photo by the council",
        "Share This Story",
        "Sign In",
        "RT Features",
        "Email the author",
        "by train and by boat",
        "By Samplenews (Samplenews)",
    ],
)
def test_nobody_is_named(references: References, line: str) -> None:
    assert names_in(line, references) == []


def test_far_from_headline_and_stamps_only_given_names_begin_a_byline(
    references: References,
) -> None:
    assert names_in("Anna Lee", references, is_near=False) == [("Anna Lee",)]
    assert names_in("Final Thoughts", references, is_near=False) == []
