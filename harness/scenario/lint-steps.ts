import type { Spelling, Vocabulary } from '../fixtures/index.ts';
import { didYouMean, type YamlPath } from '../input/index.ts';
import type { Archive } from './archive-step.ts';
import { type Flaw, provisionFlaws } from './flaw.ts';
import { managementFlaws } from './lint-management.ts';
import { peerFlaws } from './lint-peers.ts';
import { roamingFlaws } from './lint-roaming.ts';
import { roomFlaws } from './lint-rooms.ts';
import type { Unseen } from './presence-steps.ts';
import { sessionsOf } from './probes.ts';
import { referencesOf } from './references.ts';
import type { ScenarioFile } from './scenario.ts';
import type { Disco, Matrix, Probe, Step } from './steps.ts';

/** Flaws of a list of steps: names that nobody knows, and steps that could prove nothing. */
export function stepFlaws(
  file: ScenarioFile,
  steps: readonly Step[],
  path: YamlPath,
  vocabulary: Vocabulary,
): Flaw[] {
  const flaws = steps.flatMap((step, index) => {
    const inside = [...path, index];
    return [
      ...nameFlaws(file, step, inside, vocabulary),
      ...shapeFlaws(file, step, inside),
      ...('provision' in step ? provisionFlaws(step.provision, [...inside, 'provision'], vocabulary) : []),
      ...('probe' in step && step.probe.whileQueued !== undefined
        ? provisionFlaws(step.probe.whileQueued, [...inside, 'probe', 'whileQueued'], vocabulary)
        : []),
      ...('misprovision' in step
        ? provisionFlaws(step.misprovision, [...inside, 'misprovision'], vocabulary)
        : []),
      ...('misprovision' in step && !steps.slice(index + 1).some(claims)
        ? [
            {
              path: inside,
              sentence: 'nothing shows that it took no effect; let a step after it make a claim',
            },
          ]
        : []),
    ];
  });
  if (steps.length > 0 && !steps.some(claims)) {
    flaws.push({
      path,
      sentence:
        'no step claims anything; add a probe, matrix, iq, disco, catalog, offered, alike, timing, learns, channel, unsaid, presence, unseen, login, session, bounced, stream, quiet, archive, enter, occupants, notice, configure, form or raw step',
    });
  }
  return [
    ...flaws,
    ...memoryFlaws(steps, path),
    ...managementFlaws(file, steps, path),
    ...roamingFlaws(file, steps, path),
    ...roomFlaws(steps, path),
    ...peerFlaws(file, steps, path, vocabulary),
  ];
}

function claims(step: Step): boolean {
  return !(
    'send' in step ||
    'connect' in step ||
    'disconnect' in step ||
    'pause' in step ||
    'move' in step ||
    'enable' in step ||
    'drop' in step ||
    'room' in step ||
    'leave' in step ||
    'peer' in step ||
    'provision' in step
  );
}

function nameFlaws(file: ScenarioFile, step: Step, path: YamlPath, vocabulary: Vocabulary): Flaw[] {
  const used = referencesOf(step);
  const actors = Object.keys(file.actors);
  return [
    ...used.actors
      .filter(({ name }) => !actors.includes(name))
      .map((one) => unknown('actor', one.name, [...path, ...one.path], actors)),
    ...used.labels.flatMap(({ path: inside, name, spelling }) => {
      const spellings = vocabulary.labels.get(name);
      if (!spellings) return [unknown('label', name, [...path, ...inside], vocabulary.labels.keys())];
      return spelling && !spellings.has(spelling)
        ? [{ path: [...path, ...inside], sentence: misspelt(name, spelling, spellings) }]
        : [];
    }),
  ];
}

function misspelt(name: string, spelling: Spelling, spellings: ReadonlySet<Spelling>): string {
  const others = [...spellings].join(', ');
  return `label \`${name}\` has no ${spelling} spelling, only ${others}; say another \`syntax\`, or take another label`;
}

function unknown(what: string, name: string, path: YamlPath, known: Iterable<string>): Flaw {
  return { path, sentence: `unknown ${what} \`${name}\`; ${didYouMean(name, known)}` };
}

function shapeFlaws(file: ScenarioFile, step: Step, path: YamlPath): Flaw[] {
  if ('matrix' in step) return rowFlaws(step.matrix, [...path, 'matrix']);
  if ('probe' in step)
    return [
      ...addresseeFlaws(step.probe, [...path, 'probe']),
      ...exceptionFlaws(step.probe, [...path, 'probe']),
      ...returnFlaws(step.probe, [...path, 'probe', 'returns']),
      ...unwrittenFlaws(step.probe, [...path, 'probe', 'payload']),
      ...strayFlaws(step.probe, step.probe.carbons, [...path, 'probe', 'carbons']),
      ...strayFlaws(step.probe, step.probe.showsTo, [...path, 'probe', 'showsTo']),
    ];
  if ('raw' in step) return rawFlaws(file, step.raw.from, [...path, 'raw', 'from']);
  return 'disco' in step && step.disco.capabilities
    ? rawFlaws(file, step.disco.from, [...path, 'disco', 'from'])
    : [];
}

/** Only an actor of our own few lines of client says bytes as they stand, and tells of the stream's features. */
function rawFlaws(file: ScenarioFile, from: string, path: YamlPath): Flaw[] {
  const actor = file.actors[from];
  if (actor === undefined || (typeof actor !== 'string' && actor.kind === 'raw')) return [];
  return [{ path, sentence: `\`${from}\` is not of kind raw; write \`kind: raw\` at the actor` }];
}

function rowFlaws(matrix: Matrix, path: YamlPath): Flaw[] {
  const columns = matrix.to.length;
  const rows = Object.entries(matrix.rows);
  if (rows.length === 0)
    return [{ path: [...path, 'rows'], sentence: 'the matrix has no rows; add one for each label' }];
  if (matrix.burst !== undefined && matrix.room === undefined) {
    const sentence = 'only a room has one order for all it hands on; add the `room`, or leave this out';
    return [{ path: [...path, 'burst'], sentence }];
  }
  return rows.flatMap(([label, cells]) => {
    if (cells.length === columns) return [];
    const sentence = `row \`${label}\` has ${cells.length} cells for ${columns} recipients; give one cell for each`;
    return [{ path: [...path, 'rows', label], sentence }];
  });
}

/** Where nobody is known to listen, only an error that must come proves anything. */
function addresseeFlaws(probe: Probe, path: YamlPath): Flaw[] {
  if (sessionsOf(probe).length > 0) return [];
  if (probe.expect === 'refused' && probe.refusal?.silence === 'forbidden') return [];
  const sentence = 'nobody is named who would receive this; add `at`, or `refusal: {silence: forbidden}`';
  return [{ path: [...path, 'to'], sentence }];
}

/** A session cannot be meant and not meant; and where nothing is delivered, `at` says who does not get it. */
function exceptionFlaws({ notAt = [], ...probe }: Probe, path: YamlPath): Flaw[] {
  const both = notAt.find((name) => sessionsOf(probe).includes(name));
  if (both !== undefined)
    return [{ path: [...path, 'notAt'], sentence: `\`${both}\` is in \`at\` too; name it in one of them` }];
  if (notAt.length === 0 || probe.expect === 'delivered') return [];
  const sentence = 'this says who does not get what others get; with `expect: delivered` only, or use `at`';
  return [{ path: [...path, 'notAt'], sentence }];
}

/** What is returned is in place of a label, and of one that was seen as it was written. */
function returnFlaws({ returns, label, payload, stanza }: Probe, path: YamlPath): Flaw[] {
  if (returns === undefined || (label === 'none' && payload === undefined && stanza === undefined)) return [];
  return [
    {
      path,
      sentence: 'the labels are those of the earlier message; leave out `label`, `payload` and `stanza`',
    },
  ];
}

/** A payload stands where the label would: whoever names a label beside it would see an unlabelled message tested. */
function unwrittenFlaws({ label, payload, returns }: Probe, path: YamlPath): Flaw[] {
  if (payload === undefined || label === 'none' || returns !== undefined) return [];
  const sentence = `it stands in place of \`label\`, and \`${label}\` would not be sent; begin it with \`\${label:${label}}\`, and leave \`label\` out`;
  return [{ path, sentence }];
}

/** Who is said to get it in some way, a copy or a label of its own, is one of those who get it. */
function strayFlaws(probe: Probe, said: object | undefined, path: YamlPath): Flaw[] {
  const stray = Object.keys(said ?? {}).filter((name) => !sessionsOf(probe).includes(name));
  return stray.map((name) => ({
    path: [...path, name],
    sentence: `\`${name}\` is not in \`at\`; name it there too, or leave it out here`,
  }));
}

function memoryFlaws(steps: readonly Step[], path: YamlPath): Flaw[] {
  const remembered = new Set<string>();
  const flaws: Flaw[] = [];
  for (const [index, step] of steps.entries()) {
    if ('disco' in step) {
      flaws.push(...identityFlaws(step.disco, steps.slice(0, index), [...path, index, 'disco']));
    }
    if ('probe' in step && step.probe.returns !== undefined)
      flaws.push(
        ...rememberedFlaws(step.probe.returns, steps.slice(0, index), [...path, index, 'probe', 'returns']),
      );
    if ('archive' in step)
      flaws.push(...archiveFlaws(step.archive, steps.slice(0, index), [...path, index, 'archive']));
    if ('unseen' in step)
      flaws.push(...unseenFlaws(step.unseen, steps.slice(0, index), [...path, index, 'unseen']));
    if (!('catalog' in step)) continue;
    for (const key of ['sameId', 'otherId'] as const) {
      const word = step.catalog[key];
      if (word === undefined || remembered.has(word)) continue;
      const sentence = `no earlier step remembers \`${word}\`; ${didYouMean(word, remembered)}`;
      flaws.push({ path: [...path, index, 'catalog', key], sentence });
    }
    if (step.catalog.remember !== undefined) remembered.add(step.catalog.remember);
  }
  return flaws;
}

/** What an archive holds, and what it lacks, was sent before. */
function archiveFlaws(archive: Archive, before: readonly Step[], path: YamlPath): Flaw[] {
  return (['holds', 'lacks'] as const).flatMap((key) =>
    archive[key].flatMap((word, index) => rememberedFlaws(word, before, [...path, key, index])),
  );
}

/** What is not seen yet was sent before. */
function unseenFlaws({ message }: Unseen, before: readonly Step[], path: YamlPath): Flaw[] {
  return rememberedFlaws(message, before, [...path, 'message']);
}

function rememberedFlaws(word: string, before: readonly Step[], path: YamlPath): Flaw[] {
  const remembered = before.flatMap((step) => ('probe' in step ? (step.probe.remember ?? []) : []));
  if (remembered.includes(word)) return [];
  const sentence = `no earlier probe remembers \`${word}\`; ${didYouMean(word, remembered)}`;
  return [{ path, sentence }];
}

/** Identities are compared with those of an earlier step. */
function identityFlaws({ sameIdentities: word }: Disco, before: readonly Step[], path: YamlPath): Flaw[] {
  const remembered = before.flatMap((step) => ('disco' in step ? (step.disco.remember ?? []) : []));
  if (word === undefined || remembered.includes(word)) return [];
  const sentence = `no earlier step remembers \`${word}\`; ${didYouMean(word, remembered)}`;
  return [{ path: [...path, 'sameIdentities'], sentence }];
}
