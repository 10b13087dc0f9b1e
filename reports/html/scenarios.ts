import type { RunRecord } from '../../harness/record/index.ts';
import { kindWords } from '../failure-kinds.ts';
import { kindSigns, tallyKinds } from '../kind-signs.ts';
import { count, signs, standingOf, standings, tally } from '../standing.ts';
import { type Html, html } from './escape.ts';
import { folderOf } from './folders.ts';
import { scenario } from './scenario.ts';
import { troubled } from './trouble.ts';

/** Scenarios that failed are open from the start when there are no more than this. */
const maxOpen = 2;

/** Of scenarios that need a look, so many have their details in the page; those of the others are built when they are opened. */
const maxBuilt = 40;

/** All scenarios by folder, with what finds one. */
export function scenarios(run: RunRecord, folder: string): Html {
  const needLook = troubled(run.scenarios);
  const failed = needLook.filter((each) => standingOf(each) === 'failed');
  const built = new Set(needLook.slice(0, maxBuilt));
  const open = new Set(failed.length <= maxOpen ? failed : []);
  const groups = [...Map.groupBy(run.scenarios, folderOf)].map(
    ([name, members]) => html`<section class="folder"><h3>${name}</h3>
${members.map((each) => scenario(each, { run, folder }, { built: built.has(each), open: open.has(each) }))}</section>
`,
  );
  return html`<section id="scenarios"><h2>Scenarios</h2>
${tools(run)}
<section id="in-full" hidden><h3>In full: what needs a look</h3></section>
<noscript><p class="note">Without JavaScript the details of what needs a look are here; those of the others are in <code>run.json</code> and the transcripts.</p></noscript>
${groups}
${proofs()}
<p id="none" hidden>No scenario fits. <button type="button" id="clear">Show all</button></p></section>`;
}

function tools(run: RunRecord): Html {
  const counts = tally(run.scenarios);
  const needLook = troubled(run.scenarios).length;
  return html`<form class="tools" role="search"><label class="find">Find <input id="find" name="q" type="search" placeholder="title, id, requirement, reason, stanza" autocomplete="off"></label>
<label>Outcome <select name="standing"><option value="">all</option>${needLook === 0 ? undefined : html`<option value="look">needs a look (${needLook})</option>`}${standings.filter((each) => counts[each] > 0).map((each) => html`<option value="${each}">${signs[each].symbol} ${signs[each].words} (${counts[each]})</option>`)}</select></label>
<label>Kind <select name="kind"><option value="">all</option>${tallyKinds(run.scenarios).map(({ kind, found, expected }) => html`<option value="${kind}">${kindSigns[kind]} ${kindWords[kind].words} (${found + expected})</option>`)}</select></label>
<label>Group <select name="group"><option value="">all</option><optgroup label="scenarios">${[...new Set(run.scenarios.map(folderOf))].map(option)}</optgroup><optgroup label="requirements">${[...new Set(run.requirements.map(({ group }) => group))].map(option)}</optgroup></select></label>
<label>Level <select name="level"><option value="">all</option>${[...new Set(run.requirements.map(({ level }) => level))].map(option)}</select></label>
<p class="shown"><output id="shown" for="find" aria-live="polite">${count(run.scenarios.length, 'scenario')}</output> <button type="button" id="reset" hidden>Show all</button><span class="keys"><kbd>/</kbd> find <kbd>Esc</kbd> all <kbd>j</kbd> <kbd>k</kbd> next, previous</span><button type="button" id="open">Open all</button><button type="button" id="close">Close all</button></p></form>`;
}

/** How strong a proof of absence is: said once. */
function proofs(): Html {
  return html`<p class="note" id="proofs">That something does not come is proved by what comes after it. <b>Proof A</b>: control and fence on the same path, and a witness; <b>B</b>: control and fence on the same path; <b>C</b>: a fence on another path.</p>`;
}

function option(value: string): Html {
  return html`<option>${value}</option>`;
}
