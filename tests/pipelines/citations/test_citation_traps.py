"""What looks like a citation and is none: other bodies, other senses, other numbers, committees."""

from collections.abc import Callable

import pytest

from pipelines.document import Citation
from pipelines.references import References, split_list

Cite = Callable[..., tuple[Citation, ...]]

TRAPS = {
    "congress": [
        "Members co-signed H.Res. 1267 while the UN looked on.",
        "S.J.Res. 66 died in committee, unlike the UN text.",
        "H.Con.Res. 242 honours peacekeepers of the United Nations.",
        "Senate Resolution 598 salutes the UN.",
        "House Resolution 1701 is symbolic, the UN ambassador said.",
    ],
    "european_parliament": [
        "The European Parliament resolution of 15 January 2014 on North Korea was read at the UN.",
        "MEPs quoted European Parliament resolution 2015 on Libya.",
    ],
    "national_parliament": [
        "Israel's Knesset passed a resolution in 2024 against a Palestinian state.",
        "Iraq's parliament adopted a resolution in 2020 on foreign troops.",
        "The Russian State Duma approved Resolution 1325.",
        "Ukraine's parliament adopted a resolution in 2022 condemning Russia.",
    ],
    "city_and_shareholders": [
        "The county commissioners signed Resolution No. 1973.",
        "Town council Resolution 2016-12 bans fireworks.",
        "Shareholders rejected Resolution 1540 at the meeting.",
        "The school board passed Resolution No. 2231 on lunches.",
    ],
    "other_organisations": [
        "The Arab League passed Resolution 1970 on Libya.",
        "OAS members approved AG/RES. 2929 on Venezuela.",
        "The IAEA board adopted a resolution in 2022 on Iran.",
        "Delegates to the World Health Assembly adopted WHA58.3.",
        "Crews follow IMO Resolution A.1024 in the ice.",
        "The NATO Parliamentary Assembly adopted Resolution 479.",
        "The African Union adopted a resolution in 2012 on Mali.",
        "FIFA members passed a resolution in 2015.",
    ],
    "party_and_church": [
        "The synod adopted Resolution 1373 on hymns.",
        "A party conference backed Resolution 1244.",
    ],
    "new_year": [
        "Her New Year's resolution for 2024 was to quit sugar.",
        "Few New Year resolutions survive February, a UN aide joked.",
    ],
    "images": [
        "The sensor's resolution of 1080 lines pleased the UN photographer.",
        "It films at a resolution of 2048 by 1556.",
        "Set image resolution 1540 dpi first.",
        "The UN satellite has a spatial resolution of 10 metres.",
    ],
    "settling": [
        "A peaceful resolution of the conflict is the UN's aim.",
        "The UN envoy hopes for resolution to the crisis in Yemen.",
        "The single resolution board rescued a bank in 2017.",
        "Dispute resolution clauses name the UN court.",
        "The UN praised the resolution of the border dispute in 2018.",
    ],
    "character": ["He showed moral resolution at the UN in 1948."],
    "technical": ["DNS resolution 1267 failed at the UN office."],
    "names": [
        "HMS Resolution sailed in 1973, before the UN treaty.",
        "The Resolution Foundation studied UN data for 2022.",
    ],
    "documents": [
        "See S/PRST/2011/4 and S/2017/1040 at the UN.",
        "The UN secretary-general's report A/70/371 and letter S/2015/544",
    ],
    "numbers_alone": [
        "Flight 1701 left the UN airlift late.",
        "The UN counted 2,397 signatures.",
        "In 1973 the Security Council met 77 times.",
        "UN staff in room 1325 heard of 242 cases.",
    ],
    "european_union": [
        "Regulation (EU) 2017/1509 follows the United Nations.",
        "Council Decision 2016/849 copies UN rules.",
        "The Council of the EU, Regulation 2016/44, on Libya",
    ],
    "sanctions": [
        "UN sanctions hurt, diplomats said.",
        "The Security Council sanctions committee met on Friday.",
    ],
    "vetoed_number": ["Drafts S/2023/773 and S/2023/775 failed in the Security Council."],
    "turkish_law": ["BM heyeti 1701 sayılı kanunu okudu."],
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=f"{family}-{n}")
        for family in TRAPS
        for n, text in enumerate(TRAPS[family])
    ],
)
def test_traps_never_match(cite: Cite, text: str) -> None:
    assert cite(text) == ()


def test_a_committee_is_no_resolution(cite: Cite, references: References) -> None:
    rows = references.rows("regimes")
    names = {name for row in rows for name in (row["regime"], *split_list(row["aliases"]))}
    committees = sorted(name for name in names if name.lower().endswith("committee"))
    assert len(committees) > 20
    found = {name: cite(f"The UN Security Council's {name} met in May.") for name in committees}
    assert {name for name, rows in found.items() if rows} == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The draft Security Council resolution calls for a truce.", "draft Security Council resolution"),
        ("Moscow vetoed a UN Security Council resolution on Syria in 2017.", "UN Security Council resolution"),
        ("The proposed UN resolution bans arms for South Sudan.", "proposed UN resolution"),
        ("A rival UN resolution was tabled.", "rival UN resolution"),
        ("Un projet de résolution du Conseil de sécurité circule.", "résolution du Conseil de sécurité"),
        ("Un proyecto de resolución del Consejo de Seguridad circula.", "resolución del Consejo de Seguridad"),
        ("Der Entwurf einer Resolution des UN-Sicherheitsrats liegt vor.", "Resolution des UN-Sicherheitsrats"),
        ("Россия внесла проект резолюции Совета Безопасности.", "резолюции Совета Безопасности"),
        ("The Security Council resolution was vetoed by China.", "Security Council resolution"),
        ("China's veto killed a UN resolution on Myanmar.", "UN resolution"),
    ],
    ids=["draft", "vetoed", "proposed", "rival", "french", "spanish", "german", "russian", "after", "veto_of"],
)  # fmt: skip
def test_drafts_and_vetoed_texts_are_drafts(cite: Cite, text: str, words: str) -> None:
    [row] = cite(text)
    assert (row.kind, row.symbol, row.method) == ("draft", None, "none")
    assert words in row.citation_text
