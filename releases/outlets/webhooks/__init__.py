"""Webhooks: what changed in the record, sent to the endpoints of partners as Standard Webhooks says.

Enters: deliveries that are due. Leaves: signed requests, by `manage.py deliver`.
Never here: anything that is not public at the moment of sending; a request to an address inside our own network.
"""
