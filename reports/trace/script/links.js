// Blocked links as spans of time in which the same ones are blocked, each with its words: "n1 | n2 n3" for a partition.

function partitionWords(blocked, nodes) {
  const cut = (a, b) => blocked.has(a * 64 + b), apart = (a, b) => cut(a, b) && cut(b, a);
  const groups = [];
  for (let node = 1; node <= nodes; ++node) {
    const group = groups.find((g) => g.some((member) => !apart(member, node)));
    if (group) group.push(node);
    else groups.push([node]);
  }
  let inside = 0;  // blocked directions that the groups do not explain
  for (const group of groups) for (const a of group) for (const b of group) if (cut(a, b)) ++inside;
  const names = (group) => group.map(nodeName).join(" ");
  const whole = groups.every((g, k) => groups.slice(k + 1).every((h) => g.every((a) => h.every((b) => apart(a, b)))));
  if (groups.length > 1 && inside === 0 && whole) return groups.map(names).join(" | ");
  return [...blocked].sort((a, b) => a - b).map((key) => `${nodeName(Math.floor(key / 64))}↛${nodeName(key % 64)}`).join(", ");
}

function blockedSpans(run) {
  const {links} = run, blocked = new Set(), spans = [];
  let open = null;
  for (let i = 0; i < links.count; ++i) {
    const key = links.from[i] * 64 + links.to[i];
    if (links.blocked[i]) blocked.add(key);
    else blocked.delete(key);
    if (i + 1 < links.count && links.t[i + 1] === links.t[i]) continue;  // all of one instant
    if (open) open.until = links.t[i];
    open = null;
    if (blocked.size === 0) continue;
    const gaps = [];
    for (let node = 1; node < run.nodes; ++node) {
      if (blocked.has(node * 64 + node + 1) || blocked.has((node + 1) * 64 + node)) gaps.push(node);
    }
    spans.push(open = {i, t: links.t[i], until: run.end, words: partitionWords(blocked, run.nodes), gaps});
  }
  return spans;
}
