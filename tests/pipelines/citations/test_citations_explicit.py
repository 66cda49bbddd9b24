"""Numbers and symbols: which form is read, which resolution it is, and what a wrong year does."""

from collections.abc import Callable
from datetime import date

import pytest

from pipelines.document import Citation

Cite = Callable[..., tuple[Citation, ...]]

FORMS = [
    ("house_style", "It quotes Security Council resolution 1540 (2004).", ["S/RES/1540 (2004)"]),
    ("dotted", "Envoys named U.N. Security Council Resolution 2254.", ["S/RES/2254 (2015)"]),
    ("fused", "The treaty annex lists UNSCR1373.", ["S/RES/1373 (2001)"]),
    ("fused_list", "It lists UNSCRs 1267, 1989 and 2253.", ["1267", "1989", "2253"]),
    ("acronym", "Diplomats call it UNSC 1559.", ["S/RES/1559 (2004)"]),
    ("abbreviated", "See U.N.S.C. Res. 1368 and SC Res. 1373 (2001).", ["1368", "1373"]),
    ("number_sign", "Council members cite UN resolution No. 598.", ["S/RES/598 (1987)"]),
    ("of_year", "UN Security Council Resolution 1718 of 2006", ["S/RES/1718 (2006)"]),
    ("year_first", "Look at 2015's Resolution 2231.", ["S/RES/2231 (2015)"]),
    ("symbol", "Filed as S/RES/1325(2000).", ["S/RES/1325 (2000)"]),
    ("address", "More at undocs.org/S/RES/2504", ["S/RES/2504 (2020)"]),
    ("plural", "The UN recalls resolutions 242, 338, and 1397.", ["242", "338", "1397"]),
    ("slashes", "UN resolutions 1267/1989/2253 list him.", ["1267", "1989", "2253"]),
    ("range", "UN texts from Resolution 1737 to 1929", ["1737", "1929"]),
    ("both_years", "UN resolution 1696 (2006) and 1737 (2006)", ["1696", "1737"]),
    ("later", "UN resolution 2699 sent a force, and 2793 renamed it.", ["2699", "2793"]),
    ("line_break", "He quoted the Security\nCouncil resolution 1701.", ["S/RES/1701 (2006)"]),
    ("capitals", "UN SECURITY COUNCIL RESOLUTION 2334 PASSES", ["S/RES/2334 (2016)"]),
    ("soft_hyphen", "UN resolu\u00adtion 1441 was read.", ["S/RES/1441 (2002)"]),
    ("no_break_space", "UN resolution\u00a01441 was read.", ["S/RES/1441 (2002)"]),
    ("session", "General Assembly resolution 46/182 created it.", ["A/RES/46/182"]),
    ("session_part", "UNGA resolution 66/253 B on Syria", ["A/RES/66/253"]),
    ("roman", "Refugees invoke resolution 194 (III) of the UN.", ["A/RES/194(III)"]),
    ("roman_part", "The UN used resolution 377 A (V).", ["A/RES/377(V)"]),
    ("law_style", "GA Res 217A (1948) is the declaration.", ["A/RES/217(III)"]),
    ("emergency", "UNGA resolution ES-11/1 deplored it.", ["A/RES/ES-11/1"]),
    ("rights", "Human Rights Council resolution S-35/1 on Iran", ["A/HRC/RES/S-35/1"]),
    ("old_only", "The UN repealed Resolution 3379.", ["A/RES/3379(XXX)"]),
    ("french", "la résolution 1701 du Conseil de sécurité", ["S/RES/1701 (2006)"]),
    ("spanish", "la resolución del Consejo de Seguridad 2334", ["S/RES/2334 (2016)"]),
    ("german", "Die UN-Resolution 1244 gilt.", ["S/RES/1244 (1999)"]),
    ("russian", "резолюцией СБ ООН 2231", ["S/RES/2231 (2015)"]),
    ("arabic", "قرار مجلس الأمن الدولي رقم ١٧٠١", ["S/RES/1701 (2006)"]),
    ("chinese", "安理会第2397号决议", ["S/RES/2397 (2017)"]),
    ("korean", "유엔 안보리 결의 1718호", ["S/RES/1718 (2006)"]),
    ("turkish", "BM Güvenlik Konseyi'nin 1701 sayılı kararı", ["S/RES/1701 (2006)"]),
]


@pytest.mark.parametrize(("text", "want"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])
def test_forms(cite: Cite, text: str, want: list[str]) -> None:
    found = cite(text)
    assert [c.symbol if "/" in w else c.number for c, w in zip(found, want, strict=True)] == want
    assert {c.kind for c in found} == {"explicit"}


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("UN Resolution 181 of 1947 split it.", "A/RES/181(II)"),
        ("UN Resolution 181 (1963) hit Pretoria.", "S/RES/181 (1963)"),
        ("UN resolutions 194, 242 and 338", "A/RES/194(III)"),
        ("UN resolutions 1803, 1737 and 1747", "S/RES/1803 (2008)"),
        ("A lawyer spoke of UN resolution 377.", None),
    ],
    ids=["year_assembly", "year_council", "list_on_israel", "list_on_iran", "unknown"],
)
def test_number_of_two_organs(cite: Cite, text: str, symbol: str | None) -> None:
    assert cite(text)[0].symbol == symbol


def test_year_conflict_leaves_it_unresolved(cite: Cite) -> None:
    [row] = cite("The leaflet cites UN Security Council resolution 1701 (2009).")
    assert (row.kind, row.body, row.number, row.year, row.symbol) == (
        "explicit",
        "UNSC",
        None,
        None,
        None,
    )
    assert row.confidence < 0.5
    assert row.cited_year == 2009
    assert row.citation_id.endswith("-0")


def test_a_year_beside_the_right_one_is_recorded_as_a_slip(cite: Cite) -> None:
    for text in ("UN resolution 2334 (2017) is old.", "UN resolution 2334 of 2015 is old."):
        [row] = cite(text)
        assert (row.symbol, row.year) == ("S/RES/2334 (2016)", 2016)
        assert row.cited_year in (2015, 2017)
        assert row.confidence <= 0.5


def test_nobody_cites_the_future(cite: Cite) -> None:
    text = "The Security Council's resolution 2728 is old."
    assert cite(text, published_on=date(2010, 5, 1))[0].symbol is None
    assert cite(text, published_on=date(2024, 5, 1))[0].symbol == "S/RES/2728 (2024)"


def test_newer_than_the_table_needs_its_year(cite: Cite) -> None:
    assert cite("See S/RES/2990 (2029).")[0].symbol == "S/RES/2990 (2029)"
    assert cite("See S/RES/2990.")[0].symbol is None


def test_rows_tell_what_they_are(cite: Cite) -> None:
    [row] = cite("North Korea defied the Security Council's resolution 1718 on luxury goods.")
    assert row.citation_text == "the Security Council's resolution 1718"
    assert row.mention_id == f"{'0' * 20}-m{row.char_start}"
    assert row.citation_id == f"{row.mention_id}-S/RES/1718(2006)"
    assert (row.number, row.year, row.body) == ("1718", 2006, "UNSC")
    assert (row.target, row.measures, row.method) == ("PRK", ("luxury goods",), "number")


def test_rights_council_is_named_as_in_the_contract(cite: Cite) -> None:
    assert cite("See A/HRC/RES/34/22.")[0].body == "HRC"
