"""Three nodes of ours on this machine, started as tools/cluster starts them."""

from live.cluster import Cluster


class Nodes:
    name = "paxosstore"
    protocol = "resp"

    def __init__(self, folder, first_port, binary):
        self._cluster = Cluster(folder)
        self._cluster.create(3, first_port, binary)

    def start(self):
        self._cluster.start(self._cluster.nodes)

    def ports(self):
        return [node.port for node in self._cluster.nodes]

    def pids(self):
        return [pid for pid in (node.process.pid() for node in self._cluster.nodes) if pid is not None]

    def stop(self):
        self._cluster.stop()
