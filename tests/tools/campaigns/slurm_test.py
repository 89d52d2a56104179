#!/usr/bin/env python3
"""tools/slurm without a cluster: stand-ins for Slurm's commands and for paxsim in front of the real ones. With one, where
Slurm is installed: that one_machine brings it up and leaves nothing behind."""

import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.dont_write_bytecode = True
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
SLURM = os.path.join(ROOT, "tools", "slurm")
ONE_MACHINE = os.path.join(SLURM, "one_machine")

# A campaign that never ends by itself, but properly at SIGTERM.
ENDLESS = 'trap "exit 143" TERM\necho running >> {calls}\nwhile :; do sleep 0.05; done'


class WithStandIns(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder, self.calls = folder.name, os.path.join(folder.name, "calls")
        self.stub("scontrol", f'echo scontrol "$@" >> {self.calls}')
        self.stub("sbatch", f'echo sbatch "$@" >> {self.calls}\necho 41')
        self.environment = dict(os.environ, PATH=f"{self.folder}:{os.environ['PATH']}", SLURM_ARRAY_TASK_ID="3",
                                SLURM_ARRAY_TASK_MIN="1", SLURM_ARRAY_TASK_MAX="4", SLURM_JOB_ID="17",
                                SLURM_CPUS_PER_TASK="5", PAXSIM=os.path.join(self.folder, "paxsim"))

    def stub(self, name, body):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/bash\n{body}\n")
        os.chmod(path, 0o755)

    def called(self):
        if not os.path.exists(self.calls):
            return ""
        with open(self.calls, encoding="utf-8") as file:
            return file.read()


class ShardTest(WithStandIns):
    """campaign.sbatch"""

    def begin(self, *args):
        return subprocess.Popen(["bash", os.path.join(SLURM, "campaign.sbatch"), *args], env=self.environment,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def interrupted_by(self, number):
        self.stub("paxsim", ENDLESS.format(calls=self.calls))
        with self.begin() as shard:
            deadline = time.monotonic() + 30
            while "running" not in self.called():
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.01)
            shard.send_signal(number)
            shard.communicate(timeout=30)
        return shard.returncode

    def test_it_resumes_with_a_process_for_each_processor_and_passes_the_rest_on(self):
        self.stub("paxsim", f'echo paxsim "$@" >> {self.calls}')
        with self.begin("scenarios", "--seeds", "9", "--out", "a b") as shard:
            shard.communicate(timeout=30)
        self.assertEqual(shard.returncode, 0)
        self.assertEqual(self.called(), "paxsim campaign --resume --jobs 5 scenarios --seeds 9 --out a b\n")

    def test_it_ends_as_the_campaign_did(self):
        for code in (1, 2):
            self.stub("paxsim", f"exit {code}")
            with self.begin() as shard:
                shard.communicate(timeout=30)
            self.assertEqual(shard.returncode, code)

    def test_near_the_time_limit_the_campaign_is_ended_properly_and_queued_again(self):
        self.assertEqual(self.interrupted_by(signal.SIGUSR1), 143)
        self.assertIn("scontrol requeue 17\n", self.called())

    def test_who_is_cancelled_is_not_queued_again(self):
        self.assertEqual(self.interrupted_by(signal.SIGTERM), 143)
        self.assertNotIn("requeue", self.called())


class SubmitTest(WithStandIns):
    def submit(self, *args):
        self.stub("paxsim", "exit 0")
        return subprocess.run([os.path.join(SLURM, "submit"), *args], env=self.environment, capture_output=True, text=True,
                              check=False)

    def test_the_merging_comes_when_the_array_has_ended_whatever_it_found(self):
        out = os.path.join(self.folder, "out")
        done = self.submit("--out", out, "--shards", "7", "--cpus", "3", "scenarios", "--seeds", "99")
        self.assertEqual(done.returncode, 0, done.stderr)
        array, merge = self.called().splitlines()
        self.assertIn("--array=1-7 --cpus-per-task=3 ", array)
        self.assertTrue(array.endswith(f"campaign.sbatch scenarios --seeds 99 --out {out}"), array)
        self.assertIn("--dependency=afterany:41 ", merge)
        self.assertTrue(merge.endswith(f"merge.sbatch {out}"), merge)

    def test_what_cannot_be_meant_is_refused(self):
        for args, word in [(["scenarios"], "--out"), (["--out", "x", "--shards", "no"], "--shards"),
                           (["--out", "x", "--jobs", "2"], "--jobs"), (["--out"], "value")]:
            done = self.submit(*args)
            self.assertEqual(done.returncode, 1)
            self.assertIn(word, done.stderr)
        self.assertEqual(self.called(), "")


class OneMachineTest(unittest.TestCase):
    def run_it(self, *args, **more):
        return subprocess.run([sys.executable, ONE_MACHINE, *args], capture_output=True, text=True, check=False, timeout=110,
                              **more)

    def needs_slurm(self):
        if self.run_it("true").returncode == 77:
            self.skipTest("Slurm is not installed: apt-get install slurm-wlm munge")

    def test_where_slurm_is_missing_it_says_so_with_the_code_of_a_skipped_test(self):
        done = self.run_it("true", env={"PATH": "/nonexistent"})
        self.assertEqual(done.returncode, 77)
        self.assertIn("apt-get install slurm-wlm munge", done.stderr)

    def test_without_a_command_it_asks_for_one(self):
        done = self.run_it()
        self.assertEqual(done.returncode, 2)
        self.assertIn("run what?", done.stderr)

    def test_it_runs_jobs_passes_the_exit_code_on_and_leaves_nothing_behind(self):
        self.needs_slurm()
        with tempfile.TemporaryDirectory() as folder:
            done = self.run_it("bash", "-c", "srun hostname && echo $SLURM_CONF && exit 5", env=dict(os.environ, TMPDIR=folder))
            self.assertEqual(done.returncode, 5, done.stderr)
            host, configuration = done.stdout.split()
            self.assertEqual(host, os.uname().nodename)
            self.assertTrue(configuration.startswith(folder))
            self.assertEqual(os.listdir(folder), [])
            for process in glob.glob("/proc/[0-9]*/environ"):
                try:
                    with open(process, "rb") as file:
                        self.assertNotIn(configuration.encode(), file.read(), process)
                except OSError:
                    pass  # it has ended, or is another user's


class ShellTest(unittest.TestCase):
    SCRIPTS = ("campaign.sbatch", "merge.sbatch", "submit")

    def test_bash_reads_them(self):
        for script in self.SCRIPTS:
            subprocess.run(["bash", "-n", os.path.join(SLURM, script)], check=True)

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_shellcheck_finds_nothing(self):
        paths = [os.path.join(SLURM, script) for script in self.SCRIPTS]
        done = subprocess.run(["shellcheck", "-x", "-P", SLURM, *paths], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_the_commands_explain_themselves(self):
        for script in ("submit", "compare", "one_machine"):
            said = subprocess.run([os.path.join(SLURM, script), "--help"], cwd="/", capture_output=True, text=True, check=False)
            self.assertEqual(said.returncode, 0)
            self.assertIn(f"usage: tools/slurm/{script}", said.stdout)


if __name__ == "__main__":
    unittest.main()
