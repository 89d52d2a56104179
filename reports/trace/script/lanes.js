// Where everything stands from top to bottom: the axis, faults, links, chosen entries, a lane for each node, a lane for each
// client.

const AXIS_HEIGHT = 20, BAND_HEIGHT = 18, NODE_HEIGHT = 26, LEFT = 64, RIGHT_MARGIN = 10;
const NODE_GAP_MIN = 52, CLIENTS_GAP = 26, CLIENT_MAX = 16;

// Lanes without room for words, once they are many.
const clientMin = (clients) => (clients.length > 10 ? 9 : 14);

// The clients with an operation that is in focus, or all.
function clientsToShow(run, filter, focus) {
  if (filter.off.has("operations")) return [];
  const wanted = new Set();
  for (const row of focus.focused[KIND.operation].rows) wanted.add(run.operations.client[row]);
  if (!filter.hide && filter.object < 0) for (let c = 1; c <= run.clients; ++c) wanted.add(c);
  return [...wanted].sort((a, b) => a - b);
}

class Lanes {
  constructor(run, clients, width, height) {
    this.width = width;
    this.right = width - RIGHT_MARGIN;
    this.clients = clients;
    this.nodes = run.nodes;
    let y = AXIS_HEIGHT;
    this.faults = y;
    y += BAND_HEIGHT;
    this.links = run.links.count > 0 ? y : -1;
    if (this.links >= 0) y += BAND_HEIGHT;
    this.chosen = y;
    y += BAND_HEIGHT + 4;
    this.bodyTop = y;
    const left = height - y - 6;
    const forNodes = NODE_HEIGHT + (run.nodes - 1) * NODE_GAP_MIN + CLIENTS_GAP;
    this.clientHeight = clients.length === 0 ? 0
      : Math.max(clientMin(clients), Math.min(CLIENT_MAX, Math.floor((left - forNodes) * 0.5 / clients.length)));
    const forClients = clients.length * this.clientHeight + (clients.length > 0 ? CLIENTS_GAP : 0);
    this.nodeGap = run.nodes < 2 ? 0 : Math.max(NODE_GAP_MIN, Math.min(150, (left - forClients - NODE_HEIGHT) / (run.nodes - 1)));
    this.firstNode = y;
    this.clientsTop = y + (run.nodes - 1) * this.nodeGap + NODE_HEIGHT + CLIENTS_GAP;
    this.bottom = this.clientsTop + clients.length * this.clientHeight;
    this.row = new Map(clients.map((client, k) => [client, k]));
  }

  // How high the picture must be to hold all lanes.
  static heightFor(run, clients) {
    return AXIS_HEIGHT + BAND_HEIGHT * (run.links.count > 0 ? 3 : 2) + 4 + NODE_HEIGHT + (run.nodes - 1) * NODE_GAP_MIN + CLIENTS_GAP + 6 +
      clients.length * clientMin(clients);
  }

  top(node) { return this.firstNode + (node - 1) * this.nodeGap; }
  foot(node) { return this.top(node) + NODE_HEIGHT; }
  middle(node) { return this.top(node) + NODE_HEIGHT / 2; }
  clientTop(client) { return this.clientsTop + (this.row.get(client) ?? 0) * this.clientHeight; }
  // Where an arrow leaves one node for another, and where it gets there.
  ends(from, to) { return from < to ? [this.foot(from), this.top(to)] : [this.top(from), this.foot(to)]; }
}
