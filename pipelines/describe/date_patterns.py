"""Decides what a date or a time with digits looks like; all repeats are bounded."""

import re

SPACE = r"[ \t\xa0\u202f]"
YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
# A flattener glues what follows to the year: a time, a count of minutes or of comments.
GLUED_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d{4})"
# Vowel signs are no letters to the patterns, so the script of Hindi has a set of its own.
NAME = r"(?P<name>[\u0904-\u0963]{2,12}|[^\W\d_]{3,13})"
ZONE = (
    rf"(?:{SPACE}?(?:\(?(?:UTC|GMT|WIB|WITA|[A-Z]{{1,3}}[SD]?T)\)?(?![A-Za-z])"
    r"|Z\b|[+-]\d\d:?\d\d|Uhr\b|hrs\b))?"
)
HALF = r"(?P<half>[AaPp])\.?[Mm]"

# Tried at a number.
YEAR_FIRST = re.compile(
    rf"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.]){SPACE}?(?P<month>\d{{1,2}})(?P=sep){SPACE}?"
    r"(?P<day>\d{1,2})(?!\d)"
)
EAST_ASIAN = re.compile(
    rf"(?P<year>(?:19|20)\d\d){SPACE}?[年년]{SPACE}?(?P<month>\d{{1,2}}){SPACE}?[月월]"
    rf"(?:{SPACE}?(?P<day>\d{{1,2}}){SPACE}?[日일号])?"
)
EAST_ASIAN_DAY = re.compile(
    rf"(?P<month>\d{{1,2}}){SPACE}?[月월]{SPACE}?(?P<day>\d{{1,2}}){SPACE}?[日일号]"
)
VIETNAMESE = re.compile(
    rf"(?P<day>\d{{1,2}}),?{SPACE}[Tt]háng{SPACE}(?P<month>\d{{1,2}})"
    rf"(?:,?{SPACE}(?:[Nn]ăm{SPACE})?{YEAR})?"
)
YEAR_NAME_DAY = re.compile(
    rf"(?P<year>(?:19|20)\d\d)[.,-]?{SPACE}?{NAME}[.-]?{SPACE}?"
    r"(?P<day>\d{1,2})(?![\d:%])"
)
YEAR_LAST = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<sep>[-/.]){SPACE}?(?P<second>\d{{1,2}})(?P=sep){SPACE}?"
    r"(?:(?P<year>(?:19|20)\d\d)(?!\d{3}|\.\d)|(?P<short>\d\d)(?![\d./-]))"
)
DAY_NAME = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|°|\.)?(?:{SPACE}|[-/]){{0,2}}"
    rf"(?:(?:de|of){SPACE}|d[’'])?"
    rf"{NAME}\.?"
    rf"(?:[,/-]?{SPACE}{{0,2}}(?:del?{SPACE})?{GLUED_YEAR})?"
)
DAY_AFTER_NAME = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:%])(?![.,]\d{3}(?!\d))"
    rf"(?:(?:[,.]?{SPACE}{{1,2}}|,|,{SPACE}?del?{SPACE}){GLUED_YEAR})?"
)
JUST_YEAR = re.compile(rf"{YEAR}(?!{SPACE}?[Mm]in)")

# Searched in the few characters before a number or a date.
CAMEL_TAIL = re.compile(r"(?:[A-ZÀ-ÞА-Я][a-zß-ÿа-я]{1,20}|(?<=[a-zß-ÿа-я])[A-ZÀ-ÞА-Я]{3,12})\Z")
TIME_BEFORE = re.compile(
    rf"(?<!\d)(?P<hour>\d{{1,2}})[:h](?P<minute>\d\d)(?::\d\d)?(?:{SPACE}?{HALF}\.?)?"
    rf"(?:{SPACE}(?:[A-Z]{{2,4}}|Uhr))?"
    rf"{SPACE}{{0,2}}[,|·•–-]?{SPACE}{{0,2}}(?:(?:on|am){SPACE})?\Z"
)

# Tried right after a date.
WEEKDAY_AFTER = re.compile(rf"{SPACE}?[(（](?P<name>[^\W\d_]{{1,13}})[.]?[)）]")
TIME_AFTER = re.compile(
    rf"(?:T|{SPACE}{{0,3}}[,|·•@/–—-]?{SPACE}{{0,2}}"
    rf"(?:(?:at|um|à|às|alle|ore|a las|kl\.?|в|klo|о|saat|pukul){SPACE})?)"
    r"(?P<hour>\d{1,2})"
    rf"(?:(?P<sep>[:.h時시]){SPACE}?(?P<minute>\d\d)(?!\d)(?::\d\d(?:\.\d{{1,6}})?)?)?"
    rf"(?:{SPACE}?{HALF}\b\.?)?(?P<zone>{ZONE})"
)
