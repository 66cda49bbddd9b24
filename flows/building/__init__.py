"""Decides how a version is made: its steps, its staging, its publication."""
