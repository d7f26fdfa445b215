"""Lookup: a question to the library, and what it answers."""
