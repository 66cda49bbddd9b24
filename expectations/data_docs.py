"""Decides where Great Expectations' own report goes: a fresh static site each time."""

import tempfile
from pathlib import Path
from typing import Any

from great_expectations.data_context.data_context.ephemeral_data_context import (
    EphemeralDataContext,
)

SITE = "audit"


def refuse_other_files(folder: Path) -> None:
    """Raises FileExistsError where replacing `folder` would delete what is no report."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "index.html").exists():
        raise FileExistsError(f"{folder} holds other files than a report; choose another folder")


def build_site(context: EphemeralDataContext, folder: Path) -> None:
    """Renders every suite and result of `context`, then puts the site in place of the old one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as work:
        fresh, old = Path(work, "fresh"), Path(work, "old")
        context.add_data_docs_site(SITE, _site(fresh))
        context.build_data_docs([SITE])
        _list_pages(fresh)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)


def _site(folder: Path) -> Any:
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(folder.resolve()),
        },
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }


def _list_pages(site: Path) -> None:
    """Adds plain links to the index: its own list is drawn by scripts from the network."""
    index = site / "index.html"
    pages = sorted(page.relative_to(site) for page in site.glob("validations/**/*.html"))
    links = "".join(f'<li><a href="{page.as_posix()}">{page.parts[1]}</a></li>' for page in pages)
    text = index.read_text(encoding="utf-8")
    index.write_text(text.replace("</body>", f"<ul>{links}</ul></body>", 1), encoding="utf-8")
