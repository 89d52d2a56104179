"""What tools/bench/store measures: the cells, in the order of one round."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    system: str
    command: str
    clients: int
    pipeline: int = 1
    spread: bool = False
    keys: int = 10000

    def label(self):
        words = [f"{self.command} {self.clients}"]
        words += [f"pipelined by {self.pipeline}"] if self.pipeline > 1 else []
        words += ["over all nodes"] if self.spread else []
        words += ["one key"] if self.keys == 1 else []
        return ", ".join(words)


CLIENTS = (1, 16, 64, 256)


def cells(systems):
    """A cell of one system stands beside the same cell of the other, so that both see the same machine."""
    both = [Cell(system, command, clients) for command in ("set", "get") for clients in CLIENTS for system in systems]
    if "paxosstore" not in systems:
        return both
    ours = [Cell("paxosstore", "set", 64, pipeline=16), Cell("paxosstore", "get", 64, pipeline=16),
            Cell("paxosstore", "set", 64, spread=True), Cell("paxosstore", "get", 64, spread=True),
            Cell("paxosstore", "incr", 64), Cell("paxosstore", "incr", 64, keys=1)]
    return both + ours
