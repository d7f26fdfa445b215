"""Answers: one file a family of commands, each Request -> Reply."""
