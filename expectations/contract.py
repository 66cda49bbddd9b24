"""Decides which checks follow from the declaration of a table in `schemas/`."""

# ruff: noqa: S608 (statements are put together from declarations, never from input)

from collections.abc import Iterator

from expectations.check import Check, Kind, columns, identifier, literal
from schemas.field import Field, Proof, Reference, Table

PAGES = "documents"
OUTSIDE = "'outside raw_text'"


def contract_checks(table: Table) -> tuple[Check, ...]:
    """Every check that the table's declaration asks for."""
    return (
        *(check for field in table.fields for check in _field_checks(table, field)),
        _key_check(table),
        *(_reference_check(table, reference) for reference in table.references),
        *(_proof_check(table, proof) for proof in table.proofs),
    )


def _field_checks(table: Table, field: Field) -> Iterator[Check]:
    name = identifier(field.name)
    if field.null is None:
        rule = f"{field.name} is never null"
        yield _field_check(table, field, "not_null", rule, f"{name} IS NULL")
    if field.one_of is not None:
        rule = f"{field.name} is one of {', '.join(field.one_of)}"
        listed = ", ".join(literal(value) for value in field.one_of)
        yield _field_check(table, field, "one_of", rule, f"{name} NOT IN ({listed})")
    if field.minimum is not None or field.maximum is not None:
        rule = f"{field.name} is {_bounds(field)}"
        yield _field_check(table, field, "range", rule, _outside(field))
    if field.pattern is not None:
        rule = f"{field.name} is written as {field.pattern}"
        broken = f"NOT regexp_full_match({name}, {literal(field.pattern)})"
        yield _field_check(table, field, "pattern", rule, broken)


def _field_check(table: Table, field: Field, kind: Kind, rule: str, broken: str) -> Check:
    shown = columns(*table.key, field.name)
    rows = f"SELECT {shown} FROM {identifier(table.name)} WHERE {broken}"
    name = f"{field.name}.{kind}"
    return Check(table.name, name, rule, rows, kind=kind, fields=(field,), is_local=True)


def _bounds(field: Field) -> str:
    if field.maximum is None:
        return f"at least {field.minimum:g}"
    if field.minimum is None:
        return f"at most {field.maximum:g}"
    return f"between {field.minimum:g} and {field.maximum:g}"


def _outside(field: Field) -> str:
    name = identifier(field.name)
    bounds = ((field.minimum, "<"), (field.maximum, ">"))
    return " OR ".join(f"{name} {sign} {bound:g}" for bound, sign in bounds if bound is not None)


def _key_check(table: Table) -> Check:
    key = columns(*table.key)
    return Check(
        table.name,
        "key.unique",
        f"no two rows have the same {' and '.join(table.key)}",
        f"SELECT {key} FROM {identifier(table.name)} "
        f"QUALIFY count(*) OVER (PARTITION BY {key}) > 1",
        kind="unique",
        fields=tuple(table.field(name) for name in table.key),
    )


def _reference_check(table: Table, reference: Reference) -> Check:
    pairs = tuple(zip(reference.columns, reference.other_columns, strict=True))
    same = " AND ".join(f"o.{identifier(o)} = t.{identifier(c)}" for c, o in pairs)
    given = " AND ".join(f"t.{identifier(c)} IS NOT NULL" for c in reference.columns)
    shown = ", ".join(f"t.{identifier(c)}" for c in dict.fromkeys((*table.key, *reference.columns)))
    return Check(
        table.name,
        f"{'.'.join(reference.columns)}.references",
        f"{' and '.join(reference.columns)} {'stands' if len(pairs) == 1 else 'stand'} "
        f"in the table {reference.other}",
        f"SELECT {shown} FROM {identifier(table.name)} t "
        f"ANTI JOIN {identifier(reference.other)} o ON {same} WHERE {given}",
        reads=_others(table, reference.other),
    )


def _proof_check(table: Table, proof: Proof) -> Check:
    """The span lies in the page's text and, where the table keeps its words, is those words."""
    start, end = f"t.{identifier(proof.start)}", f"t.{identifier(proof.end)}"
    cases = (
        f"WHEN ({start} IS NULL) <> ({end} IS NULL) THEN 'half a span' "
        f"WHEN {start} >= {end} THEN 'empty or backward span' "
        f"WHEN {start} < 0 THEN {OUTSIDE} "
    )
    told: tuple[str, ...] = (proof.start, proof.end)
    if proof.text is None:
        rule = f"{proof.start} and {proof.end} lie in the raw_text of the page"
        rows, beyond = _measured_pages(table, end)
        cases += f"WHEN {beyond} THEN {OUTSIDE}"
    else:
        told = (*told, proof.text)
        rule = f"{proof.text} is raw_text from {proof.start} to {proof.end}"
        rows = f"{identifier(table.name)} t JOIN {PAGES} d ON d.doc_id = t.doc_id"
        cases += _word_cases(start, end, f"t.{identifier(proof.text)}")
    given = " OR ".join(f"t.{identifier(name)} IS NOT NULL" for name in told)
    return Check(
        table.name,
        f"{proof.start}.proof",
        rule,
        f"SELECT {columns(*table.key, *told)}, fault FROM "
        f"(SELECT t.*, CASE {cases} END AS fault FROM {rows} WHERE {given}) "
        "WHERE fault IS NOT NULL",
        reads=_others(table, PAGES),
        is_local=True,
    )


def _measured_pages(table: Table, end: str) -> tuple[str, str]:
    """The rows `t`, and the condition that a span ends beyond the page's text."""
    if table.name == PAGES:
        # A character has four bytes at most: of spans at the top the bytes tell, uncounted.
        return f"{PAGES} t", f"{end} > strlen(t.raw_text) // 4 AND {end} > length(t.raw_text)"
    pages = f"(SELECT doc_id, length(raw_text) AS length FROM {PAGES})"
    return f"{identifier(table.name)} t JOIN {pages} d ON d.doc_id = t.doc_id", f"{end} > d.length"


def _word_cases(start: str, end: str, text: str) -> str:
    """What can be wrong with words. Words as long as their span that stand there lie in the page.

    So a page's characters are counted only where the words are others.
    """
    return (
        f"WHEN ({start} IS NULL) <> ({text} IS NULL) "
        "THEN 'words without span, or span without words' "
        f"WHEN substring(d.raw_text, {start} + 1, {end} - {start}) <> {text} "
        f"THEN CASE WHEN {end} > length(d.raw_text) THEN {OUTSIDE} ELSE 'other words' END "
        f"WHEN length({text}) <> {end} - {start} THEN {OUTSIDE}"
    )


def _others(table: Table, other: str) -> tuple[str, ...]:
    return () if other == table.name else (other,)
