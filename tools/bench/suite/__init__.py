"""What the benchmark scripts share: systems to load, the load, the machine they run on, tables."""
