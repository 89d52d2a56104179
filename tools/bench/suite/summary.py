"""From the measurements of all rounds to the table of tools/bench/store."""

import statistics

from suite import peers, plan, table


def _median(values):
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def medians(results):
    """Of each figure over the rounds of one cell."""
    return {
        "per_second": _median([r["per_second"] for r in results]),
        "per_second_lowest": min(r["per_second"] for r in results),
        "per_second_highest": max(r["per_second"] for r in results),
        "p50_us": _median([r["latency_us"]["p50"] for r in results]),
        "p99_us": _median([r["latency_us"]["p99"] for r in results]),
        "p99.9_us": _median([r["latency_us"]["p99.9"] for r in results]),
        "server_cpu_us_per_request": _median([r["server_cpu_us_per_request"] for r in results]),
        "other_cores": _median([r["other_cores"] for r in results]),
        "failed": sum(r["failed"] for r in results),
        "rounds": len(results),
    }


def _paired(command, cells):
    head = [f"{command.upper()}, clients", "ours/s", "etcd/s", "ours:etcd", "our p50", "etcd p50", "ours:etcd", "our p99",
            "etcd p99", "CPU us/op", "etcd's", "RedisRaft/s", "others' cores"]
    rows = [head]
    for clients in plan.CLIENTS:
        ours = cells.get(plan.Cell("paxosstore", command, clients), {})
        etcd = cells.get(plan.Cell("etcd", command, clients), {})
        o, e = ours.get, etcd.get
        others = _median([o("other_cores"), e("other_cores")])
        rows.append([clients, table.count(o("per_second")), table.count(e("per_second")), table.ratio(o("per_second"), e("per_second")),
                     table.micros(o("p50_us")), table.micros(e("p50_us")), table.ratio(o("p50_us"), e("p50_us")),
                     table.micros(o("p99_us")), table.micros(e("p99_us")), table.count(o("server_cpu_us_per_request")),
                     table.count(e("server_cpu_us_per_request")), table.count(peers.REDIS_RAFT[(command, clients, 1)]),
                     "-" if others is None else f"{others:.1f}"])
    return table.text(rows, 0)


def _alone(cells):
    rows = [["ours alone, clients", "per second", "p50", "p99", "CPU us/op", "RedisRaft/s"]]
    for cell, m in cells.items():
        if cell.system == "paxosstore" and (cell.pipeline > 1 or cell.spread or cell.keys == 1 or cell.command == "incr"):
            raft = None if cell.spread else peers.REDIS_RAFT.get((cell.command, cell.clients, cell.pipeline))
            rows.append([cell.label(), table.count(m["per_second"]), table.micros(m["p50_us"]), table.micros(m["p99_us"]),
                         table.count(m["server_cpu_us_per_request"]), table.count(raft)])
    return table.text(rows) if len(rows) > 1 else ""


def _redis_benchmark(runs):
    rows = [["redis-benchmark -c 64", "per second", "p50", "p99"]]
    rows += [[test, table.count(r["per_second"]), f"{r['p50_ms']:.2f} ms", f"{r['p99_ms']:.2f} ms"] for test, r in runs.items()]
    return table.text(rows) if len(rows) > 1 else ""


def _errors(measured):
    lines = []
    for cell, results in measured.items():
        for result in results:
            lines += [f"{cell.system} {cell.label()}: {count} x {error}" for error, count in result["errors"].items()]
            lines += [f"{cell.system} {cell.label()}: {result['absent']} reads found no key"] if result["absent"] else []
    return "ERRORS, none of which count above:\n  " + "\n  ".join(lines) if lines else ""


def text(measured, redis_runs):
    """`measured`: {cell: [result of each round]}."""
    cells = {cell: medians(results) for cell, results in measured.items()}
    parts = [_paired("set", cells), _paired("get", cells), _alone(cells), _redis_benchmark(redis_runs), _errors(measured)]
    return "\n\n".join(part for part in parts if part)


def as_json(measured):
    return [{"system": cell.system, "command": cell.command, "clients": cell.clients, "pipeline": cell.pipeline, "spread": cell.spread,
             "keys": cell.keys, "median": medians(results), "rounds": results} for cell, results in measured.items()]
