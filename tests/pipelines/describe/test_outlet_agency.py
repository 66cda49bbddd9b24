"""Who published a page and who supplied its story, and the names that are neither."""

import pytest

from pipelines.document import Hints

TITLE = "title: Small town votes for a new bridge\n"
BODY = "body: The council of the small town voted for the new bridge late in the evening."


@pytest.mark.parametrize(
    ("url", "outlet_id"),
    [
        ("https://www.reuters.com/world/bridge", "reuters"),
        ("http://edition.cnn.com:80/a?b=www.bbc.com", "cnn"),
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
        ("copyright: © 2031 The Town Crier", None),
        ("copyright: © 2031 RT Film Festival", None),
        ("credit: © 2031 RT", None),
        ("other: © RT", None),
        ("newsletter: RT News App", "rt"),
        ("other: RT is a channel", None),
    ],
)
def test_the_outlet_of_a_line(describe, line: str, outlet_id: str | None) -> None:
    page = describe(f"{BODY}\n{line}")
    assert page.facts.outlet_id == outlet_id
    if outlet_id:
        assert page.document.raw_text[page.facts.outlet_start : page.facts.outlet_end] in line


@pytest.mark.parametrize(
    ("site_name", "url", "name", "outlet_id"),
    [
        ("BBC News", None, "BBC", "bbc"),
        ("The Town Crier", None, "The Town Crier", None),
        ("The Town Crier – news you hear", None, "The Town Crier", None),
        ("BBC News", "https://fake.invalid/", "BBC News", None),
    ],
    ids=["known", "unknown", "motto", "elsewhere"],
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
        ("dateline: OSLO (NATO) - The council voted for a bridge.", None, None),
        (f"{TITLE}stamp: May 6, 2031 - 09:07 By Yonhap\n{BODY}", "yonhap", "byline"),
        (f"{TITLE}byline: Reuters\nstamp: May 6, 2031\n{BODY}", "reuters", "byline"),
        (f"{TITLE}byline: By Ann Lee, Associated Press\n{BODY}", "ap", "byline"),
        (f"{BODY} (Yonhap)", "yonhap", "signoff"),
        (f"{BODY}\nother: © 2031 AFP", "afp", "signoff"),
        (f"{TITLE}credit: Ann Lee / Reuters\n{BODY}", None, None),
        (f"{TITLE}other: Ann Lee/AFP/Getty\n{BODY}", None, None),
        (f"{TITLE}caption: The bridge. (Yonhap)\n{BODY}", None, None),
        (f"{BODY[:-1]}, according to RIA Novosti.", None, None),
    ],
)
def test_agency(describe, lines: str, agency_id: str | None, method: str | None) -> None:
    page = describe(lines)
    facts = page.facts
    assert (facts.agency_id, facts.agency_method) == (agency_id, method)
    if agency_id:
        assert page.document.raw_text[facts.agency_start : facts.agency_end] in lines
