"""The ways out to the public. Each reads the record through `editions.reading`, and none knows another."""
