"""Decides whether there is a lake, and whether a warehouse is the folder that holds its files.

A catalogue in PostgreSQL is known by its address everywhere, its files only where their folder is.
What took another lake's files for its own would find rows without files, and remove the files.
"""

from __future__ import annotations

from flows.lake.catalogs import read_address
from flows.settings import Warehouse
from pipelines.errors import LakeError


def lake_exists(warehouse: Warehouse) -> bool:
    """Whether there is a lake; LakeError when the warehouse holds the files of another one."""
    if warehouse.catalog_url is not None:
        return _exists_in_postgres(warehouse, warehouse.catalog_url)
    if warehouse.owner.exists():
        raise LakeError(
            f"{warehouse.folder} holds the files of a lake in PostgreSQL: give its address by "
            "--catalog or ONRECORD_CATALOG"
        )
    return warehouse.catalog.exists()


def claim_folder(warehouse: Warehouse) -> None:
    """Note in the warehouse of which lake in PostgreSQL it holds the files."""
    if warehouse.catalog_url is None or warehouse.owner.exists():
        return
    from flows.lake.postgres import find_lake, open_session

    with open_session(warehouse.catalog_url) as session:
        identity = find_lake(session, read_address(warehouse.catalog_url).schema)
    warehouse.owner.write_text(f"{identity}\n", "utf-8")


def _exists_in_postgres(warehouse: Warehouse, address: str) -> bool:
    from flows.lake.postgres import find_lake, has_files, open_session

    if warehouse.catalog.exists():
        raise LakeError(
            f"{warehouse.folder} holds a lake of its own, with its catalogue in {warehouse.catalog}: "
            "name another folder by --warehouse, or leave --catalog and ONRECORD_CATALOG away"
        )
    schema = read_address(address).schema
    with open_session(address) as session:
        found = find_lake(session, schema)
        is_elsewhere = found is not None and has_files(session, schema)
    if warehouse.owner.exists():
        is_elsewhere = warehouse.owner.read_text("utf-8").strip() != found
    if is_elsewhere:
        raise LakeError(
            f"the files of the lake {address} are not in {warehouse.folder}: name the folder that "
            "holds them by --warehouse; for a new lake, an empty folder"
        )
    return found is not None
