"""Tests, in the order of the source: assets, authoring, editions, outlets, admin; then journeys, rules, browser."""
