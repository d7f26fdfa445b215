"""Wording: message catalogues, one file a language; the only place for what people read."""
