"""Decides which files describe a release, and writes them beside its tables."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from flows.releasing.files import digest_file, write_json, write_text
from pipelines.release.card import render_card
from pipelines.release.citation import render_citation
from pipelines.release.croissant import describe_croissant
from pipelines.release.datapackage import describe_package
from pipelines.release.facts import Release
from pipelines.release.manifest import MANIFEST, FileFacts, describe_release
from pipelines.release.notes import render_notes
from pipelines.release.views_sql import render_views
from schemas.dictionary import render_dictionary
from schemas.history import deprecations


def write_descriptors(release: Release, folder: Path) -> None:
    """Write all that is told of the release, the manifest of all files last."""
    texts = {
        "README.md": render_card(release),
        "RELEASE_NOTES.md": render_notes(release, deprecations()),
        "CITATION.cff": render_citation(release),
        "data_dictionary.md": render_dictionary(
            release.tables, f"Made for release {release.name}."
        ),
        "views.sql": render_views(release.tables),
    }
    for name, text in texts.items():
        write_text(folder / name, text)
    write_json(folder / "deprecations.json", deprecations())
    write_json(folder / "datapackage.json", describe_package(release))
    write_json(folder / "croissant.json", describe_croissant(release))
    write_json(folder / MANIFEST, describe_release(release, _list_files(release, folder)))


def _list_files(release: Release, folder: Path) -> dict[str, FileFacts]:
    known = {file.path: file.sha256 for file in release.files.values()}
    return {
        path.name: FileFacts(
            path.stat().st_size,
            known.get(path.name) or digest_file(path),
            pq.read_metadata(path).num_rows if path.suffix == ".parquet" else None,
        )
        for path in sorted(folder.iterdir())
    }
