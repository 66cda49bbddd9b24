"""Who published a page and who supplied its story, and the names that are neither."""

import pytest

from pipelines.describe.outlet_index import fold_name, outlet_index
from pipelines.document import Hints
from pipelines.references import References

TITLE = "title: Small town votes for a new bridge\n"
BODY = "body: The council of the small town voted for the new bridge late in the evening."
MENU = "\n".join(f"menu: Item {number}" for number in range(8))


@pytest.mark.parametrize(
    ("url", "outlet_id"),
    [
        ("https://www.reuters.com/world/bridge", "reuters"),
        ("http://edition.cnn.com:80/a?b=www.bbc.com", "cnn"),
        ("https://www1.wdr.de/bridge", "wdr"),
        ("https://japannews.yomiuri.co.jp/bridge", "japan-news"),
        ("https://www.yomiuri.co.jp/bridge", "yomiuri"),
        ("https://de.euronews.com/bridge", "euronews"),
        ("https://notreuters.com/bridge", None),
        ("https://", None),
        (None, None),
    ],
)
def test_the_outlet_of_an_address(describe, url: str | None, outlet_id: str | None) -> None:
    assert describe(BODY, url=url).facts.outlet_id == outlet_id


@pytest.mark.parametrize(
    ("line", "outlet_id"),
    [
        ("copyright: © 2031 RT. All rights reserved.", "rt"),
        ("copyright: © Autonomous Nonprofit Organization “TV-Novosti”, 2005–2031", "rt"),
        ("copyright: Copyright 1999-2031 Cable News Network Inc", "cnn"),
        ("copyright: © 2031 Guardian News & Media Limited or its affiliates.", "guardian"),
        ("copyright: Copyright © The Asahi Shimbun Company. All rights reserved.", "asahi-shimbun"),
        ("copyright: Daily Maverick © All rights reserved", "daily-maverick"),
        ("copyright: © 2031, Malay Mail, All Rights Reserved.", "malay-mail"),
        ("copyright: Copyright © DIARIO ABC, S.L.", "abc-spain"),
        ("copyright: © BÖRSEN ZEITUNG 2031", "boersen-zeitung"),
        ("copyright: © 2031 Example Press - sueddeutsche.de", "sueddeutsche-zeitung"),
        ("other: 2019 - 2031 © by Israel Nachrichten Ltd.", "israel-nachrichten"),
        ("copyright: © 2031 The Town Crier", None),
        ("copyright: © 2031 RT Film Festival", None),
        ("copyright: © 2031 ABC", None),
        ("copyright: © 2031 Vox Media, LLC. All rights reserved.", None),
        ("copyright: © 2031 ScienceFriends Pty Ltd.", None),
        ("copyright: © 2031 All Rights Reserved", None),
        ("copyright: © 2031 Town Crier. Crier Theme by The Guardianesque", None),
        ("copyright: Copyright 2031 The Associated Press. All rights reserved.", None),
        ("credit: © 2031 RT", None),
        ("other: © RT", None),
        ("newsletter: RT News App", "rt"),
        ("other: Download the BBC app", "bbc"),
        ("other: The BBC is not responsible for the content of external sites.", "bbc"),
        ("other: About The Guardian", "guardian"),
        ("other: Follow Daily Maverick on", "daily-maverick"),
        ("other: Sign up for The Washington Post newsletter", "washington-post"),
        ("other: Über t-online", "t-online"),
        ("other: Suivez Le Monde", "le-monde"),
        ("other: letters@dailymaverick.co.za", "daily-maverick"),
        ("other: Visit www.whitehouse.gov", None),
        ("other: RT is a channel", None),
        ("other: More from CNN", None),
        ("other: About time", None),
        ("other: About Science", None),
        ("other: Nos newsletters", None),
        ("other: Follow The Daily Star", None),
    ],
)
def test_the_outlet_of_a_line(describe, line: str, outlet_id: str | None) -> None:
    page = describe(f"{BODY}\n{line}")
    assert page.facts.outlet_id == outlet_id
    if outlet_id:
        assert page.document.raw_text[page.facts.outlet_start : page.facts.outlet_end] in line


@pytest.mark.parametrize(
    ("below", "outlet_id", "agency_id"),
    [
        ("other: About BBC\nother: About CNN", None, None),
        ("copyright: © 2031 The Financial Times Ltd.\nother: About BBC", "financial-times", None),
        (
            f"copyright: © The Financial Times Ltd. 2031\n{MENU}\ncopyright: © 2031 Crier & Sons",
            None,
            None,
        ),
        (f"{MENU}\nother: About AP News\ncopyright: © 2031 AP News", "ap", None),
        (f"other: © 2031 AFP\n{MENU}\ncopyright: © 2031 Malay Mail", "malay-mail", "afp"),
        ("other: Source: Xinhua\nother: letters@namibian.com.na", "namibian", "xinhua"),
    ],
    ids=["two", "rights first", "reprint", "agency's site", "agency's story", "mirror"],
)
def test_outlet_and_agency_of_a_page(describe, below: str, outlet_id, agency_id) -> None:
    facts = describe(f"{BODY}\n{below}").facts
    assert (facts.outlet_id, facts.agency_id) == (outlet_id, agency_id)


def test_an_address_outweighs_the_agency(describe) -> None:
    page = describe(f"{BODY} (Xinhua)", url="https://www.thestar.com.my/bridge")
    assert (page.facts.outlet_id, page.facts.agency_id) == ("star-malaysia", "xinhua")


@pytest.mark.parametrize(
    ("site_name", "url", "name", "outlet_id"),
    [
        ("BBC News", None, "BBC", "bbc"),
        ("The Town Crier", None, "The Town Crier", None),
        ("The Town Crier – news you hear", None, "The Town Crier", None),
        ("Crier Media GmbH & Co. KG", None, "Crier Media", None),
        ("BBC News", "https://fake.invalid/", "BBC News", None),
        ("ABC", None, "ABC", None),
    ],
    ids=["known", "unknown", "motto", "company", "elsewhere", "shared"],
)
def test_the_site_name(describe, site_name: str, url, name: str, outlet_id: str | None) -> None:
    facts = describe(BODY, url=url, hints=Hints(site_name=site_name)).facts
    assert (facts.outlet_name, facts.outlet_id, facts.outlet_method) == (name, outlet_id, "meta")


@pytest.mark.parametrize(
    ("lines", "agency_id", "method"),
    [
        ("dateline: OSLO, May 6 (UPI) -- The council voted for a bridge.", "upi", "dateline"),
        ("dateline: MOSCOW, May 6. /TASS/. The council voted for a bridge.", "tass", "dateline"),
        ("dateline: PARIS (AFP) – The council voted for a bridge.", "afp", "dateline"),
        ("dateline: (Reuters) - The council voted for a bridge.", "reuters", "dateline"),
        ("dateline: Bonn (dpa/lnw) - Der Rat hat für die Brücke gestimmt.", "dpa", "dateline"),
        ("dateline: МОСКВА, 6 мая. /ТАСС/. Совет проголосовал за мост.", "tass", "dateline"),
        ("dateline: OSLO (NATO) - The council voted for a bridge.", None, None),
        ("dateline: OSLO (CNN) - The council voted for a bridge.", None, None),
        (f"{TITLE}stamp: May 6, 2031 - 09:07 By Yonhap\n{BODY}", "yonhap", "byline"),
        (f"{TITLE}byline: Reuters\nstamp: May 6, 2031\n{BODY}", "reuters", "byline"),
        (f"{TITLE}byline: By Ann Lee, Associated Press\n{BODY}", "ap", "byline"),
        (f"{TITLE}byline: Von dpa\n{BODY}", "dpa", "byline"),
        (f"{TITLE}byline: Source: Xinhua\n{BODY}", "xinhua", "byline"),
        (f"{TITLE}byline: By App\n{BODY}", None, None),
        (f"{BODY} (Yonhap)", "yonhap", "signoff"),
        (f"{BODY} (연합뉴스)", "yonhap", "signoff"),
        (f"{BODY} (mit Material der dpa)", "dpa", "signoff"),
        (f"{BODY} (avec AFP)", "afp", "signoff"),
        (f"{BODY} (dpa/AFP)", "dpa", "signoff"),
        (f"{BODY} - Reuters", "reuters", "signoff"),
        (f"{BODY} — AP", "ap", "signoff"),
        (f"{BODY}\nother: (AFP)", "afp", "signoff"),
        (f"{BODY}\nother: © 2031 AFP", "afp", "signoff"),
        (f"{BODY}\nother: Mit dpa", "dpa", "signoff"),
        (f"{BODY}\nother: Quelle: sid/dpa", "sid", "signoff"),
        (f"{BODY}\nother: With inputs from PTI", "pti", "signoff"),
        (f"{BODY}\nother: con información de EFE", "efe", "signoff"),
        (f"{BODY}\nother: Source: Xinhua", "xinhua", "signoff"),
        (f"{BODY}\nother: Editor: huaxia", "xinhua", "signoff"),
        (f"{BODY}\nother: 来源：新华社", "xinhua", "signoff"),
        (f"{BODY}\nother: Источник: ТАСС", "tass", "signoff"),
        (
            f"{BODY}\nother: Copyright 2031 The Associated Press. All rights reserved.",
            "ap",
            "signoff",
        ),
        (f"{TITLE}credit: Ann Lee / Reuters\n{BODY}", None, None),
        (f"{TITLE}other: Ann Lee/AFP/Getty\n{BODY}", None, None),
        (f"{TITLE}caption: The bridge. (Yonhap)\n{BODY}", None, None),
        (f"{BODY}\nother: © Ann Lee / AFP", None, None),
        (f"{BODY}\nother: App", None, None),
        (f"{BODY}\nother: Read more on Reuters", None, None),
        (f"{BODY}\nother: With love from Reuters readers", None, None),
        (f"{BODY[:-1]}, according to RIA Novosti.", None, None),
        (f"{BODY[:-1]}, as per Russia's RT.", None, None),
        (f"{BODY[:-1]} (and twice before).", None, None),
    ],
)
def test_agency(describe, lines: str, agency_id: str | None, method: str | None) -> None:
    page = describe(lines)
    facts = page.facts
    assert (facts.agency_id, facts.agency_method) == (agency_id, method)
    if agency_id:
        assert page.document.raw_text[facts.agency_start : facts.agency_end] in lines


@pytest.mark.parametrize(
    ("name", "outlet_id"),
    [
        ("The New York Times", "new-york-times"),
        ("süddeutsche zeitung", "sueddeutsche-zeitung"),
        ("Suddeutsche Zeitung", "sueddeutsche-zeitung"),
        ("EL PAÍS", "el-pais"),
        ("Neue Zürcher Zeitung", "nzz"),
        ("The Daily Star", None),
        ("", None),
    ],
)
def test_names_are_found_in_any_spelling(references: References, name: str, outlet_id) -> None:
    found = outlet_index(references).named(name)
    assert (found.outlet_id if found else None) == outlet_id


def test_weak_names_are_told_apart(references: References) -> None:
    rows = references.rows("weak_names")
    assert {row["why"] for row in rows} == {"shared", "everyday"}
    folded = [fold_name(row["name"]) for row in rows]
    assert len(folded) == len(set(folded))
    known = outlet_index(references).by_name
    assert [
        r["name"] for r in rows if r["why"] == "everyday" and fold_name(r["name"]) not in known
    ] == []
