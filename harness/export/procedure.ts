import type { RequirementRecord } from '../record/index.ts';
import type { Edition, Member } from './edition.ts';
import { changesBetween, setupSection } from './procedure-setup.ts';
import { stepSection } from './procedure-step.ts';

/** What stands at the head of a procedure besides the scenario's own words. */
export interface ProcedureOptions {
  /** Those that the scenario names, in its order. */
  readonly requirements: readonly RequirementRecord[];
  /** The server that it is for, as people call it; left out: any. */
  readonly target?: string | undefined;
  /** How the server is told such things, where that is known. */
  readonly instructions?: string | undefined;
}

/** A scenario as a test procedure for people who have no harness: Markdown, to print and to tick off. */
export function procedureOf(editions: readonly Edition[], options: ProcedureOptions): string {
  const [own, twin] = editions;
  if (own === undefined) throw new Error('a scenario has at least one part');
  return `${[
    ...headOf(own, options),
    ...labelsOf(editions),
    ...partOf(own, twin === undefined ? 'The test' : 'First half'),
    ...(twin === undefined ? [] : twinOf(own, twin)),
    ...outcomeOf(twin !== undefined),
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

function headOf(
  { scenario, cast }: Edition,
  { requirements, target, instructions }: ProcedureOptions,
): string[] {
  return [
    `# ${scenario.title}`,
    '',
    `Test \`${scenario.id}\`${target === undefined ? '' : ` for ${target}`}. By: ______________________  Date: ______________  Server and version: ______________________`,
    '',
    '## What it shows',
    '',
    ...(scenario.checks === undefined ? [] : [scenario.checks.trim(), '']),
    ...requirements.flatMap(requirementLines),
    '',
    '## Who plays',
    '',
    '| who | address | what it must be |',
    '| --- | --- | --- |',
    ...cast.map((member) => `| **${member.name}** | \`${member.jid}\` | ${kindOf(member)} |`),
    '',
    'A client has to show its stanzas as XML and send what is pasted into it. It answers nothing by itself, and nobody else uses these accounts during the test.',
    'Go on when the stanza that a box waits for has come. One that has not come after 30 seconds does not come: leave the box empty.',
    ...(scenario.needs.length === 0
      ? []
      : ['', `The server needs: ${scenario.needs.join(', ')}. Without them this is not tested; say so.`]),
    ...(instructions === undefined ? [] : ['', instructions.trim()]),
    '',
  ];
}

/** Each once, to paste into a client that writes the rest itself. */
function labelsOf(editions: readonly Edition[]): string[] {
  const labels = new Map(editions.flatMap(({ labels: own }) => [...own]));
  if (labels.size === 0) return [];
  return [
    '## Labels',
    '',
    'As they stand in the messages below, for a client that writes the rest itself.',
    '',
    ...[...labels].flatMap(([words, element]) => [`- ${words}`, '', '  ```xml', `  ${element}`, '  ```', '']),
  ];
}

function requirementLines({ id, level, sentence, source, quote }: RequirementRecord): string[] {
  return [
    `- **${id}** (${level}) ${sentence}`,
    `  Source: ${source}`,
    ...(quote === undefined ? [] : [`  > ${quote}`]),
  ];
}

function kindOf({ actor, at }: Edition['cast'][number]): string {
  if (at === 'peer')
    return 'a user of another server, one that enforces no labels and shows every byte that comes';
  if (at === 'component') return 'at a component (XEP-0114) that shows every stanza that comes';
  if (typeof actor === 'string') return 'a client, online before the first step';
  const { online, kind, presence, transport, address, proxyHeader, headers, lang } = actor;
  return [
    `a client${online ? ', online before the first step' : ', not yet online'}`,
    ...(kind === 'raw' ? ['it must be able to write bytes to its stream as they stand'] : []),
    ...(presence === 'none'
      ? ['connected, and sends no presence']
      : presence === 0
        ? []
        : [`presence priority ${presence}`]),
    ...(transport === 'tcp'
      ? []
      : [`over ${transport === 'websocket' ? 'WebSocket (RFC 7395)' : 'HTTP (BOSH, XEP-0206)'}`]),
    ...(address === undefined ? [] : [`connects from the address ${address}`]),
    ...(proxyHeader === undefined
      ? []
      : [`behind a PROXY header (version ${proxyHeader.version}) that says ${proxyHeader.source}`]),
    ...Object.entries(headers ?? {}).map(([name, value]) => `with the HTTP header \`${name}: ${value}\``),
    ...(lang === undefined ? [] : [`its stream asks for the language ${lang}`]),
  ].join('; ');
}

function partOf(edition: Edition, title: string): string[] {
  return [
    `## ${title}: ${edition.part.title}`,
    '',
    ...setupSection(edition, '### Set up'),
    ...stepsOf(edition),
  ];
}

function twinOf(own: Edition, twin: Edition): string[] {
  return [
    `## Second half, the twin: ${twin.part.title}`,
    '',
    'A server that refuses everything, or nothing, would pass the first half alone. Log everybody out, and empty rosters, rooms and stored messages.',
    '',
    '### What changes',
    '',
    ...changesBetween(own, twin),
    '',
    ...stepsOf(twin),
  ];
}

function stepsOf({ steps, cast, arrivals, part }: Edition): string[] {
  const online = cast.filter(({ name }) =>
    arrivals.some((act) => act.kind === 'connects' && act.who === name),
  );
  const clients = online.filter(({ at }) => at === 'server');
  const others = online.filter(({ at }) => at !== 'server');
  const names = (of: readonly Member[]): string => of.map(({ name }) => name).join(', ');
  return [
    '### Steps',
    '',
    ...(clients.length === 0
      ? []
      : [`- ☐ Online: ${names(clients)}. Whoever sends presence has got it back.`]),
    ...(others.length === 0 ? [] : [`- ☐ Ready elsewhere, and not heard of yet: ${names(others)}.`]),
    '',
    ...steps.flatMap((step, index) =>
      stepSection(step, { number: index + 1, prefix: part.name === 'twin' ? 'T' : '' }),
    ),
  ];
}

function outcomeOf(hasTwin: boolean): string[] {
  return [
    '## How to read it',
    '',
    '| outcome | when |',
    '| --- | --- |',
    `| ☐ passed | every box is ticked${hasTwin ? ', in both halves: one half alone shows nothing' : ''} |`,
    '| ☐ failed, a leak | somebody got what must not come, or a word of it, at any time before the end |',
    '| ☐ failed, over-blocked | something that must come did not, though control and fence did |',
    '| ☐ failed otherwise | an error or an answer is not as it must be; write down the stanza |',
    '| ☐ not shown | a control or a fence did not come, or a preparation failed: what did not come then proves nothing |',
    '',
    'Signed: ______________________   Witness: ______________________',
  ];
}
