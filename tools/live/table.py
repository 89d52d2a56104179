"""The table of tools/cluster status."""

from live import resp

# (what a node's INFO calls it, the title). There is no leader, so no column for one.
_COLUMNS = [
    ("incarnation", "starts"),
    ("uptime_in_seconds", "up s"),
    ("peers_up", "peers up"),
    ("keys", "keys"),
    ("reads", "reads"),
    ("writes", "writes"),
    ("catch_ups", "caught up"),
]


def _row(node):
    pid = node.process.pid()
    if pid is None:
        return [node.number, node.port, "-", "stopped"] + ["-"] * len(_COLUMNS)
    try:
        said = resp.info(node.port)
        return [node.number, node.port, pid, "answers"] + [said.get(key, "-") for key, _ in _COLUMNS]
    except (OSError, resp.RespError):
        return [node.number, node.port, pid, "silent"] + ["-"] * len(_COLUMNS)


def show(cluster):
    rows = [["node", "port", "pid", "state"] + [title for _, title in _COLUMNS]]
    rows += [[str(cell) for cell in _row(node)] for node in cluster.nodes]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths)))
    print(f"logs and data: {cluster.folder}/node-*")
