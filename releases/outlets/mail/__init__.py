"""Mail to subscribers: letters that are due go in, messages leave, each written from the record as it is sent.

Never here: who is told of what (`releases.subscribers` plans that), and anything that is not public at that moment.
"""
