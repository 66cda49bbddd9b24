"""Descriptions of resolutions on many countries, as news words them: each leaves one, or a set."""

from collections.abc import Callable

import pytest

from pipelines.document import Citation

Cite = Callable[..., tuple[Citation, ...]]

DESCRIBED = {
    "afghanistan": [
        ("The Taliban's assets were first frozen by a 1999 resolution of the Security Council.", ["S/RES/1267 (1999)"]),
        ("The Security Council in April 2023 passed a resolution condemning the Taliban's ban on Afghan women working for the United Nations.", ["S/RES/2681 (2023)"]),
        ("An August 2021 Security Council resolution demands that Afghan soil not be used to threaten any country.", ["S/RES/2593 (2021)"]),
        ("Aid agencies can pay salaries in Kabul thanks to a December 2021 UN resolution exempting humanitarian work from the Taliban sanctions.", ["S/RES/2615 (2021)"]),
        ("NATO-led troops first guarded Kabul under a December 2001 resolution of the UN Security Council.", ["S/RES/1386 (2001)"]),
    ],
    "all_states": [
        ("The September 2014 Security Council resolution on foreign terrorist fighters obliges states to stop would-be jihadists.", ["S/RES/2178 (2014)"]),
        ("Days after the attacks on New York, a UN Security Council resolution of 28 September 2001 told all states to starve terrorists of money.", ["S/RES/1373 (2001)"]),
    ],
    "central_africa": [
        ("Bangui welcomed a July 2024 Security Council resolution that lifted the arms embargo on its government.", ["S/RES/2745 (2024)"]),
        ("Sectarian killings led to a December 2013 resolution by which the Security Council banned arms to the Central African Republic.", ["S/RES/2127 (2013)"]),
    ],
    "congo": [
        ("Rwandan-backed rebels took Goma; a February 2025 Security Council resolution told them to withdraw.", ["S/RES/2773 (2025)"]),
        ("Kinshasa praised the 2013 UN resolution that created an intervention brigade to fight rebels in eastern Congo.", ["S/RES/2098 (2013)"]),
        ("Armed groups in eastern Congo have been under an arms embargo since a July 2003 Security Council resolution.", ["S/RES/1493 (2003)"]),
    ],
    "eritrea": [
        ("Eritrea shed its sanctions with a November 2018 Security Council resolution.", ["S/RES/2444 (2018)"]),
    ],
    "haiti": [
        ("Port-au-Prince's gangs were first hit by a Security Council resolution in October 2022, which imposed an arms embargo and travel bans.", ["S/RES/2653 (2022)"]),
        ("Kenyan police deployed to Haiti under an October 2023 UN resolution.", ["S/RES/2699 (2023)"]),
        ("The Security Council's September 2025 resolution turning the mission in Haiti into a Gang Suppression Force is still unfunded.", ["S/RES/2793 (2025)"]),
    ],
    "iran": [
        ("Tehran was first told to halt uranium enrichment by a UN resolution in July 2006.", ["S/RES/1696 (2006)"]),
        ("Under a resolution passed by the Security Council in March 2007, Iran may not export weapons.", ["S/RES/1747 (2007)"]),
        ("The toughest round came with a June 2010 Security Council resolution, which hit Iran's banks and missile makers.", ["S/RES/1929 (2010)"]),
        ("A Security Council resolution adopted in July 2015 gave the nuclear accord with Iran the force of law.", ["S/RES/2231 (2015)"]),
        ("Iran's missile tests defy Security Council resolutions that prohibit ballistic missile launches.", ["S/RES/1929 (2010)"]),
    ],
    "iraq": [
        ("A resolution adopted by the Security Council in February 2015 sought to cut off the Islamic State's income from oil, ransoms and looted antiquities.", ["S/RES/2199 (2015)"]),
        ("At the UN, Paris won a November 2015 resolution calling on states to take all necessary measures against ISIL.", ["S/RES/2249 (2015)"]),
        ("Baghdad's trade was strangled by an August 1990 Security Council resolution imposing a full economic embargo.", ["S/RES/661 (1990)"]),
        ("Saddam Hussein's Iraq accepted a ceasefire resolution passed by the Security Council in April 1991.", ["S/RES/687 (1991)"]),
        ("The May 2003 Security Council resolution that lifted sanctions on Iraq also recognised the occupying powers.", ["S/RES/1483 (2003)"]),
    ],
    "israel_palestine": [
        ("Jerusalem ignored the December 2016 UN Security Council resolution declaring settlements illegal.", ["S/RES/2334 (2016)"]),
        ("Hamas accepted a June 2024 Security Council resolution backing the three-phase ceasefire plan for Gaza.", ["S/RES/2735 (2024)"]),
        ("The resolution the Security Council passed in November 2023 called for humanitarian pauses in Gaza.", ["S/RES/2712 (2023)"]),
        ("Palestinian diplomats recalled the 2012 General Assembly resolution granting Palestine observer state status.", ["A/RES/67/19"]),
        ("In a December 2023 resolution, the General Assembly demanded an immediate humanitarian ceasefire in Gaza.", ["A/RES/ES-10/22"]),
        ("Israel's ambassador tore up the May 2024 General Assembly resolution that widened Palestinian rights at the world body.", ["A/RES/ES-10/23"]),
        ("The 1980 Security Council resolution rejecting Israel's Jerusalem law told embassies to leave the city.", ["S/RES/478 (1980)"]),
    ],
    "lebanon": [
        ("The guns fell silent between Israel and Hezbollah after an August 2006 Security Council resolution.", ["S/RES/1701 (2006)"]),
        ("An international tribunal for the killing of Rafik Hariri was created by a May 2007 Security Council resolution.", ["S/RES/1757 (2007)"]),
        ("The August 2025 resolution giving UNIFIL its last extension was a compromise at the Security Council.", ["S/RES/2790 (2025)"]),
    ],
    "libya": [
        ("Libyan officials still complain about the February 2011 resolution by which the Security Council froze the Gaddafi family's assets and sent the case to The Hague.", ["S/RES/1970 (2011)"]),
        ("NATO jets patrolled the skies under a 2011 UN resolution establishing a no-fly zone in Libya.", ["S/RES/1973 (2011)"]),
        ("Smugglers have shrugged off a 2014 Security Council resolution aimed at illicit oil exports from Libya.", ["S/RES/2146 (2014)"]),
        ("Frigates may search ships off Tripoli under a Security Council resolution of June 2016 meant to enforce the Libyan arms embargo.", ["S/RES/2292 (2016)"]),
    ],
    "mali": [
        ("Bamako asked the blue helmets to go, ending a mission created by an April 2013 Security Council resolution.", ["S/RES/2100 (2013)"]),
        ("The June 2023 Security Council resolution that ended the peacekeeping mission in Mali passed unanimously.", ["S/RES/2690 (2023)"]),
    ],
    "north_korea": [
        ("The yacht's sale breached a 2006 UN Security Council resolution that barred luxury goods from reaching Pyongyang.", ["S/RES/1718 (2006)"]),
        ("Lorries like these have been off limits to the North since a Security Council resolution of December 2017 outlawed all transport vehicles.", ["S/RES/2397 (2017)"]),
        ("UN resolutions bar North Korea from selling coal, seafood and textiles.", ["S/RES/2270 (2016)", "S/RES/2371 (2017)", "S/RES/2375 (2017)"]),
        ("The cars were shipped despite UN sanctions resolutions outlawing sales of luxury vehicles to North Korea.", ["S/RES/1718 (2006)"]),
        ("A 2006 resolution on North Korea condemned the missile launches of that July, the UN recalled.", ["S/RES/1695 (2006)"]),
    ],
    "somalia": [
        ("Somali charcoal has been contraband since a 2012 resolution of the UN Security Council.", ["S/RES/2036 (2012)"]),
        ("Foreign navies entered Somali waters under a June 2008 Security Council resolution on piracy.", ["S/RES/1816 (2008)"]),
        ("Mogadishu celebrated the December 2023 UN resolution lifting the three-decade-old arms embargo.", ["S/RES/2714 (2023)"]),
        ("The African Union force took its mandate from a February 2007 resolution of the Security Council on Somalia.", ["S/RES/1744 (2007)"]),
    ],
    "south_sudan": [
        ("Juba has been barred from buying weapons since a 2018 UN Security Council resolution.", ["S/RES/2428 (2018)"]),
        ("The July 2011 Security Council resolution creating a peacekeeping mission in South Sudan came a day before independence.", ["S/RES/1996 (2011)"]),
    ],
    "sudan": [
        ("Sudan's president was indicted after a 2005 Security Council resolution referred Darfur to the International Criminal Court.", ["S/RES/1593 (2005)"]),
        ("Weapons still flow to the Janjaweed despite a July 2004 UN resolution that put an arms embargo on militias in Darfur.", ["S/RES/1556 (2004)"]),
        ("The army rejected a March 2024 Security Council resolution urging a Ramadan truce in Sudan.", ["S/RES/2724 (2024)"]),
        ("In June 2024 the Security Council adopted a resolution demanding that the paramilitaries lift the siege of El Fasher.", ["S/RES/2736 (2024)"]),
    ],
    "syria": [
        ("Damascus gave up its chemical arsenal under a 2013 Security Council resolution.", ["S/RES/2118 (2013)"]),
        ("The 2015 UN resolution laying out a political transition in Syria is a dead letter, opposition figures said.", ["S/RES/2254 (2015)"]),
        ("Convoys crossed from Turkey under a July 2014 Security Council resolution that needed no consent from Damascus.", ["S/RES/2165 (2014)"]),
        ("A month-long truce across Syria demanded by a February 2018 Security Council resolution never took hold.", ["S/RES/2401 (2018)"]),
        ("Syria's new president was taken off the sanctions list by a November 2025 resolution of the Security Council.", ["S/RES/2799 (2025)"]),
    ],
    "ukraine": [
        ("Most members backed an October 2022 General Assembly resolution rejecting Russia's annexation of four Ukrainian regions.", ["A/RES/ES-11/4"]),
        ("Russia lost its seat on the Human Rights Council through an April 2022 resolution of the General Assembly.", ["A/RES/ES-11/3"]),
        ("A November 2022 General Assembly resolution said Moscow must pay reparations to Ukraine.", ["A/RES/ES-11/5"]),
        ("The February 2025 Security Council resolution calling for a swift end to the war between Russia and Ukraine angered Europeans.", ["S/RES/2774 (2025)"]),
    ],
    "western_sahara": [
        ("Morocco hailed the October 2025 Security Council resolution treating its autonomy plan as the basis for talks on Western Sahara.", ["S/RES/2797 (2025)"]),
    ],
    "yemen": [
        ("Sanaa's rebels were placed under an arms embargo by an April 2015 Security Council resolution.", ["S/RES/2216 (2015)"]),
        ("The Houthis dismissed a January 2024 resolution in which the Security Council demanded an end to attacks on merchant shipping.", ["S/RES/2722 (2024)"]),
        ("A Security Council resolution adopted in December 2018 endorsed the Stockholm deal between Yemen's warring sides.", ["S/RES/2451 (2018)"]),
        ("Yemen's former president was the target of a February 2014 UN resolution imposing travel bans and asset freezes.", ["S/RES/2140 (2014)"]),
        ("Security Council resolutions forbid the Houthis to receive weapons.", ["S/RES/2216 (2015)"]),
    ],
}  # fmt: skip

CASES = [
    pytest.param(text, want, id=f"{place}-{number}")
    for place, cases in DESCRIBED.items()
    for number, (text, want) in enumerate(cases)
]


@pytest.mark.parametrize(("text", "want"), CASES)
def test_a_description_leaves_one(cite: Cite, text: str, want: list[str]) -> None:
    found = [row for row in cite(text) if row.method != "anaphor"]
    assert sorted(row.symbol or "" for row in found) == sorted(want)
    assert {(row.kind, row.method) for row in found} == {("implicit", "description")}
    assert len({row.mention_id for row in found}) == 1


def test_the_table_is_wide() -> None:
    assert len(CASES) >= 60
    assert len(DESCRIBED) >= 15


@pytest.mark.parametrize(
    "text",
    [
        "A 2016 UN resolution on North Korea was criticised.",
        "A 2017 Security Council resolution tightened sanctions on North Korea.",
        "A 2011 UN resolution on Libya is disputed.",
        "A 2004 Security Council resolution on Ivory Coast is remembered.",
        "A March 2017 Security Council resolution stopped coal from Norway.",
        "A UN Security Council resolution on Iran was broken.",
        "An October 2023 Security Council resolution was adopted.",
    ],
    ids=["many_fit", "sanctions_fit", "two_fit", "two_measures", "no_such", "no_year", "no_target"],
)
def test_when_none_or_more_fit_none_is_chosen(cite: Cite, text: str) -> None:
    assert [(row.kind, row.symbol) for row in cite(text)] == [("generic", None)]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("The 2018 Security Council resolution on South Sudan barred weapons.", ("arms embargo",)),
        ("The December 2023 UN resolution lifted the arms embargo on Somalia.", ("sanctions lifted",)),
        ("The 2017 UN resolution kept North Korean lorries and machinery out.", ("vehicles", "machinery and metals")),
    ],
    ids=["object_of_a_ban", "lifting", "two"],
)  # fmt: skip
def test_measures_that_the_text_names(cite: Cite, text: str, measures: tuple[str, ...]) -> None:
    [row] = cite(text)
    assert row.measures == measures
    assert row.target in ("SSD", "SOM", "PRK")


@pytest.mark.parametrize(
    "text",
    [
        "Pyongyang hid coal from a UN resolution passed in August 2017 on coal.",
        "The North sold crab despite a UN resolution of August 2017 on seafood.",
        "Kim Jong Un sold crab despite a UN resolution of August 2017 on seafood.",
        "The DPRK sold crab. A UN resolution of August 2017 bars seafood.",
    ],
    ids=["capital", "the_north", "leader", "sentence_before"],
)
def test_targets_by_other_names(cite: Cite, text: str) -> None:
    [row] = cite(text)
    assert row.symbol == "S/RES/2371 (2017)"
    assert row.target == "PRK"
