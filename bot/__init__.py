"""The core of Commonplace: a group's library, what is asked of it, and what is posted from it. Knows no platform."""
