"""Releases as files: a statistic as CSV, JSON and CSVW, any release as plain text. Each holds what is public now."""
