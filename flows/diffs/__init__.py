"""Decides what differs between two versions, and why."""
