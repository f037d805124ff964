"""The REST API, version 1, for agencies and ministries."""
