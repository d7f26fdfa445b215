"""Tests of what we wrote ourselves."""
