"""Discussion: open questions tied to a passage."""
