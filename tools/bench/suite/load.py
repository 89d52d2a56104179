"""Runs the load generators, ours and redis-benchmark."""

import csv
import json
import subprocess

from suite import machine


class LoadError(Exception):
    """For people: what went wrong."""


class Generator:
    def __init__(self, binary):
        self.binary = binary

    def run(self, system, command, clients, seconds, pipeline=1, keys=10000, value_bytes=100, spread=False, warmup=0.3, fill=False):
        """One measurement of `system`: what the generator said, and who used the machine meanwhile."""
        words = [self.binary, "--json", "--protocol", system.protocol, "--ports", ",".join(map(str, system.ports())),
                 "--command", command, "--clients", str(clients), "--pipeline", str(pipeline), "--keys", str(keys),
                 "--value-bytes", str(value_bytes), "--seconds", str(seconds), "--warmup", str(warmup)]
        words += ["--spread"] if spread else []
        words += [] if fill else ["--no-fill"]
        with machine.Usage(system.pids()) as usage:
            out = subprocess.run(words, capture_output=True, text=True, check=False, timeout=seconds + warmup + 60)
        if not out.stdout.strip():
            raise LoadError(f"{' '.join(words)}: {out.stderr.strip()}")
        result = json.loads(out.stdout)
        # Over warm-up and measurement alike: close enough, and a figure that a busy machine disturbs little.
        requests = result["per_second"] * usage.seconds
        result["server_cpu_us_per_request"] = usage.own * usage.seconds / requests * 1e6 if requests else None
        result["server_cores"] = usage.own
        result["other_cores"] = max(0.0, usage.all - usage.own - result["generator_cores"])
        return result


def redis_benchmark(port, requests, clients=64, pipeline=1, value_bytes=100):
    """redis-benchmark's own words: {command: {"per_second": .., "p50_ms": .., "p99_ms": ..}}."""
    words = ["redis-benchmark", "-p", str(port), "-t", "set,get,incr", "-c", str(clients), "-n", str(requests), "-P", str(pipeline),
             "-d", str(value_bytes), "-r", "10000", "--csv"]
    out = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    rows = list(csv.DictReader(line for line in out.stdout.splitlines() if line.startswith('"')))
    if out.returncode or not rows:
        raise LoadError(f"{' '.join(words)}: {(out.stderr or out.stdout).strip()[:500]}")
    return {row["test"]: {"per_second": float(row["rps"]), "p50_ms": float(row["p50_latency_ms"]), "p99_ms": float(row["p99_latency_ms"])}
            for row in rows}
