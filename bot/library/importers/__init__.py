"""Importers: files as people have them, brought into the form of a pack. One file a format."""
