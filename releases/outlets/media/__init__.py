"""Bytes on their way out: a file leaves only while a public edition shows it."""
