"""Figures of RedisRaft, for orientation only: three nodes, log synced, values of 100 bytes, measured by the authors of this
project on another two-core machine that was idle. Operations a second by (command, clients, pipeline)."""

REDIS_RAFT = {
    ("set", 1, 1): 2085,
    ("set", 16, 1): 14400,
    ("set", 64, 1): 31100,
    ("set", 256, 1): 37300,
    ("set", 64, 16): 35800,
    ("get", 1, 1): 7730,
    ("get", 16, 1): 45200,
    ("get", 64, 1): 87900,
    ("get", 256, 1): 101800,
}
