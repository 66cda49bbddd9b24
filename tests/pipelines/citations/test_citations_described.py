"""Descriptions without a number: resolved when all evidence leaves one, else generic, draft or nothing."""

from collections.abc import Callable
from datetime import date

import pytest

from pipelines.document import Citation

Cite = Callable[..., tuple[Citation, ...]]

IMPLICIT = [
    (
        "year_target_measure",
        "The 2011 Security Council resolution let planes enforce a no-fly zone over Libya.",
        ["S/RES/1973 (2011)"],
    ),
    (
        "month",
        "A UN resolution of September 2017 stopped North Korea's textile exports.",
        ["S/RES/2375 (2017)"],
    ),
    (
        "organ_elsewhere",
        "The Security Council met late. A resolution passed in 2016 banned North Korean statues.",
        ["S/RES/2321 (2016)"],
    ),
    (
        "first_imposer",
        "Shippers ignored a UN resolution banning seafood imports from North Korea.",
        ["S/RES/2371 (2017)"],
    ),
    (
        "plural_gives_a_set",
        "UN resolutions forbid selling textiles, statues or luxury goods to North Korea.",
        ["S/RES/2375 (2017)", "S/RES/2321 (2016)", "S/RES/1718 (2006)"],
    ),
    (
        "banned_under",
        "Ballistic missile launches by Pyongyang are banned under UN resolutions.",
        ["S/RES/1718 (2006)"],
    ),
    ("name", "The UN marked the women, peace and security resolution.", ["S/RES/1325 (2000)"]),
    ("name_and_year", "In Palestine the 1947 partition resolution lives on.", ["A/RES/181(II)"]),
    (
        "french",
        "Une résolution adoptée par le Conseil de sécurité en 2011 crée une zone d'exclusion "
        "aérienne en Libye.",
        ["S/RES/1973 (2011)"],
    ),
]


@pytest.mark.parametrize(("text", "want"), [i[1:] for i in IMPLICIT], ids=[i[0] for i in IMPLICIT])
def test_implicit(cite: Cite, text: str, want: list[str]) -> None:
    found = cite(text)
    assert [c.symbol for c in found] == want
    assert {c.kind for c in found} == {"implicit"}
    assert len({c.mention_id for c in found}) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Oslo cited several Security Council resolutions.",
            "several Security Council resolutions",
        ),
        ("The test broke UN resolutions on North Korea.", "UN resolutions"),
        ("It fired a ballistic missile, breaching UN resolutions.", "UN resolutions"),
        ("Diplomats want a new UN resolution banning seafood from North Korea.", None),
        ("The Security Council on Monday adopted a resolution banning arms to Haiti.", None),
        ("A 2003 Security Council resolution on Iraq is debated.", None),
        ("Резолюции Совета Безопасности не выполняются.", "Резолюции Совета Безопасности"),
        ("La ONU pide cumplir las resoluciones del Consejo de Seguridad.", None),
    ],
    ids=["many", "on_country", "event", "wanted", "news", "two_fit", "russian", "spanish"],
)
def test_generic(cite: Cite, text: str, words: str | None) -> None:
    [row] = cite(text)
    assert (row.kind, row.symbol, row.method) == ("generic", None, "none")
    assert words is None or row.citation_text == words


@pytest.mark.parametrize(
    "text",
    [
        "A draft Security Council resolution is circulating.",
        "Washington vetoed a UN Security Council resolution on Gaza.",
        "Le projet de résolution du Conseil de sécurité échoue.",
    ],
    ids=["draft", "vetoed", "french"],
)
def test_drafts_are_marked(cite: Cite, text: str) -> None:
    [row] = cite(text)
    assert (row.kind, row.symbol) == ("draft", None)


def test_description_of_the_future_does_not_resolve(cite: Cite) -> None:
    text = "A UN resolution banning seafood imports from North Korea was ignored."
    assert cite(text, published_on=date(2012, 1, 1))[0].kind == "generic"


TRAPS = [
    "House Resolution 1441 passed, and the UN was not asked.",
    "Lawmakers approved H.Res. 1373 on Monday.",
    "The Senate passed S.J.Res. 54.",
    "The city council passed Resolution No. 1718 on parking.",
    "Shareholders adopted Resolution 1540.",
    "The European Parliament adopted a resolution in 2016 on North Korea and coal.",
    "Iran's parliament passed a resolution in 2015 on the nuclear deal.",
    "The Arab League adopted resolution 1701.",
    "The Supreme National Security Council resolution was secret.",
    "The Virginia General Assembly adopted a resolution.",
    "Its screen has a resolution of 1920 by 1080.",
    "At native resolution 1920 x 1080 it shines.",
    "Scans at resolution 2048 pixels",
    "My New Year's resolution 2024 failed.",
    "The UN hopes for a peaceful resolution of the conflict.",
    "UN experts teach conflict resolution.",
    "The Resolution Foundation asked the UN.",
    "The single resolution board met the UN.",
    "The 1718 Committee and the Security Council sanctions committee met.",
    "See S/2024/970, S/PRST/2023/3 and A/78/262 of the United Nations.",
    "Resolution 5.12 and resolution 1,701 are not the UN's.",
    "IMO Resolution A.1024 and AG/RES. 2929",
    "The UN met in 1973 with 1,718 guests.",
    "The resolution was welcomed by the UN.",
    "Menu: UN Security Council resolution 1701",
    "Resolution 2017/1509 is none of the United Nations.",
    "Sensor resolution\n1540",
]


@pytest.mark.parametrize("text", TRAPS, ids=range(len(TRAPS)))
def test_traps_never_match(cite: Cite, text: str) -> None:
    assert cite(text) == ()
