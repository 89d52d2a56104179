#!/usr/bin/env python3
"""tools/cluster against a stand-in for the node: what it does when things are not as they should be."""

import io
import os
import socket
import sys
import tempfile
import unittest
from contextlib import redirect_stdout

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "tools"))

from live import cluster as cluster_module  # noqa: E402
from live import config, resp, table  # noqa: E402
from live.cluster import Cluster, ClusterError  # noqa: E402
from live.writer import Writer  # noqa: E402

FAKE = os.path.join(HERE, "fake_node.py")


def free_port():
    """Node 1's port for three nodes; a block of its own for each process, so that tests may run side by side."""
    base = 20000 + os.getpid() * 10 % 20000
    for port in range(base, base + 20000, 10):
        try:
            for wanted in [p + offset for p in range(port, port + 3) for offset in (0, config.PEER_PORT_OFFSET)]:
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", wanted))
            return port
        except OSError:
            continue
    raise AssertionError("no free ports")


class ClusterTest(unittest.TestCase):
    def setUp(self):
        # Something in the way of every quoting mistake.
        folder = tempfile.TemporaryDirectory(prefix='cluster "test" ')
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.cluster = Cluster(self.folder)
        self.cluster.create(3, free_port(), FAKE)
        self.addCleanup(self.cluster.stop)
        self.addCleanup(setattr, cluster_module, "STOP_PATIENCE", cluster_module.STOP_PATIENCE)
        self.addCleanup(setattr, cluster_module, "START_PATIENCE", cluster_module.START_PATIENCE)

    def start(self):
        return [node.number for node in self.cluster.start(self.cluster.nodes)]

    def pids(self):
        return [node.process.pid() for node in self.cluster.nodes]

    def mood(self, number, mood):
        with open(os.path.join(self.cluster.node(number).folder, "mood"), "w", encoding="utf-8") as file:
            file.write(mood)

    def test_start_returns_when_all_answer_and_stop_when_all_are_gone(self):
        self.assertEqual(self.start(), [1, 2, 3])
        self.assertTrue(all(node.answers() for node in self.cluster.nodes))
        self.assertEqual(self.cluster.stop(), {1: "stopped", 2: "stopped", 3: "stopped"})
        self.assertEqual(self.pids(), [None] * 3)
        self.assertEqual(self.cluster.stop(), {1: "not running", 2: "not running", 3: "not running"})

    def test_another_process_finds_the_same_cluster_in_the_folder(self):
        self.start()
        other = Cluster(self.folder)
        self.assertEqual([node.process.pid() for node in other.nodes], self.pids())
        self.assertEqual(set(other.stop().values()), {"stopped"})

    def test_starting_twice_changes_nothing_and_revives_only_the_dead(self):
        self.start()
        before = self.pids()
        self.assertEqual(self.start(), [])
        self.assertTrue(self.cluster.kill(self.cluster.node(2)))
        self.assertEqual(self.start(), [2])
        after = self.pids()
        self.assertEqual((after[0], after[2]), (before[0], before[2]))
        self.assertNotEqual(after[1], before[1])

    def test_a_pid_that_now_belongs_to_somebody_else_is_not_ours(self):
        pid_file = os.path.join(self.cluster.node(1).folder, "node.pid")
        for stale in [f"{os.getpid()} 12345\n", "4194300 1\n", "garbage", ""]:
            with open(pid_file, "w", encoding="utf-8") as file:
                file.write(stale)
            self.assertIsNone(self.cluster.node(1).process.pid())
            self.assertFalse(self.cluster.kill(self.cluster.node(1)))
        self.assertEqual(self.start(), [1, 2, 3])

    def test_a_port_in_use_is_named_before_anything_starts(self):
        with socket.socket() as squatter:
            squatter.bind(("127.0.0.1", self.cluster.node(2).port))
            squatter.listen()
            with self.assertRaisesRegex(ClusterError, f"node 2 wants port {self.cluster.node(2).port}"):
                self.start()
        self.assertEqual(self.pids(), [None] * 3)

    def test_a_node_that_dies_at_once_fails_the_start_with_the_end_of_its_log(self):
        self.mood(3, "dies")
        with self.assertRaisesRegex(ClusterError, "(?s)node 3 ended at once.*checksum mismatch"):
            self.start()
        self.assertEqual(self.pids(), [None] * 3)

    def test_a_node_that_does_not_hear_is_killed(self):
        self.mood(1, "deaf")
        self.start()
        cluster_module.STOP_PATIENCE = 0.2
        self.assertEqual(self.cluster.stop(), {1: "killed", 2: "stopped", 3: "stopped"})
        self.assertEqual(self.pids(), [None] * 3)

    def test_a_cluster_of_another_shape_is_not_overwritten(self):
        other = Cluster(self.folder)
        with self.assertRaisesRegex(ClusterError, "holds a cluster of 3 nodes"):
            other.create(5, self.cluster.port, FAKE)

    def test_two_at_once_are_told_apart(self):
        with self.cluster.alone():
            with self.assertRaisesRegex(ClusterError, "another tools/cluster is at work"):
                with Cluster(self.folder).alone():
                    pass

    def test_there_is_no_node_zero(self):
        for number in (0, 4, -1):
            with self.assertRaisesRegex(ClusterError, "nodes are 1 to 3"):
                self.cluster.node(number)

    def test_the_table_shows_who_answers_and_who_does_not(self):
        self.start()
        self.cluster.kill(self.cluster.node(2))
        with redirect_stdout(io.StringIO()) as said:
            table.show(self.cluster)
        rows = [line.split() for line in said.getvalue().split("\n")]
        self.assertEqual([row[3] for row in rows[1:4]], ["answers", "stopped", "answers"])
        self.assertEqual(resp.info(self.cluster.node(1).port)["keys"], "5")


class WriterTest(unittest.TestCase):
    def setUp(self):
        self.writer = Writer("w", [])
        self.writer.times = [9.2, 9.9, 10.1, 10.4, 10.5]

    def test_the_pause_after_a_kill_begins_with_the_last_answer_before_it(self):
        self.assertAlmostEqual(self.writer.pause_after(10.35, 0.1), 0.3)

    def test_a_silence_that_lasts_is_a_pause_too(self):
        self.assertAlmostEqual(self.writer.pause_after(10.0, 4.0), 3.5)

    def test_the_pause_before_a_kill_ends_with_it(self):
        self.assertAlmostEqual(self.writer.pause_before(10.0, 1.0), 0.7)
        self.assertAlmostEqual(self.writer.pause_before(11.5, 1.4), 1.0)


if __name__ == "__main__":
    unittest.main()
