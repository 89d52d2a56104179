"""A node's configuration file, as tools/paxosstored/config.proto has it."""

import os

HOST = "127.0.0.1"
# Where the nodes speak to each other: far enough above the clients' ports to stay clear of them.
PEER_PORT_OFFSET = 1000


def peer_port(node):
    return node.port + PEER_PORT_OFFSET


def _quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def text(node, nodes):
    """The file of `node`, one of `nodes`."""
    lines = [
        f"# Node {node.number} of a local cluster, written anew by each start; paxosstored --help names all fields.",
        'cluster: "local"',
        f"self: {node.number}",
        f"data_dir: {_quoted(os.path.join(node.folder, 'data'))}",
    ]
    for other in nodes:
        lines.append(f'nodes {{ id: {other.number} host: "{HOST}" peer_port: {peer_port(other)} resp_port: {other.port} }}')
    # Segments are written full of zeros beforehand: small ones suit a machine that holds all nodes.
    lines.append('store { segment_size: "16MiB" }')
    return "\n".join(lines) + "\n"
