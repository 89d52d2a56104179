"""A cluster of real nodes on this machine: what tools/cluster and the demonstration of tools/run share."""
