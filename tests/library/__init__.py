"""The library: packs, importers, citations, references."""
