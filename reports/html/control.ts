import type { ControlRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { standingOf } from '../standing.ts';
import { type Html, html } from './escape.ts';

/** What the negative control showed: the same scenario against a server with a check broken. Says so where none is at hand. */
export function control(record: ScenarioRecord): Html | undefined {
  if (standingOf(record) === 'unsupported') return undefined;
  const controls = record.controls ?? [];
  return html`<section class="control"><h4 class="heading">What the negative control showed</h4>
${controls.length === 0 ? none(record) : html`<ul>${controls.map((each) => item(each, record))}</ul>`}</section>`;
}

function none({ id }: ScenarioRecord): Html {
  return html`<p class="note">None is at hand: nothing here shows that this scenario can fail. <code>npx cmbac prove --named ${id} --write scenarios/controls.json</code> makes one.</p>`;
}

function item({ fault, breaks, seen, current }: ControlRecord, { id }: ScenarioRecord): Html {
  const old = current
    ? undefined
    : html` <strong class="old">Made with an earlier wording of this scenario: <code>npx cmbac prove --named ${id} --write scenarios/controls.json</code> makes it anew.</strong>`;
  return html`<li><p>With <code>${fault}</code> broken (${breaks}), it failed: ${seen}${old}</p></li>`;
}
