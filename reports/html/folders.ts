import type { RunRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { tallyKinds } from '../kind-signs.ts';
import { signs, standings, tally } from '../standing.ts';
import { hrefToFilter } from './anchor.ts';
import { type Html, html } from './escape.ts';
import { bar } from './header.ts';
import { kindTag } from './marks.ts';

/** The folder of a scenario: `federation/rooms`. */
export function folderOf({ id }: Pick<ScenarioRecord, 'id'>): string {
  return id.split('/').slice(0, -1).join('/') || 'scenarios';
}

/** Each group of scenarios with what came of it; a click narrows the list to it. */
export function folders(run: RunRecord): Html | undefined {
  const groups = [...Map.groupBy(run.scenarios, folderOf)];
  if (groups.length === 0) return undefined;
  return html`<section id="groups"><h2>Groups</h2>
<table class="groups"><thead><tr><th scope="col">group</th><th scope="col" class="number">scenarios</th><th scope="col">share</th><th scope="col">what came of them</th></tr></thead>
<tbody>${groups.map(([name, members]) => row(name, members))}</tbody></table></section>
`;
}

function row(name: string, members: readonly ScenarioRecord[]): Html {
  const counts = tally(members);
  const shown = [...standings].reverse().filter((standing) => counts[standing] > 0);
  const words = shown.map(
    (standing) =>
      html`<span class="share ${standing}"><span aria-hidden="true">${signs[standing].symbol}</span> ${counts[standing]} ${signs[standing].words}</span> `,
  );
  const kinds = tallyKinds(members).filter(({ found }) => found > 0);
  return html`<tr><th scope="row"><a href="${hrefToFilter({ group: name })}">${name}</a></th><td class="number">${members.length}</td><td>${bar(shown.map((standing) => [standing, counts[standing]]))}</td><td>${words}${kinds.map(({ kind }) => html`${kindTag(kind)} `)}</td></tr>
`;
}
