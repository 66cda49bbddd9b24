"""Decides how the keys of the stages that made or refused documents are staged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from flows.staging import unhashed
from pipelines.clean.stage import CLEAN
from pipelines.stage_keys import CORRECTIONS


def stage_rows(doc_ids: Sequence[str], keys: Mapping[str, str]) -> pa.Table:
    """The rows of `document_stages` for documents with these keys."""
    schema = unhashed("document_stages")
    columns = [pa.array(doc_ids, pa.string()), _repeat(keys, len(doc_ids))]
    return pa.Table.from_arrays(columns, schema=schema)


def renew_keys(
    doc_ids: Sequence[str], known: pa.Table, keys: Mapping[str, str], *, is_cleaned: bool
) -> pa.Table:
    """The rows of `document_stages` for documents of the lake that are made again.

    `known` are their rows so far: a page that is not cleaned again keeps the key of its cleaning.
    """
    told = known.select(["doc_id", "stage_keys"]).to_pylist()
    before = {row["doc_id"]: dict(row["stage_keys"]).get(CLEAN.name) for row in told}
    parts = [
        stage_rows(ids, keys if is_cleaned else _with_clean(keys, clean))
        for clean in dict.fromkeys(before.get(one) for one in doc_ids)
        for ids in [[one for one in doc_ids if before.get(one) == clean]]
    ]
    return pa.concat_tables([unhashed("document_stages").empty_table(), *parts])


def _with_clean(keys: Mapping[str, str], clean: str | None) -> dict[str, str]:
    others = {name: key for name, key in keys.items() if name != CLEAN.name}
    return others if clean is None else {**others, CLEAN.name: clean}


def correct_keys(rows: pa.Table, digests: Mapping[str, str | None]) -> pa.Table:
    """The rows of `document_stages` with the digests of the corrections of those corrected."""
    told = [(row["doc_id"], dict(row["stage_keys"])) for row in rows.to_pylist()]
    parts = [
        stage_rows([one], keys if digests.get(one) is None else {**keys, CORRECTIONS: digests[one]})
        for one, keys in told
    ]
    return pa.concat_tables([unhashed("document_stages").empty_table(), *parts])


def key_rejects(rejects: pa.Table, keys: Mapping[str, str]) -> pa.Table:
    """The rejects with the keys of the stages that they went through."""
    place = rejects.column_names.index("stage_keys")
    return rejects.set_column(
        place, rejects.schema.field("stage_keys"), _repeat(keys, rejects.num_rows)
    )


def _repeat(keys: Mapping[str, str], times: int) -> pa.Array:
    kind = unhashed("document_stages").field("stage_keys").type
    return pa.array([sorted(keys.items())] * times, kind)
