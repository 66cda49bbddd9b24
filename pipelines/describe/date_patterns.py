"""Decides what a date or a time with digits looks like; all repeats are bounded."""

import re

SPACE = r"[ \t\xa0\u202f]"
YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
ZONE = (
    rf"(?:{SPACE}?(?:\(?(?:UTC|GMT|[A-Z]{{1,3}}[SD]?T)\)?(?![A-Za-z])|Z\b|[+-]\d\d:?\d\d|Uhr\b))?"
)

# Tried at a number.
NUMBER = re.compile(r"[0-9][0-9]*")  # a set in front, not a repeat: far quicker to search for
YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"
)
EAST_ASIAN = re.compile(
    rf"(?P<year>(?:19|20)\d\d){SPACE}?[年년]{SPACE}?(?P<month>\d{{1,2}}){SPACE}?[月월]{SPACE}?"
    rf"(?P<day>\d{{1,2}}){SPACE}?[日일]"
)
YEAR_LAST = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<sep>[-/.]){SPACE}?(?P<second>\d{{1,2}})(?P=sep){SPACE}?"
    r"(?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
)
DAY_NAME = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?(?:{SPACE}|-){{0,2}}(?:(?:de|of){SPACE})?"
    rf"(?P<name>[^\W\d_]{{3,12}})\.?(?:[,/-]?{SPACE}{{0,2}}(?:del?{SPACE})?{YEAR})?"
)
DAY_AFTER_NAME = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:%])(?![.,]\d{3}(?!\d))"
    rf"(?:(?:[,.]?{SPACE}{{1,2}}|,){YEAR})?"
)
JUST_YEAR = re.compile(YEAR)

# Searched in the few characters before a number or a date.
CAMEL_TAIL = re.compile(r"[A-ZÀ-ÞА-Я][a-zß-ÿа-я]+\Z")
WEEKDAY_BEFORE = re.compile(
    rf"(?P<name>[^\W\d_]{{2,13}}(?:-feira)?)\.?,?{SPACE}{{0,2}}(?P<bracket>\(?)\Z"
)
TIME_BEFORE = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:h](?P<minute>\d\d)(?::\d\d)?"
    rf"(?:{SPACE}?(?P<half>[AaPp])\.?[Mm]\.?)?(?:{SPACE}[A-Z]{{2,4}})?"
    rf"{SPACE}{{0,2}}[,|·•–-]?{SPACE}{{0,2}}(?:(?:on|am){SPACE})?\Z"
)

# Tried right after a date.
TIME_AFTER = re.compile(
    rf"(?:T|{SPACE}{{0,3}}[,|·•@/–—-]?{SPACE}{{0,2}}(?:(?:at|um|à|às|alle|ore|a las|kl\.?|в){SPACE})?)"
    r"(?P<hour>\d{1,2})(?:(?P<sep>[:.h])(?P<minute>\d\d)(?!\d)(?::\d\d(?:\.\d{1,6})?)?)?"
    rf"(?:{SPACE}?(?P<half>[AaPp])\.?[Mm]\b\.?)?(?P<zone>{ZONE})"
)
