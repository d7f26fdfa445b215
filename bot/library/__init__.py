"""The library: packs of works, their passages, how they are cited, read and shelved."""
