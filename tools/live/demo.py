#!/usr/bin/env python3
"""usage: demo.py BINARY : three real nodes, one of them killed while clients write. The last part of tools/run.

Exit 0 iff every step did what it says. Leaves no process and no file behind.
"""

import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from live import config, resp  # noqa: E402
from live.cluster import Cluster, ClusterError  # noqa: E402
from live.writer import Writer, lost  # noqa: E402

COLOUR = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
BEFORE, DOWN, AFTER = 2.0, 4.0, 2.0  # seconds of writing: all nodes, one dead, all again
# A pause is a gap if it is longer than this, and much longer than what the machine's disks do to the writes anyway.
PAUSE_MAX = 1.0
PAUSE_TIMES_USUAL = 5


class Failed(Exception):
    """A step did not do what it says."""


def _paint(code, text):
    return f"\x1b[{code}m{text}\x1b[0m" if COLOUR else text


def step(text):
    print("\n" + _paint("1;36", f"--> {text}"), flush=True)


def note(text):
    print("    " + _paint("2", text), flush=True)


def good(text):
    print(f"    {_paint('32', '✓')} {text}", flush=True)


def redis_cli(port, *words):
    """Runs and shows a redis-cli command; its answer."""
    said = subprocess.run(["redis-cli", "-p", str(port), *words], capture_output=True, text=True, timeout=20, check=False)
    answer = (said.stdout + said.stderr).strip()
    print(f"    $ redis-cli -p {port} {shlex.join(words)}\n    {_paint('1', answer)}", flush=True)
    return answer


def expect(condition, text):
    if not condition:
        raise Failed(text)


def free_port(nodes):
    """A port such that the clients' and the nodes' own ports of a cluster from there on are free now."""
    for port in range(17001, 30000, 10):
        try:
            for wanted in [p + offset for p in range(port, port + nodes) for offset in (0, config.PEER_PORT_OFFSET)]:
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", wanted))
            return port
        except OSError:
            continue
    raise Failed("no free ports from 17001 to 30000")


def write_and_read(nodes):
    step("A write through one node, a read through another")
    expect(redis_cli(nodes[0].port, "SET", "greeting", "hello") == "OK", "the write was not acknowledged")
    expect(redis_cli(nodes[2].port, "GET", "greeting") == "hello", "the read did not see the write")
    expect(redis_cli(nodes[1].port, "INCR", "visits") in ("1", "(integer) 1"), "the counter did not start at 1")
    expect(redis_cli(nodes[2].port, "INCR", "visits") in ("2", "(integer) 2"), "the counter did not go on at 2")


def kill_under_load(cluster, writers):
    victim = cluster.nodes[0]
    step("Two clients write without pause; one of them through the node that is about to die")
    for writer in writers:
        writer.start()
    time.sleep(BEFORE)
    good(f"{sum(w.steps for w in writers) * 2:,} writes acknowledged in {BEFORE:.0f} s, each durable on a majority of disks")
    usual = max(writer.pause_before(time.monotonic(), BEFORE / 2) for writer in writers)
    good(f"longest pause between two acknowledged writes while all is well: {usual * 1000:.1f} ms")
    step(f"kill -9 of node {victim.number} (pid {victim.process.pid()})")
    killed = time.monotonic()
    expect(cluster.kill(victim), "the node was not there to be killed")
    time.sleep(DOWN)
    for writer, who in zip(writers, ("the client of the dead node (it moves on)", "the client of a living node")):
        expect(writer.gave_up is None, f"{who} gave up: {writer.gave_up}")
        pause = writer.pause_after(killed, DOWN)
        good(f"{who}: longest pause {pause * 1000:.1f} ms")
        expect(pause < max(PAUSE_MAX, usual * PAUSE_TIMES_USUAL), f"a pause of {pause:.1f} s is a gap")
    expect(redis_cli(cluster.nodes[1].port, "SET", "greeting", "still here") == "OK", "the write was not acknowledged")
    return victim


def nothing_lost(writers, node, who):
    total = 0
    for writer in writers:
        missing = lost(writer, node.port)
        total += writer.steps
        expect(not missing, f"{len(missing)} acknowledged writes are not there, read from {who}: {', '.join(missing[:5])}")
    good(f"all {total:,} keys of acknowledged writes are there, read from {who}")


def bring_back(cluster, victim, writers):
    step(f"Restart of node {victim.number}, while the writing goes on")
    began = time.monotonic()
    cluster.start([victim])
    good(f"it read its disk and answers after {(time.monotonic() - began) * 1000:.0f} ms; it holds {held(victim):,} keys")
    expect(redis_cli(victim.port, "GET", "greeting") == "still here", "it does not know what was written without it")
    time.sleep(AFTER)
    for writer in writers:
        writer.stop()
    nothing_lost(writers, victim, f"node {victim.number}, which was dead for a part of them")
    catch_up(cluster, victim)


def catch_up(cluster, victim):
    """Reads above were answered by consensus; this looks at what the node itself holds."""
    wanted = max(held(node) for node in cluster.nodes if node is not victim)
    deadline = time.monotonic() + 30
    while held(victim) < wanted:
        expect(time.monotonic() < deadline, f"node {victim.number} holds {held(victim)} of {wanted} keys after 30 s")
        time.sleep(0.1)
    good(f"node {victim.number} itself holds all {wanted:,} keys again")


def held(node):
    return int(resp.info(node.port)["keys"])


def demonstrate(cluster):
    step("Three real nodes on this machine, every write synced to disk before it is acknowledged")
    cluster.start(cluster.nodes)
    for node in cluster.nodes:
        note(f"node {node.number}: pid {node.process.pid()}, clients on port {node.port}")
    write_and_read(cluster.nodes)
    ports = [node.port for node in cluster.nodes]
    writers = [Writer("a", ports), Writer("b", ports[1:] + ports[:1])]
    try:
        victim = kill_under_load(cluster, writers)
        step("Was anything lost?")
        nothing_lost(writers, cluster.nodes[2], f"node {cluster.nodes[2].number}")
        bring_back(cluster, victim, writers)
    finally:
        for writer in writers:
            writer.stop()


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="paxosstore-demo-") as folder:
        cluster = Cluster(folder)
        try:
            cluster.create(3, free_port(3), os.path.abspath(sys.argv[1]))
            demonstrate(cluster)
        except (Failed, ClusterError, OSError, resp.RespError, subprocess.TimeoutExpired) as error:
            print(f"\n    {_paint('31', '✗')} {error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
        finally:
            ended = cluster.stop()
        step("Everything stopped")
        for number, how in ended.items():
            expect_clean = _paint("32", "✓") if how == "stopped" else _paint("31", "✗")
            print(f"    {expect_clean} node {number}: {how}")
        return 0 if set(ended.values()) == {"stopped"} else 1


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__, end="")
        sys.exit(2)
    sys.exit(main())
