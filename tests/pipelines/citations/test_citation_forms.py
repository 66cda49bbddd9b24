"""Every form in which texts cite resolutions: where the mention stands and which resolution it is."""

from collections.abc import Callable

import pytest
from _pytest.mark import ParameterSet

from pipelines.document import Citation

Cite = Callable[..., tuple[Citation, ...]]


def form(number: int, name: str, text: str, *want: str) -> ParameterSet:
    """A sentence with its mentions, each as `words=symbol`."""
    pairs = [tuple(one.split("=")) for one in want]
    return pytest.param(text, pairs, id=f"{number:02}-{name}")


EXPLICIT = [
    form(1, "organ", "Envoys quoted UN Security Council Resolution 2216 twice.", "UN Security Council Resolution 2216=S/RES/2216 (2015)"),
    form(1, "united_nations", "It rests on United Nations Security Council resolution 1373.", "United Nations Security Council resolution 1373=S/RES/1373 (2001)"),
    form(2, "dotted", "The U.N. Security Council Resolution 1970 came first.", "U.N. Security Council Resolution 1970=S/RES/1970 (2011)"),
    form(3, "un", "Nobody read UN resolution 425 aloud.", "UN resolution 425=S/RES/425 (1978)"),
    form(4, "dotted_un", "Paris drafted U.N. Resolution 2249.", "U.N. Resolution 2249=S/RES/2249 (2015)"),
    form(5, "bare", "Diplomats at the UN say Resolution 338 still counts.", "Resolution 338=S/RES/338 (1973)"),
    form(6, "unscr", "Beirut accepts UNSCR 1559.", "UNSCR 1559=S/RES/1559 (2004)"),
    form(7, "fused_number", "A slide read UNSCR2118 in bold.", "UNSCR2118=S/RES/2118 (2013)"),
    form(8, "unscrs", "It lists UNSCRs 2140, 2216 and 2451.", "UNSCRs 2140=S/RES/2140 (2014)", "2216=S/RES/2216 (2015)", "2451=S/RES/2451 (2018)"),
    form(9, "scr", "Compliance staff flagged it under SCR 1737.", "SCR 1737=S/RES/1737 (2006)"),
    form(10, "unsc_res", "Compare UNSC Res. 1674 there.", "UNSC Res. 1674=S/RES/1674 (2006)"),
    form(11, "dotted_unsc_res", "Compare U.N.S.C. Res. 1540 there.", "U.N.S.C. Res. 1540=S/RES/1540 (2004)"),
    form(12, "sc_res", "Footnote 9 has SC Res. 2178 (2014).", "SC Res. 2178 (2014)=S/RES/2178 (2014)"),
    form(13, "res", "The UN envoy held up Res 2254.", "Res 2254=S/RES/2254 (2015)"),
    form(14, "res_year", "UN lawyers point to Res. 2286 (2016).", "Res. 2286 (2016)=S/RES/2286 (2016)"),
    form(15, "unsc_number", "Tehran calls UNSC 1929 unlawful.", "UNSC 1929=S/RES/1929 (2010)"),
    form(16, "house_style", "They recall resolution 2593 (2021).", "resolution 2593 (2021)=S/RES/2593 (2021)"),
    form(17, "no_space", "They recall Resolution 2100(2013).", "Resolution 2100(2013)=S/RES/2100 (2013)"),
    form(18, "symbol_year", "Filed as S/RES/2334 (2016).", "S/RES/2334 (2016)=S/RES/2334 (2016)"),
    form(19, "symbol_no_space", "Filed as S/RES/2127(2013).", "S/RES/2127(2013)=S/RES/2127 (2013)"),
    form(20, "symbol", "Filed as S/RES/1559.", "S/RES/1559=S/RES/1559 (2004)"),
    form(21, "dashes", "The file S-RES-2375 was lost.", "S-RES-2375=S/RES/2375 (2017)"),
    form(21, "underscores", "The file S_RES_2397 was lost.", "S_RES_2397=S/RES/2397 (2017)"),
    form(21, "address", "See https://undocs.org/S/RES/2735 today.", "S/RES/2735=S/RES/2735 (2024)"),
    form(22, "no", "It broke Security Council Resolution No. 1747.", "Security Council Resolution No. 1747=S/RES/1747 (2007)"),
    form(22, "hash", "It broke UN resolution #1747.", "UN resolution #1747=S/RES/1747 (2007)"),
    form(22, "number", "It broke UN resolution number 1929.", "UN resolution number 1929=S/RES/1929 (2010)"),
    form(23, "of_year", "UN Resolution 2428 of 2018 binds Juba.", "UN Resolution 2428 of 2018=S/RES/2428 (2018)"),
    form(24, "of_date", "UN resolution 1701 of 11 August 2006 ended it.", "UN resolution 1701 of 11 August 2006=S/RES/1701 (2006)"),
    form(25, "adopted_on", "UN Resolution 2728, adopted on 25 March 2024, held.", "UN Resolution 2728, adopted on 25 March 2024=S/RES/2728 (2024)"),
    form(25, "adopted_in", "UN Resolution 1267, adopted in 1999, held.", "UN Resolution 1267, adopted in 1999=S/RES/1267 (1999)"),
    form(26, "year_before", "The UN refined 2006's Resolution 1718.", "2006's Resolution 1718=S/RES/1718 (2006)"),
    form(27, "possessive", "It is the Security Council's Resolution 2231.", "the Security Council's Resolution 2231=S/RES/2231 (2015)"),
    form(28, "the_council", "At the UN the council's Resolution 2699 was hailed.", "the council's Resolution 2699=S/RES/2699 (2023)"),
    form(29, "apposed", "Security Council Resolution (UNSCR) 1325 turned old.", "Security Council Resolution (UNSCR) 1325=S/RES/1325 (2000)"),
    form(30, "twice", "UN Resolution 2202 (S/RES/2202) froze the front.", "UN Resolution 2202=S/RES/2202 (2015)", "S/RES/2202=S/RES/2202 (2015)"),
    form(31, "owner", "UN Resolution 2254's road map stalled.", "UN Resolution 2254=S/RES/2254 (2015)"),
    form(32, "straight_quotes", "The UN banner read \"Resolution 242 now\".", "Resolution 242=S/RES/242 (1967)"),
    form(32, "curly_quotes", "The UN banner read “Resolution 242 now”.", "Resolution 242=S/RES/242 (1967)"),
    form(33, "capitals", "UN SAYS RESOLUTION 2803 STANDS", "RESOLUTION 2803=S/RES/2803 (2025)"),
    form(34, "line_break", "The Security Council\nResolution 1559 told them.", "Security Council\nResolution 1559=S/RES/1559 (2004)"),
    form(34, "break_before_number", "The Security Council resolution\n1559 told them.", "Security Council resolution\n1559=S/RES/1559 (2004)"),
    form(34, "no_break_spaces", "The UN\u00a0Security\u00a0Council\u00a0resolution\u00a01973 told them.", "UN\u00a0Security\u00a0Council\u00a0resolution\u00a01973=S/RES/1973 (2011)"),
    form(34, "narrow_space", "The Security Council resolution\u202f1973 told them.", "Security Council resolution\u202f1973=S/RES/1973 (2011)"),
    form(34, "soft_hyphen", "The UN Reso\u00adlution 1973 told them.", "UN Reso\u00adlution 1973=S/RES/1973 (2011)"),
    form(34, "soft_hyphen_in_organ", "The Secu\u00adrity Coun\u00adcil resolution 1973 told them.", "Secu\u00adrity Coun\u00adcil resolution 1973=S/RES/1973 (2011)"),
    form(35, "pinpoint_before", "UN experts read paragraph 12 (b) (ii) of resolution 2270.", "resolution 2270=S/RES/2270 (2016)"),
    form(36, "pinpoint_after", "UN experts read resolution 2270 (2016), para. 12 (b).", "resolution 2270 (2016)=S/RES/2270 (2016)"),
    form(37, "final_only", "UN draft S/2024/239 became resolution 2728.", "resolution 2728=S/RES/2728 (2024)"),
]  # fmt: skip
LISTS = [
    form(38, "pair", "The UN recalls resolutions 1402 and 1403.", "resolutions 1402=S/RES/1402 (2002)", "1403=S/RES/1403 (2002)"),
    form(39, "comma", "UN resolutions 1737, 1747 and 1929 bind.", "UN resolutions 1737=S/RES/1737 (2006)", "1747=S/RES/1747 (2007)", "1929=S/RES/1929 (2010)"),
    form(39, "oxford", "UN resolutions 1737, 1747, and 1929 bind.", "UN resolutions 1737=S/RES/1737 (2006)", "1747=S/RES/1747 (2007)", "1929=S/RES/1929 (2010)"),
    form(40, "years", "It recalls resolutions 1970 (2011), 1973 (2011) and 2009 (2011).", "resolutions 1970 (2011)=S/RES/1970 (2011)", "1973 (2011)=S/RES/1973 (2011)", "2009 (2011)=S/RES/2009 (2011)"),
    form(41, "symbols", "See S/RES/1695(2006); S/RES/1718(2006) and S/RES/2087 (2013).", "S/RES/1695(2006)=S/RES/1695 (2006)", "S/RES/1718(2006)=S/RES/1718 (2006)", "S/RES/2087 (2013)=S/RES/2087 (2013)"),
    form(42, "slashes", "UN resolutions 1526/1617/1735 name him.", "UN resolutions 1526=S/RES/1526 (2004)", "1617=S/RES/1617 (2005)", "1735=S/RES/1735 (2006)"),
    form(43, "understood", "UN Resolution 1970 froze funds, and 1973 cleared the skies.", "UN Resolution 1970=S/RES/1970 (2011)", "1973=S/RES/1973 (2011)"),
    form(43, "understood_verb", "UN Resolution 2085 approved troops, and 2100 created a mission.", "UN Resolution 2085=S/RES/2085 (2012)", "2100=S/RES/2100 (2013)"),
    form(44, "through", "All UN texts from Resolution 1696 through 1835 lapsed.", "Resolution 1696=S/RES/1696 (2006)", "1835=S/RES/1835 (2008)"),
    form(44, "dash", "UN resolutions 1696–1835 lapsed.", "UN resolutions 1696=S/RES/1696 (2006)", "1835=S/RES/1835 (2008)"),
    form(45, "organs", "See SC Res. 1244 (1999) and GA Res. 63/3.", "SC Res. 1244 (1999)=S/RES/1244 (1999)", "GA Res. 63/3=A/RES/63/3"),
    form(46, "both", "Both resolutions 1701 and 1680 of the Security Council hold.", "resolutions 1701=S/RES/1701 (2006)", "1680 of the Security Council=S/RES/1680 (2006)"),
]  # fmt: skip
ASSEMBLY = [
    form(47, "symbol", "Kyiv cites A/RES/73/194.", "A/RES/73/194=A/RES/73/194"),
    form(48, "session", "General Assembly resolution 70/1 set goals.", "General Assembly resolution 70/1=A/RES/70/1"),
    form(49, "part", "General Assembly resolution 67/234 B is a treaty.", "General Assembly resolution 67/234 B=A/RES/67/234"),
    form(50, "roman", "UN resolution 1514 (XV) freed colonies.", "UN resolution 1514 (XV)=A/RES/1514(XV)"),
    form(51, "roman_part", "UN resolution 217 A (III) lists rights.", "UN resolution 217 A (III)=A/RES/217(III)"),
    form(52, "unga", "Historians read UNGA Resolution 194.", "UNGA Resolution 194=A/RES/194(III)"),
    form(53, "law_style", "GA Res 302 (1949) made an agency.", "GA Res 302 (1949)=A/RES/302(IV)"),
    form(54, "symbol_roman", "See A/RES/2758(XXVI).", "A/RES/2758(XXVI)=A/RES/2758(XXVI)"),
    form(55, "emergency", "UN resolution ES-10/24 set a deadline.", "UN resolution ES-10/24=A/RES/ES-10/24"),
    form(55, "emergency_symbol", "See A/RES/ES-11/5.", "A/RES/ES-11/5=A/RES/ES-11/5"),
    form(56, "special", "General Assembly resolution S-30/1 fights drugs.", "General Assembly resolution S-30/1=A/RES/S-30/1"),
    form(57, "rights_symbol", "See A/HRC/RES/49/1.", "A/HRC/RES/49/1=A/HRC/RES/49/1"),
    form(57, "rights", "HRC resolution 34/22 sent a team.", "HRC resolution 34/22=A/HRC/RES/34/22"),
    form(58, "rights_special", "See A/HRC/RES/S-35/1.", "A/HRC/RES/S-35/1=A/HRC/RES/S-35/1"),
    form(59, "above_newest", "The UN undid Resolution 3379.", "Resolution 3379=A/RES/3379(XXX)"),
]  # fmt: skip
LANGUAGES = [
    form(61, "french", "La résolution 2254 du Conseil de sécurité reste lettre morte.", "résolution 2254 du Conseil de sécurité=S/RES/2254 (2015)"),
    form(61, "french_list", "Les résolutions 1970 (2011) et 1973 (2011) du Conseil de sécurité", "résolutions 1970 (2011)=S/RES/1970 (2011)", "1973 (2011) du Conseil de sécurité=S/RES/1973 (2011)"),
    form(61, "french_assembly", "la résolution 68/262 de l'Assemblée générale", "résolution 68/262 de l'Assemblée générale=A/RES/68/262"),
    form(62, "spanish", "La resolución 1325 del Consejo de Seguridad cumple años.", "resolución 1325 del Consejo de Seguridad=S/RES/1325 (2000)"),
    form(62, "spanish_list", "Las resoluciones 242 y 338 de la ONU", "resoluciones 242=S/RES/242 (1967)", "338 de la ONU=S/RES/338 (1973)"),
    form(63, "german", "Die Resolution 1701 des UN-Sicherheitsrats gilt.", "Resolution 1701 des UN-Sicherheitsrats=S/RES/1701 (2006)"),
    form(63, "german_un", "Berlin begrüßt die UN-Resolution 2735.", "UN-Resolution 2735=S/RES/2735 (2024)"),
    form(63, "german_list", "Die UN-Resolutionen 242 und 338 gelten.", "UN-Resolutionen 242=S/RES/242 (1967)", "338=S/RES/338 (1973)"),
    form(64, "russian", "Резолюция 2202 Совета Безопасности ООН действует.", "Резолюция 2202 Совета Безопасности ООН=S/RES/2202 (2015)"),
    form(64, "russian_sign", "В резолюции № 1244 Совбеза ООН", "резолюции № 1244 Совбеза ООН=S/RES/1244 (1999)"),
    form(64, "russian_plural", "ООН напомнила о резолюциях 242 и 338.", "резолюциях 242=S/RES/242 (1967)", "338=S/RES/338 (1973)"),
    form(65, "portuguese", "A ONU lembra a Resolução 1325.", "Resolução 1325=S/RES/1325 (2000)"),
    form(65, "portuguese_organ", "A resolução 2728 do Conselho de Segurança", "resolução 2728 do Conselho de Segurança=S/RES/2728 (2024)"),
    form(65, "italian", "L'ONU cita la risoluzione 1701.", "risoluzione 1701=S/RES/1701 (2006)"),
    form(65, "italian_organ", "La risoluzione 2231 del Consiglio di sicurezza", "risoluzione 2231 del Consiglio di sicurezza=S/RES/2231 (2015)"),
    form(66, "arabic", "القرار 2254 لمجلس الأمن", "القرار 2254 لمجلس الأمن=S/RES/2254 (2015)"),
    form(66, "arabic_digits", "قرار مجلس الأمن رقم ٢٢١٦", "قرار مجلس الأمن رقم ٢٢١٦=S/RES/2216 (2015)"),
    form(66, "arabic_un", "أكدت الأمم المتحدة أن القرار ١٧٠١ سار", "القرار ١٧٠١=S/RES/1701 (2006)"),
    form(67, "chinese", "安理会第2254号决议", "安理会第2254号决议=S/RES/2254 (2015)"),
    form(67, "chinese_year", "联合国安理会第1718(2006)号决议", "联合国安理会第1718(2006)号决议=S/RES/1718 (2006)"),
    form(67, "traditional", "聯合國安理會第2231號決議", "聯合國安理會第2231號決議=S/RES/2231 (2015)"),
    form(67, "japanese", "国連安保理決議第1718号", "国連安保理決議第1718号=S/RES/1718 (2006)"),
    form(67, "japanese_bare", "安保理決議2397は", "安保理決議2397=S/RES/2397 (2017)"),
    form(67, "korean", "유엔 안보리 결의 2375호는", "유엔 안보리 결의 2375호=S/RES/2375 (2017)"),
    form(67, "korean_bill", "안보리 결의안 2397호", "안보리 결의안 2397호=S/RES/2397 (2017)"),
    form(68, "turkish", "BM Güvenlik Konseyi'nin 2254 sayılı kararı", "BM Güvenlik Konseyi'nin 2254 sayılı kararı=S/RES/2254 (2015)"),
    form(68, "turkish_short", "1701 sayılı BMGK kararı", "1701 sayılı BMGK kararı=S/RES/1701 (2006)"),
    form(68, "dutch", "Den Haag steunt VN-resolutie 2231.", "VN-resolutie 2231=S/RES/2231 (2015)"),
    form(68, "dutch_organ", "resolutie 1701 van de VN-Veiligheidsraad", "resolutie 1701 van de VN-Veiligheidsraad=S/RES/1701 (2006)"),
]  # fmt: skip
DESCRIBED = [
    form(60, "named", "The UN invoked the Uniting for Peace resolution.", "the Uniting for Peace resolution=A/RES/377(V)"),
    form(69, "adopted_in", "A Security Council resolution adopted in 2012 made charcoal from Somalia contraband.", "A Security Council resolution adopted in 2012=S/RES/2036 (2012)"),
    form(70, "another", "The Security Council acted. Another resolution passed in 2017 stopped North Korean seafood.", "Another resolution passed in 2017=S/RES/2371 (2017)"),
    form(71, "year_first", "It is the 2013 Security Council resolution that put Syria's chemical weapons under lock.", "the 2013 Security Council resolution=S/RES/2118 (2013)"),
    form(72, "month", "An October 2022 Security Council resolution imposed a travel ban on gang leaders in Haiti.", "An October 2022 Security Council resolution=S/RES/2653 (2022)"),
    form(73, "no_year", "Freighters broke a Security Council resolution banning charcoal from Somalia.", "a Security Council resolution=S/RES/2036 (2012)"),
    form(75, "alias", "The UN marks the youth, peace and security resolution.", "the youth, peace and security resolution=S/RES/2250 (2015)"),
    form(76, "mission", "The 2013 UN resolution created MINUSMA, a peacekeeping mission in Mali.", "The 2013 UN resolution=S/RES/2100 (2013)"),
    form(77, "french", "Une résolution de l'ONU adoptée en 2006 interdit les produits de luxe en Corée du Nord.", "Une résolution de l'ONU adoptée en 2006=S/RES/1718 (2006)"),
]  # fmt: skip
GENERIC = [
    form(78, "many", "Oslo named multiple Security Council resolutions.", "multiple Security Council resolutions="),
    form(78, "successive", "It ignored successive Security Council resolutions.", "successive Security Council resolutions="),
    form(78, "past", "It ignored past Security Council resolutions.", "past Security Council resolutions="),
    form(79, "un", "The test broke UN resolutions.", "UN resolutions="),
    form(80, "unsc", "Ships defy UNSC resolutions", "UNSC resolutions="),
    form(81, "council", "At the UN, Oslo wants Council resolutions upheld.", "Council resolutions="),
    form(82, "supported", "Moscow broke UN resolutions that it itself supported.", "UN resolutions="),
    form(83, "fresh", "Tokyo seeks a fresh Security Council resolution on North Korea.", "a fresh Security Council resolution="),
    form(83, "new", "Tokyo seeks a new UN resolution banning coal from North Korea.", "a new UN resolution="),
    form(84, "dozens", "Each year the General Assembly adopted dozens of resolutions.", "dozens of resolutions="),
    form(85, "year_alone", "A 2006 UN resolution is still debated.", "A 2006 UN resolution="),
    form(86, "french", "Paris rappelle les résolutions pertinentes du Conseil de sécurité.", "les résolutions pertinentes du Conseil de sécurité="),
    form(86, "russian", "Это нарушает резолюции Совета Безопасности.", "резолюции Совета Безопасности="),
    form(86, "german", "Alle UN-Resolutionen wurden verletzt.", "UN-Resolutionen="),
]  # fmt: skip


def rows_of(found: tuple[Citation, ...]) -> list[tuple[str, str]]:
    return [(row.citation_text, row.symbol or "") for row in found]


@pytest.mark.parametrize(("text", "want"), [*EXPLICIT, *LISTS, *ASSEMBLY, *LANGUAGES])
def test_numbers(cite: Cite, text: str, want: list[tuple[str, str]]) -> None:
    found = cite(text)
    assert rows_of(found) == want
    assert {row.kind for row in found} == {"explicit"}


@pytest.mark.parametrize(("text", "want"), DESCRIBED)
def test_descriptions(cite: Cite, text: str, want: list[tuple[str, str]]) -> None:
    found = cite(text)
    assert rows_of(found) == want
    assert {row.kind for row in found} == {"implicit"}


@pytest.mark.parametrize(("text", "want"), GENERIC)
def test_in_general(cite: Cite, text: str, want: list[tuple[str, str]]) -> None:
    found = cite(text)
    assert rows_of(found) == want
    assert {(row.kind, row.method) for row in found} == {("generic", "none")}


def test_a_plural_description_is_one_mention_of_a_set(cite: Cite) -> None:
    found = cite("Security Council resolutions bar North Korea from trading coal and seafood.")
    assert [row.symbol for row in found] == ["S/RES/2270 (2016)", "S/RES/2371 (2017)"]
    assert len({row.mention_id for row in found}) == 1
