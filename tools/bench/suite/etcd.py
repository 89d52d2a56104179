"""Three members of etcd on this machine, as Debian packages it, with its own defaults: every write synced."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request

START_PATIENCE = 30.0
_PR_SET_PDEATHSIG = 1


class EtcdError(Exception):
    """For people: what went wrong and what to do."""


def installed():
    return shutil.which("etcd") is not None


def version():
    out = subprocess.run(["etcd", "--version"], capture_output=True, text=True, check=False).stdout
    return out.split("\n", 1)[0].replace("etcd Version: ", "").strip()


def _die_with_parent():
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Etcd:
    name = "etcd"
    protocol = "etcd"

    def __init__(self, folder, first_port):
        self._folder = folder
        self._clients = [first_port + 2 * i for i in range(3)]
        self._processes = []

    def start(self):
        urls = [f"http://127.0.0.1:{port}" for port in self._clients]
        peers = [f"http://127.0.0.1:{port + 1}" for port in self._clients]
        cluster = ",".join(f"m{i}={peer}" for i, peer in enumerate(peers))
        for i, (url, peer) in enumerate(zip(urls, peers)):
            data = os.path.join(self._folder, f"m{i}")
            os.makedirs(data, mode=0o700)
            # A run writes more revisions than the default quota holds; its size changes nothing else. A session of its own, as our
            # nodes have: the scheduler shares the processor between sessions.
            words = ["etcd", "--name", f"m{i}", "--data-dir", data, "--listen-client-urls", url, "--advertise-client-urls", url,
                     "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", cluster,
                     "--initial-cluster-state", "new", "--quota-backend-bytes", str(8 << 30), "--log-level", "error"]
            with open(os.path.join(self._folder, f"m{i}.log"), "wb") as log:
                self._processes.append(subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                                        preexec_fn=_die_with_parent, start_new_session=True))
        self._wait_for_leader()

    def _wait_for_leader(self):
        deadline = time.monotonic() + START_PATIENCE
        while self._leader() is None:
            if time.monotonic() > deadline or any(p.poll() is not None for p in self._processes):
                raise EtcdError(f"etcd did not elect a leader; see {self._folder}/m*.log")
            time.sleep(0.1)

    def _leader(self):
        """The leader's port; None while there is none that all members agree on."""
        said = [self._status(port) for port in self._clients]
        leaders = {s["leader"] for s in said if s and s.get("leader", "0") != "0"}
        if None in said or len(leaders) != 1:
            return None
        return next((port for port, s in zip(self._clients, said) if s["header"]["member_id"] in leaders), None)

    @staticmethod
    def _status(port):
        try:
            ask = urllib.request.Request(f"http://127.0.0.1:{port}/v3/maintenance/status", data=b"{}", method="POST")
            with urllib.request.urlopen(ask, timeout=2) as answer:
                return json.load(answer)
        except (OSError, ValueError, urllib.error.URLError):
            return None

    def ports(self):
        """The leader first: clients that all go there get the best that etcd has."""
        leader = self._leader()
        return sorted(self._clients, key=lambda port: port != leader)

    def pids(self):
        return [process.pid for process in self._processes]

    def stop(self):
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
        self._processes = []
