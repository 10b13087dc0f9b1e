import { z } from 'zod';
import {
  keysOf,
  type Problem,
  readYaml,
  ScenarioError,
  schemaProblems,
  type YamlFile,
} from '../input/index.ts';
import { failureKinds } from '../record/index.ts';
import { readVersionCondition, type VersionCondition } from './version-condition.ts';

/** What stands at the top of such a file. */
export const expectFormat = 'cmbac/expect@1';

const name = z.string().min(2);
const pattern = z.string().min(1);

const entrySchema = z.strictObject({
  /** Identities, or globs over identities: `*` stays in one folder, `**` crosses folders. */
  match: z.union([pattern, z.array(pattern).min(1)]),
  outcome: z.enum(['failed', 'inconclusive']),
  /** Of a failure: another kind than this is none that is expected. */
  kind: z.enum(failureKinds).optional(),
  /** `version < '19.6'`: of other versions nothing is expected. */
  when: z.string().optional(),
  /** It differs where one of these is the second server. Left out: with any, and without one. */
  peers: z.array(z.string()).min(1).optional(),
  reason: z.string().min(10),
  /** Where it is being dealt with. */
  issue: z.url().optional(),
  /** Who answers for it. */
  owner: name,
  /** The last day on which it may be expected. */
  expires: z.iso.date().optional(),
  /** The two who accept a leak. */
  acceptLeak: z.array(name).length(2).optional(),
});

const fileSchema = z.strictObject({
  schema: z.literal(expectFormat),
  entries: z.array(entrySchema),
});

type Entry = z.infer<typeof entrySchema>;

/** A known difference between a target and what is asked: it will fail there, how, why, and who answers for it. */
export interface Expectation extends Omit<Entry, 'match' | 'when'> {
  readonly match: readonly string[];
  readonly when?: VersionCondition;
  /** `expected-failures.yaml:12`. */
  readonly place: string;
}

/** How somebody's work begins who has not done it yet: nothing that begins so is read. */
export const toDo = 'TODO';

/**
 * A file of known differences (docs/expectations.md). An empty one expects nothing.
 *
 * @throws ScenarioError when it does not fit the format, a leak is accepted by fewer than two, or something is still to be written.
 */
export function readExpectations(text: string, file: string): Expectation[] {
  return readEntries(text, file, false);
}

/**
 * The same of a file in which something may still be to be written.
 *
 * @throws ScenarioError when it does not fit the format otherwise.
 */
export function readDraft(text: string, file: string): Expectation[] {
  return readEntries(text, file, true);
}

function readEntries(text: string, file: string, isDraft: boolean): Expectation[] {
  const yaml = readYaml(text, file);
  if (yaml.value === null || yaml.value === undefined) return [];
  if (Array.isArray(yaml.value))
    throw new ScenarioError([
      yaml.problem([], 'the list has no header; write `schema: cmbac/expect@1` and put it below `entries:`'),
    ]);
  const checked = fileSchema.safeParse(yaml.value);
  if (!checked.success)
    throw new ScenarioError(schemaProblems(yaml, checked.error.issues, keysOf(fileSchema)));
  const problems = checked.data.entries.flatMap((entry, index) => entryProblems(yaml, entry, index, isDraft));
  if (problems.length > 0) throw new ScenarioError(problems);
  return checked.data.entries.map((entry, index) => read(yaml, entry, index));
}

function read(yaml: YamlFile, { match, when, ...entry }: Entry, index: number): Expectation {
  const condition = when === undefined ? undefined : readVersionCondition(when);
  const { place } = yaml.problem(['entries', index], '');
  return {
    ...entry,
    match: typeof match === 'string' ? [match] : match,
    ...(condition && { when: condition }),
    place: `${yaml.file}:${place?.line ?? 1}`,
  };
}

/** What a schema cannot say. */
function entryProblems(yaml: YamlFile, entry: Entry, index: number, isDraft: boolean): Problem[] {
  const { outcome, kind, when, acceptLeak, match } = entry;
  const at = (key: keyof Entry, sentence: string): Problem => yaml.problem(['entries', index, key], sentence);
  const left = isDraft ? [] : unwritten(entry);
  return [
    ...left.map((key) => at(key, `\`${key}\` is still to be written; write it, and take ${toDo} away`)),
    ...(outcome === 'failed' && kind === undefined
      ? [at('outcome', `a failure has a kind; add \`kind\`, one of ${failureKinds.join(', ')}`)]
      : []),
    ...(outcome === 'inconclusive' && kind !== undefined
      ? [at('kind', 'what is inconclusive has no kind; take `kind` away')]
      : []),
    ...(when !== undefined && readVersionCondition(when) === undefined
      ? [at('when', "`when` is no condition; write it as `version < '19.6'`, several with `and` between")]
      : []),
    ...(kind === 'leak' ? leakProblems(entry, at) : []),
    ...(kind !== 'leak' && acceptLeak !== undefined
      ? [at('acceptLeak', 'only a leak is accepted by two; take `acceptLeak` away, or say `kind: leak`')]
      : []),
    ...repeated(match).map((one) => at('match', `\`${one}\` is named twice; keep one of them`)),
  ];
}

function leakProblems(
  { match, owner, acceptLeak }: Entry,
  at: (key: keyof Entry, sentence: string) => Problem,
): Problem[] {
  const globs = [match].flat().filter((one) => one.includes('*'));
  const names = [owner, ...(acceptLeak ?? [])].map((one) => one.trim().toLowerCase());
  const isSaid = !names.some((one) => one.startsWith(toDo.toLowerCase()));
  return [
    ...globs.map((glob) =>
      at('match', `a leak is accepted for scenarios that are named; write out those of \`${glob}\``),
    ),
    ...(acceptLeak === undefined
      ? [at('kind', 'a leak is expected only where two accept it; add `acceptLeak` with two names')]
      : isSaid && new Set(names).size < 3
        ? [at('acceptLeak', 'a leak is accepted by two, neither of whom is its owner; name two others')]
        : []),
  ];
}

/** What a person still has to say. */
function unwritten(entry: Entry): (keyof Entry)[] {
  const said: [keyof Entry, readonly string[]][] = [
    ['reason', [entry.reason]],
    ['owner', [entry.owner]],
    ['acceptLeak', entry.acceptLeak ?? []],
  ];
  return said.flatMap(([key, texts]) => (texts.some((text) => text.startsWith(toDo)) ? [key] : []));
}

function repeated(match: Entry['match']): string[] {
  const all = [match].flat();
  return [...new Set(all.filter((one, index) => all.indexOf(one) !== index))];
}
