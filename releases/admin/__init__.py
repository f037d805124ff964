"""The desk: the staff's side. It sees everything and decides nothing: each act is a verb of `editions.acts`."""
