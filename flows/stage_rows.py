"""Decides how the keys of the stages that made or refused documents are staged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from flows.staging import unhashed


def stage_rows(doc_ids: Sequence[str], keys: Mapping[str, str]) -> pa.Table:
    """The rows of `document_stages` for documents with these keys."""
    schema = unhashed("document_stages")
    columns = [pa.array(doc_ids, pa.string()), _repeat(keys, len(doc_ids))]
    return pa.Table.from_arrays(columns, schema=schema)


def key_rejects(rejects: pa.Table, keys: Mapping[str, str]) -> pa.Table:
    """The rejects with the keys of the stages that they went through."""
    place = rejects.column_names.index("stage_keys")
    return rejects.set_column(
        place, rejects.schema.field("stage_keys"), _repeat(keys, rejects.num_rows)
    )


def _repeat(keys: Mapping[str, str], times: int) -> pa.Array:
    kind = unhashed("document_stages").field("stage_keys").type
    return pa.array([sorted(keys.items())] * times, kind)
