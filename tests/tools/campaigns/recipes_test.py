#!/usr/bin/env python3
"""The recipes in tools/ci and tools/slurm do not rot: whatever they and docs/CAMPAIGNS.md ask of paxsim exists, the files they
name are written, and the YAML means something to whom it is for, as far as that can be said without them.

usage: recipes_test.py PATH/TO/paxsim [UNITTEST ARGUMENT...]; exit 77 (skipped) without python3-yaml."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    import yaml
except ImportError:
    print("skipped: python3-yaml is not installed")
    sys.exit(77)

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
CI = os.path.join(ROOT, "tools", "ci")
PAXSIM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else os.path.join(ROOT, "build/dev/bin/paxsim")

# Actions that are known to exist, with the major version that has been looked at.
ACTIONS = {"actions/checkout@v6", "actions/cache@v5", "actions/upload-artifact@v7", "actions/download-artifact@v8",
           "mikepenz/action-junit-report@v6"}
WORKFLOW_KEYS = {"name", "on", "permissions", "defaults", "env", "concurrency", "jobs"}
JOB_KEYS = {"name", "if", "needs", "runs-on", "container", "timeout-minutes", "permissions", "strategy", "env", "steps"}
STEP_KEYS = {"name", "if", "id", "uses", "with", "run", "env"}
GITLAB_KEYS = {"stage", "rules", "variables", "cache", "script", "before_script", "artifacts", "needs", "extends", "parallel",
               "timeout", "allow_failure", "image"}


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def as_list(value):
    return value if isinstance(value, list) else [value]


def recipe_files():
    for folder in ("tools/ci", "tools/ci/kubernetes", "tools/slurm"):
        for name in sorted(os.listdir(os.path.join(ROOT, folder))):
            if os.path.isfile(os.path.join(ROOT, folder, name)):
                yield f"{folder}/{name}"


def kubernetes(name):
    return list(yaml.safe_load_all(read("tools/ci/kubernetes", name)))


def container_of(job):
    (container,) = job["spec"]["template"]["spec"]["containers"]
    return container


def commands():
    """(where, "campaign" or "merge", the rest of the line) of every call of paxsim."""
    for path in [*recipe_files(), "docs/CAMPAIGNS.md"]:
        text = re.sub(r"\\\n\s*", " ", read(path))
        # A YAML list item that goes on in the next line.
        text = re.sub(r"\n {6,}(--)", r" \1", text)
        for verb, rest in re.findall(r"paxsim\}?\"? (campaign|merge)\b([^|`\n]*)", text):
            yield path, verb, rest
    for name in ("campaign.yaml", "merge.yaml"):
        for job in kubernetes(name):
            verb, *rest = container_of(job)["args"]
            yield f"tools/ci/kubernetes/{name}", verb, " ".join(rest)


class PaxsimTest(unittest.TestCase):
    def options(self, verb):
        said = subprocess.run([PAXSIM, verb, "--help"], capture_output=True, text=True, check=False)
        self.assertEqual(said.returncode, 0, f"{PAXSIM} {verb} --help: {said.stderr}")
        return set(re.findall(r"(?m)^\s+(?:-\w,)?(--[a-z][a-z-]*)", said.stdout))

    def test_every_option_of_the_recipes_exists(self):
        options = {verb: self.options(verb) for verb in ("campaign", "merge")}
        found = list(commands())
        # Were the pattern above to miss them, nothing would be tested.
        self.assertGreater(len([f for f in found if f[0].startswith("tools/ci")]), 6)
        self.assertTrue(any(f[0].startswith("tools/slurm") for f in found))
        for path, verb, rest in found:
            for option in re.findall(r"(?<!\S)(--[a-z][a-z-]*)", rest):
                self.assertIn(option, options[verb], f"{path}: paxsim {verb}{rest}")

    def test_every_file_of_the_recipes_is_written(self):
        named = set()
        for path in [*recipe_files(), "docs/CAMPAIGNS.md"]:
            found = re.findall(r"(?:out/campaign|campaign/1|\$out|\bDIR)/([\w.-]+\.(?:jsonl|json|html|xml))", read(path))
            named.update(found)
        self.assertEqual(named, {"results.jsonl", "report.html", "junit.xml", "summary.json"})
        with tempfile.TemporaryDirectory() as out:
            seeds = ["campaign", "steady", "--seeds", "4", "--out", out]
            for shard in ("1/2", "2/2"):
                done = subprocess.run([PAXSIM, *seeds, "--shard", shard], cwd=ROOT, capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            for shard in ("shard-1-of-2", "shard-2-of-2"):
                self.assertTrue(os.path.exists(os.path.join(out, shard, "results.jsonl")), shard)
            done = subprocess.run([PAXSIM, "merge", out], cwd=ROOT, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            for name in named - {"results.jsonl"}:
                self.assertTrue(os.path.exists(os.path.join(out, name)), name)


class ShellTest(unittest.TestCase):
    def parts(self):
        for name, job in yaml.safe_load(read("tools/ci/github.yml"))["jobs"].items():
            for step in job["steps"]:
                if "run" in step:
                    yield f"github.yml: {name}", re.sub(r"\$\{\{[^}]*\}\}", "word", step["run"])
        for name, job in yaml.safe_load(read("tools/ci/gitlab-ci.yml")).items():
            if isinstance(job, dict) and "script" in job:
                lines = [*job.get("before_script", ["first=1"]), *job["script"]]
                yield f"gitlab-ci.yml: {name}", "\n".join(lines)

    def test_bash_reads_them(self):
        parts = list(self.parts())
        self.assertGreater(len(parts), 10)
        for where, script in parts:
            done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""), where)

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_shellcheck_finds_nothing(self):
        for where, script in self.parts():
            # 2016: three backticks are meant as they stand. 2034: `first` is used by the other half of the job.
            done = subprocess.run(["shellcheck", "-s", "bash", "-e", "2016,2034", "-"], input=script, capture_output=True,
                                  text=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (0, ""), where)

    def test_what_they_call_in_the_tree_exists(self):
        for where, script in self.parts():
            for tool in re.findall(r"(?<![\w/])(tools/[\w/]+)", script):
                self.assertTrue(os.access(os.path.join(ROOT, tool), os.X_OK), f"{where}: {tool}")


class GitHubTest(unittest.TestCase):
    def setUp(self):
        self.workflow = yaml.safe_load(read("tools/ci/github.yml"))
        # YAML 1.1 takes a bare `on` for a truth value.
        self.workflow["on"] = self.workflow.pop(True)
        self.jobs = self.workflow["jobs"]

    def test_its_structure_is_that_of_a_workflow(self):
        self.assertLessEqual(set(self.workflow), WORKFLOW_KEYS)
        self.assertEqual(set(self.workflow["on"]), {"push", "schedule", "workflow_dispatch"})
        for name, job in self.jobs.items():
            self.assertLessEqual(set(job), JOB_KEYS, name)
            self.assertIn("runs-on", job)
            for needed in as_list(job.get("needs", [])):
                self.assertIn(needed, self.jobs, name)
            for step in job["steps"]:
                self.assertLessEqual(set(step), STEP_KEYS, name)
                self.assertEqual(("run" in step) + ("uses" in step), 1, f"{name}: {step}")

    def test_it_names_only_actions_that_exist(self):
        used = {step["uses"] for job in self.jobs.values() for step in job["steps"] if "uses" in step}
        self.assertEqual(used, ACTIONS)

    def test_expressions_use_contexts_that_there_are(self):
        text = read("tools/ci/github.yml")
        for expression in re.findall(r"\$\{\{\s*([^}]*?)\s*\}\}", text):
            self.assertRegex(expression, r"^(github|matrix|strategy|needs|inputs)\.[\w.-]+$")

    def test_what_is_downloaded_was_uploaded_by_a_job_that_is_waited_for(self):
        for name, job in self.jobs.items():
            before = [self.jobs[n] for n in as_list(job.get("needs", []))]
            uploads = [s["with"]["name"] for j in before for s in j["steps"] if "upload-artifact" in s.get("uses", "")]
            for step in job["steps"]:
                if "download-artifact" in step.get("uses", ""):
                    wanted = step["with"].get("name") or step["with"]["pattern"].rstrip("*")
                    self.assertTrue(any(u.startswith(wanted) for u in uploads), f"{name}: {wanted}")

    def test_each_run_takes_seeds_of_its_own_and_all_its_shards_the_same(self):
        firsts = re.findall(r"first=(.*)", read("tools/ci/github.yml"))
        self.assertEqual(firsts, ["$((GITHUB_RUN_NUMBER * 100000000 + 1))"] * 2)


class GitLabTest(unittest.TestCase):
    def setUp(self):
        self.pipeline = yaml.safe_load(read("tools/ci/gitlab-ci.yml"))
        self.jobs = {name: job for name, job in self.pipeline.items() if name not in ("stages", "default")}

    def test_its_structure_is_that_of_a_pipeline(self):
        for name, job in self.jobs.items():
            self.assertLessEqual(set(job), GITLAB_KEYS, name)
            whole = {**self.jobs.get(job.get("extends"), {}), **job}
            self.assertIn(whole["stage"], self.pipeline["stages"], name)
            self.assertTrue(name.startswith(".") or ("script" in whole and "rules" in whole), name)
            for needed in whole.get("needs", []):
                self.assertIn(needed, self.jobs, name)
            if "extends" in job:
                self.assertIn(job["extends"], self.jobs, name)

    def test_the_merging_waits_for_the_shards_and_comes_in_any_case(self):
        merge = self.jobs["merge"]
        self.assertIn("shard", merge["needs"])
        self.assertEqual([rule.get("when") for rule in merge["rules"]], ["always"])
        self.assertEqual(self.jobs["shard"]["allow_failure"], {"exit_codes": [1]})

    def test_junit_is_published_where_the_campaign_writes_it(self):
        for name in ("short", "merge"):
            self.assertEqual(self.jobs[name]["artifacts"]["reports"]["junit"], "out/campaign/junit.xml")
            self.assertIn("out/campaign", self.jobs[name]["script"][0])


class KubernetesTest(unittest.TestCase):
    def setUp(self):
        (self.campaign,), (self.merge,), (self.volume,) = (kubernetes(n) for n in ("campaign.yaml", "merge.yaml", "volume.yaml"))

    def test_the_number_of_shards_is_told_as_it_is(self):
        spec = self.campaign["spec"]
        self.assertEqual(spec["completionMode"], "Indexed")
        self.assertEqual(container_of(self.campaign)["env"], [{"name": "JOB_COMPLETIONS", "value": str(spec["completions"])}])

    def test_a_replaced_pod_goes_on_and_a_found_failure_is_not_tried_again(self):
        spec = self.campaign["spec"]
        self.assertIn("--resume", container_of(self.campaign)["args"])
        self.assertEqual(spec["template"]["spec"]["restartPolicy"], "Never")  # podFailurePolicy wants it
        self.assertGreaterEqual(spec["template"]["spec"]["terminationGracePeriodSeconds"], 30)
        rules = {rule["action"]: rule for rule in spec["podFailurePolicy"]["rules"]}
        self.assertEqual(rules["FailIndex"]["onExitCodes"]["values"], [1])
        self.assertEqual(rules["FailJob"]["onExitCodes"]["values"], [2])
        self.assertEqual(rules["Ignore"]["onPodConditions"], [{"type": "DisruptionTarget"}])

    def test_there_are_as_many_processes_as_processors(self):
        container = container_of(self.campaign)
        self.assertIn(f"--jobs={container['resources']['requests']['cpu']}", container["args"])

    def test_both_jobs_share_image_and_volume(self):
        one, other = container_of(self.campaign), container_of(self.merge)
        self.assertEqual(one["image"], other["image"])
        self.assertEqual(one["volumeMounts"], other["volumeMounts"])
        for job in (self.campaign, self.merge):
            (volume,) = job["spec"]["template"]["spec"]["volumes"]
            self.assertEqual(volume["persistentVolumeClaim"]["claimName"], self.volume["metadata"]["name"])
            self.assertEqual([mount["name"] for mount in container_of(job)["volumeMounts"]], [volume["name"]])
        self.assertIn("ReadWriteMany", self.volume["spec"]["accessModes"])
        out = [arg.removeprefix("--out=") for arg in one["args"] if arg.startswith("--out=")]
        self.assertEqual(other["args"], ["merge", *out])


class ShardsTest(unittest.TestCase):
    def test_each_shard_is_run_once(self):
        github = yaml.safe_load(read("tools/ci/github.yml"))["jobs"]["shard"]["strategy"]["matrix"]["shard"]
        self.assertEqual(github, list(range(1, len(github) + 1)))

    def test_both_ways_to_submit_to_slurm_have_the_same_number(self):
        array = re.search(r"--array=1-(\d+)", read("tools/slurm/campaign.sbatch")).group(1)
        submit = re.search(r"shards=(\d+)", read("tools/slurm/submit")).group(1)
        self.assertEqual(array, submit)


class ImageTest(unittest.TestCase):
    def setUp(self):
        self.build, self.image = read("tools/ci/Dockerfile").split("FROM debian:12-slim")

    @unittest.skipUnless(shutil.which("dpkg-query") and shutil.which("ldd"), "not Debian")
    def test_it_has_every_library_that_paxsim_links(self):
        installed = re.search(r"--no-install-recommends (.*?) \\", self.image).group(1).split()
        closure, todo = set(), list(installed)
        while todo:
            package = todo.pop()
            if package not in closure:
                closure.add(package)
                said = subprocess.run(["dpkg-query", "-W", "-f", "${Depends}", package], capture_output=True, text=True, check=True)
                todo += [re.split(r"[ :(|]", wanted.strip())[0] for wanted in said.stdout.split(",") if wanted.strip()]
        linked = subprocess.run(["ldd", PAXSIM], capture_output=True, text=True, check=True).stdout
        paths = {os.path.realpath(path) for path in re.findall(r"=> (/\S+)", linked)}
        self.assertTrue(paths)
        for path in paths:
            # Since /lib is a link to /usr/lib, a file may be known to dpkg by either name.
            said = subprocess.run(["dpkg-query", "-S", "*" + path.removeprefix("/usr")], capture_output=True, text=True, check=True)
            self.assertIn(said.stdout.split(":")[0], closure, path)

    def test_it_copies_what_the_build_makes(self):
        self.assertIn("tools/build dev paxsim", self.build)
        for path in re.findall(r"/paxosstore/(\S+)", self.image):
            self.assertTrue(path.startswith("build/dev/bin/paxsim") or os.path.exists(os.path.join(ROOT, path)), path)
        for path in re.findall(r"COPY (tools/\S+) (tools/\S+) tools/", self.build)[0]:
            self.assertTrue(os.path.exists(os.path.join(ROOT, path)), path)


if __name__ == "__main__":
    unittest.main()
