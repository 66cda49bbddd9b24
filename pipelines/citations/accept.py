"""Decides whether a number after the noun cites a UN resolution, and not another body's."""

from __future__ import annotations

from pipelines.citations.authority import Authority
from pipelines.citations.context import Context
from pipelines.citations.mention import Mention
from pipelines.citations.written import YEAR_LIKE

SAFE_ROLES = frozenset({"name", "acronym", "un", "short"})


def is_of_un(context: Context, authority: Authority) -> bool:
    """Whether the mention may be taken for one of a UN resolution.

    An organ that only the UN has is enough. Else nothing may point elsewhere, and the page
    must speak of the UN or the tables must know the number.
    """
    mention = context.mention
    organ = mention.organ
    if mention.form == "symbol":
        return True
    if organ and not mention.is_doubtful and (organ.role in SAFE_ROLES or _is_unscr(context)):
        return True
    if mention.written and mention.written.year and _has_its_year(mention, authority):
        return True
    is_known = _is_known(mention, authority)
    if context.is_elsewhere or (mention.is_doubtful and not is_known):
        return False
    if _is_like_year(mention) and not context.surroundings.is_un_page:
        return False
    return is_known or context.surroundings.is_un_page


def _has_its_year(mention: Mention, authority: Authority) -> bool:
    """Whether number and year in parentheses are a pair of the Security Council."""
    return authority.year_of(int(mention.number)) == mention.cited_year


def _is_unscr(context: Context) -> bool:
    mention = context.mention
    is_fused = mention.organ is not None and mention.organ.role == "fused"
    return is_fused and context.text.startswith("UN", mention.noun_start)


def _is_like_year(mention: Mention) -> bool:
    written = mention.written
    if (
        written is None
        or written.form != "plain"
        or len(mention.companions) > 1
        or mention.cited_year
    ):
        return False
    return int(written.number) in YEAR_LIKE


def _is_known(mention: Mention, authority: Authority) -> bool:
    if mention.written is None or mention.written.form in ("plain", "lettered"):
        number = mention.number
        return authority.council_row(number) is not None or number in authority.by_old_number
    symbols = (f"A/RES/{mention.number}", f"A/HRC/RES/{mention.number}")
    return any(symbol in authority.by_symbol for symbol in symbols)
