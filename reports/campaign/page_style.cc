#include "reports/campaign/sections.h"

namespace paxosstore::reports {

const std::string_view kCampaignStyle = R"css(
body { max-width: 76rem; }
header { border-left: 5px solid; padding: 0.25rem 0 0.25rem 1.25rem; }
header p { color: var(--text); }
header .kind { color: var(--muted); margin: 0 0 0.25rem; }
header.good { border-color: var(--good); }
header.bad { border-color: var(--bad); }
header.unsure { border-color: var(--unsure); }
h1 { font-size: 2rem; }
.sign { display: inline-block; margin-right: 0.4em; }
.tiles { display: flex; flex-wrap: wrap; gap: 1px; margin: 1.75rem 0 0; border: 1px solid var(--line);
  border-radius: 6px; overflow: hidden; }
.tiles div { display: flex; flex: 1 1 auto; min-width: 8.5rem; flex-direction: column-reverse; justify-content: flex-end;
  padding: 0.6rem 0.9rem; box-shadow: 0 0 0 1px var(--line); white-space: nowrap; }
.tiles dt { font-size: 0.8125rem; color: var(--muted); }
.tiles dd { margin: 0; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.facts { display: flex; flex-wrap: wrap; gap: 0.5rem 2.25rem; margin: 0.75rem 0; }
.facts div { min-width: 0; }
.facts dt { font-size: 0.8125rem; color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.chip { padding: 0.1rem 0.5rem; border-radius: 4px; font-size: 0.875rem; font-weight: 600; white-space: nowrap; }
.chip.good { background: var(--good-pale); }
.chip.bad { background: var(--bad-pale); }
.chip.unsure { background: var(--unsure-pale); }
.command { margin: 0.25rem 0 0.75rem; padding: 0.6rem 0.8rem; background: var(--raised); border: 1px solid var(--line);
  border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; }
.label { margin: 0.75rem 0 0; font-size: 0.8125rem; color: var(--muted); }
.group { margin: 0.75rem 0; padding: 0.25rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--bad);
  border-radius: 4px; }
.group > summary { padding: 0.35rem 0; }
.group h3 { display: inline; overflow-wrap: anywhere; }
.times { color: var(--bad); font-variant-numeric: tabular-nums; }
.what { font-family: var(--mono); font-size: 0.875rem; max-width: none; overflow-wrap: anywhere; white-space: pre-wrap; }
.others { margin: 0.5rem 0; }
.others summary { color: var(--muted); }
.others table { font-size: 0.875rem; }
.replay { color: var(--muted); user-select: all; }
.wide { overflow-x: auto; }
.scenarios { font-size: 0.875rem; }
.scenarios th, .scenarios td { padding: 0.2rem 0 0.2rem 0.65rem; vertical-align: middle; overflow-wrap: normal; }
.scenarios th:first-child { padding-left: 0; }
.scenarios tbody th { font-weight: 400; font-size: 0.875rem; color: var(--text); white-space: nowrap; }
.scenarios tfoot th, .scenarios tfoot td { font-weight: 600; border-bottom: 0; border-top: 2px solid var(--line); }
.rate { white-space: nowrap; }
.rate .number { display: inline-block; min-width: 4.2em; }
.track { display: inline-flex; width: 3.25rem; height: 0.6rem; margin-right: 0.5rem; vertical-align: baseline;
  background: var(--raised); border-radius: 2px; overflow: hidden; }
.track.pass .fill.good { flex: 1 1 0; }
.fill { display: block; height: 100%; min-width: 2px; }
.fill.good { background: var(--good); }
.fill.bad { background: var(--bad); min-width: 5px; border-left: 2px solid var(--ground); }
.fill.plain { background: var(--bar-edge); }
.fill.nothing { min-width: 0; }
.columns { columns: 2; column-gap: 3rem; }
.bars { break-inside: avoid; margin: 0 0 1rem; font-size: 0.875rem; }
.bars caption { text-align: left; font-weight: 600; color: var(--muted); padding-bottom: 0.15rem; }
.bars th, .bars td { padding: 0.1rem 0.5rem; border: 0; vertical-align: middle; }
.bars th { padding-left: 0; width: 9.5rem; font-size: 0.875rem; font-weight: 400; color: var(--text); }
.bars .bar { width: auto; }
.bars .track { width: 100%; margin: 0; }
.bars .number { width: 5rem; }
.counts { columns: 4; column-gap: 2rem; margin: 0.75rem 0; padding: 0; list-style: none; font-size: 0.8125rem; }
.counts li { display: flex; justify-content: space-between; gap: 0.5rem; break-inside: avoid;
  border-bottom: 1px dotted var(--line); }
.counts .name { min-width: 0; overflow-wrap: anywhere; }
.meanings { columns: 2; column-gap: 3rem; font-size: 0.875rem; }
.meanings div { break-inside: avoid; margin-bottom: 0.4rem; }
.meanings dt { font-weight: 600; }
.meanings dd { margin: 0; color: var(--muted); }
.canaries, table.never { font-size: 0.9375rem; }
.canaries th[scope=row] { font-size: 0.875rem; color: var(--text); border-bottom: 1px solid var(--line); }
table.never { width: auto; }
@media screen and (max-width: 60rem) { .counts { columns: 2; } .columns, .meanings { columns: 1; } }
@media print { .counts { columns: 3; } .scenarios { font-size: 0.72rem; } .scenarios .track { width: 2.5rem; }
  .scenarios th, .scenarios td { padding: 0.1rem 0.25rem; } .scenarios tfoot { display: table-row-group; } .wide { overflow: visible; } }
)css";

// The head stays in sight where the matrix needs no frame of its own to be scrolled in.
const std::string_view kCoverageStyle = R"css(
.matrix { --heat: 42 93 147; width: max-content; table-layout: fixed; border-collapse: separate; border-spacing: 1px;
  margin: 0.75rem 0; font-size: 0.75rem; line-height: 1; }
.legend { --heat: 42 93 147; max-width: none; }
@media screen and (prefers-color-scheme: dark) { .matrix, .legend { --heat: 132 181 232; } }
.matrix th, .matrix td { padding: 0; border: 0; text-align: center; vertical-align: middle; overflow-wrap: normal; }
.matrix td { width: 1rem; height: 1.06rem; }
.matrix thead th { position: sticky; top: 0; z-index: 1; width: 1rem; height: 12.5rem; vertical-align: bottom;
  padding-bottom: 0.3rem; background: var(--ground); color: var(--text); font-weight: 400; font-size: 0.75rem;
  border-bottom: 1px solid var(--line); }
.matrix thead td { position: sticky; top: 0; z-index: 1; width: 8rem; background: var(--ground); }
.matrix thead span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
.matrix thead .none { color: var(--unsure); }
.matrix thead .total, .matrix td.total { width: 3.4rem; text-align: right; padding-right: 0.5rem; white-space: nowrap;
  color: var(--muted); font-variant-numeric: tabular-nums; }
.matrix tbody th { width: 8rem; text-align: left; font-weight: 400; font-size: 0.8125rem; color: var(--text);
  white-space: nowrap; }
.matrix .family th { padding-top: 0.5rem; font-weight: 600; color: var(--muted); font-size: 0.75rem; }
.matrix .zero { color: var(--muted); }
.matrix tbody tr:nth-child(even) .zero { background: var(--raised); }
.matrix .never th, .matrix .never td.total { color: var(--unsure); font-weight: 600; }
.matrix tbody tr.never .zero, .matrix tbody tr.never .total { background: var(--unsure-pale); }
.cell { display: inline-block; width: 1.3em; text-align: center; color: var(--text); font-size: 0.75rem; }
.m1 { background: rgb(var(--heat) / 0.09); }
.m2 { background: rgb(var(--heat) / 0.19); }
.m3 { background: rgb(var(--heat) / 0.30); }
.m4 { background: rgb(var(--heat) / 0.42); }
.m5 { background: rgb(var(--heat) / 0.52); }
.m6 { background: rgb(var(--heat) / 0.90); color: var(--ground); }
.m7 { background: rgb(var(--heat)); color: var(--ground); }
@media screen and (max-width: 78rem) {
  .matrix-frame { overflow-x: auto; }
  .matrix thead th, .matrix thead td { position: static; }
  .matrix tbody th { position: sticky; left: 0; background: var(--ground); }
}
@media print {
  .matrix { font-size: 0.6rem; }
  .matrix thead td { position: static; width: 6rem; }
  .matrix thead th { position: static; font-size: 0.6rem; height: 10rem; width: 0.85rem; }
  .matrix td { width: 0.85rem; height: 0.9rem; }
  .matrix tbody th { font-size: 0.65rem; width: 6rem; }
  .matrix thead .total, .matrix td.total { width: 2.6rem; }
}
)css";

}  // namespace paxosstore::reports
