"""Decides how the lake is opened, written, locked and read: DuckLake, its catalogue and versions."""
