"""Exporters: packs as files for other uses. One file a format."""
