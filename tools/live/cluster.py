"""A cluster in a folder: its nodes' configurations, data, logs and pid files, and the steps from stopped to answering."""

import fcntl
import json
import os
import shutil
import signal
import socket
import time
from contextlib import contextmanager

from live import config, resp
from live.process import Process

START_PATIENCE = 60.0  # a node reads back all of its data first
STOP_PATIENCE = 10.0
LOG_TAIL = 15


class ClusterError(Exception):
    """For people: what went wrong and what to do."""


class Node:
    def __init__(self, number, port, folder):
        self.number = number
        self.port = port
        self.folder = os.path.join(folder, f"node-{number}")
        self.config_file = os.path.join(self.folder, "node.textproto")
        self.log = os.path.join(self.folder, "node.log")
        self.process = Process(os.path.join(self.folder, "node.pid"))

    def answers(self):
        try:
            return resp.ask(self.port, "PING", timeout=1.0) == "PONG"
        except (OSError, resp.RespError):
            return False

    def log_tail(self):
        try:
            with open(self.log, encoding="utf-8", errors="replace") as file:
                return "".join(file.readlines()[-LOG_TAIL:])
        except OSError:
            return ""


class Cluster:
    """REQUIRES for all but start: the folder holds a cluster that was started once."""

    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        self._file = os.path.join(self.folder, "cluster.json")
        self.nodes = []
        self.binary = None
        try:
            with open(self._file, encoding="utf-8") as file:
                self._shape(**json.load(file))
        except FileNotFoundError:
            pass
        except (ValueError, TypeError) as error:
            raise ClusterError(f"{self._file} is damaged ({error}); remove {self.folder} to begin anew") from error

    def _shape(self, nodes, port, binary):
        self.nodes = [Node(i + 1, port + i, self.folder) for i in range(nodes)]
        self.port = port
        self.binary = binary

    def exists(self):
        return bool(self.nodes)

    def node(self, number):
        if not 1 <= number <= len(self.nodes):
            raise ClusterError(f"there is no node {number}: nodes are 1 to {len(self.nodes)}")
        return self.nodes[number - 1]

    @contextmanager
    def alone(self):
        """Nobody else starts, stops or restarts nodes of this folder meanwhile."""
        os.makedirs(self.folder, exist_ok=True)
        with open(os.path.join(self.folder, "lock"), "w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ClusterError(f"another tools/cluster is at work on {self.folder}; wait for it") from error
            yield

    def create(self, nodes, port, binary):
        """Writes the configurations. An existing cluster of the same shape keeps its data."""
        if self.exists() and (len(self.nodes), self.port) != (nodes, port):
            raise ClusterError(f"{self.folder} holds a cluster of {len(self.nodes)} nodes from port {self.port}; start that one, "
                               "give another --dir, or --fresh to throw its data away")
        self._shape(nodes, port, binary)
        for node in self.nodes:
            os.makedirs(node.folder, exist_ok=True)
            with open(node.config_file, "w", encoding="utf-8") as file:
                file.write(config.text(node, self.nodes))
        with open(self._file, "w", encoding="utf-8") as file:
            json.dump({"nodes": nodes, "port": port, "binary": binary}, file)

    def wipe(self):
        """Forgets the stopped cluster and all of its data."""
        for node in self.nodes:
            shutil.rmtree(node.folder, ignore_errors=True)
        if self.exists():
            os.remove(self._file)
        self.nodes = []

    def start(self, nodes):
        """Starts those of `nodes` that do not run and returns once all of `nodes` answer. On failure, stops what it started."""
        asleep = [node for node in nodes if node.process.pid() is None]
        for node in asleep:
            self._check_ports(node)
        try:
            for node in asleep:
                node.process.start([self.binary, "--config", node.config_file], node.log, node.folder)
            self._wait_until_answering(nodes)
        except BaseException:
            self.stop(asleep)
            raise
        return asleep

    def _check_ports(self, node):
        for port in (node.port, config.peer_port(node)):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError as error:
                    raise ClusterError(f"node {node.number} wants port {port}, which somebody else uses ({error.strerror}); "
                                       "choose another --port") from error

    def _wait_until_answering(self, nodes):
        deadline = time.monotonic() + START_PATIENCE
        for node in nodes:
            while not node.answers():
                what = None
                if node.process.pid() is None:
                    what = "ended at once"
                elif time.monotonic() > deadline:
                    what = f"does not answer after {START_PATIENCE:.0f} s"
                if what:
                    raise ClusterError(f"node {node.number} {what}; the end of {node.log}:\n{node.log_tail()}")
                time.sleep(0.05)

    def kill(self, node):
        """SIGKILL; False if it did not run."""
        return node.process.send(signal.SIGKILL) and node.process.wait_gone(STOP_PATIENCE)

    def stop(self, nodes=None):
        """Asks `nodes` (all of them) to end, at once, and waits; {node number: "stopped", "killed" or "not running"}."""
        nodes = self.nodes if nodes is None else nodes
        asked = {node.number for node in nodes if node.process.send(signal.SIGTERM)}
        return {n.number: n.process.end(STOP_PATIENCE) if n.number in asked else "not running" for n in nodes}
