"""The public site: pages in each language, from the record."""
