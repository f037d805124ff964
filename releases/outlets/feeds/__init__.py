"""Feeds of what is public, for readers' programs."""
