import { existsSync } from 'node:fs';
import { z } from 'zod';
import { verbs } from '../fixtures/index.ts';
import { didYouMean, keysOf, readText, readYaml, ScenarioError, schemaProblems } from '../input/index.ts';
import { labelFormats, labelFormatsOf } from './label-formats.ts';
import { partsOf } from './part.ts';
import type { Scenario } from './scenario.ts';
import { matchesPattern } from './select.ts';
import { acceptedShape, type Step } from './steps.ts';
import { verbsOf } from './used-verbs.ts';

const profile = z.strictObject({
  /** What it is for, in one sentence. */
  says: z.string().min(10),
  /** A profile above it in the file, which it is like but for what it says itself; what that one excludes it excludes too. */
  like: z.string().optional(),
  /** The refusals it takes, `type/condition`, where a scenario asks for none in particular. */
  accepts: z.array(acceptedShape).min(1).optional(),
  /** The refusals of whoever wants to enter a room that it takes. */
  joins: z.array(acceptedShape).min(1).optional(),
  /** Verbs that differ from the base deployment in every scenario; a scenario's own go before them. */
  provision: z.record(z.string(), z.unknown()).default({}),
  /**
   * Scenarios, or globs over them, that it does not ask for, and all that use one of these verbs (`Rm.clr`), need one of these features or
   * have a label in one of these formats, and why.
   */
  excludes: z
    .array(
      z.strictObject({
        scenarios: z.array(z.string()).default([]),
        verbs: z.array(z.enum(verbs.map(({ head }) => head))).default([]),
        needs: z.array(z.string()).default([]),
        formats: z.array(z.enum(labelFormats)).default([]),
        reason: z.string().min(10),
      }),
    )
    .default([]),
  /** Targets that are tested by it unless another is asked for; `others`: those that no profile names. */
  targets: z.array(z.string()).default([]),
});

type ProfileFile = z.infer<typeof profile>;

/** What a run expects of a server where servers may differ: one entry of `scenarios/profiles.yaml`. */
export type Profile = Omit<ProfileFile, 'like'> &
  Required<Pick<ProfileFile, 'accepts' | 'joins'>> & { readonly name: string };

/** How whoever wants to enter a room may be refused, where a profile says nothing else. */
const usualJoins = [
  'auth/forbidden',
  'auth/registration-required',
  'cancel/not-allowed',
  'cancel/item-not-found',
];

/**
 * Read the profiles of a file.
 *
 * @throws ScenarioError
 */
export function loadProfiles(file: string): Profile[] {
  const yaml = readYaml(readText(file), file);
  const checked = z.record(z.string(), profile).safeParse(yaml.value);
  if (!checked.success) throw new ScenarioError(schemaProblems(yaml, checked.error.issues, keysOf(profile)));
  const profiles = new Map<string, Profile>();
  for (const [name, one] of Object.entries(checked.data)) {
    const { like, accepts, joins, provision, excludes, ...rest } = one;
    const model = like === undefined ? undefined : profiles.get(like);
    const problem = (key: string, sentence: string): ScenarioError =>
      new ScenarioError([yaml.problem([name], sentence, key)]);
    if (like !== undefined && model === undefined)
      throw problem('like', `no profile \`${like}\` stands above; ${didYouMean(like, profiles.keys())}`);
    const taken = accepts ?? model?.accepts;
    if (taken === undefined)
      throw problem('says', `\`${name}\` says of no refusal that it takes it; add \`accepts\`, or \`like\``);
    profiles.set(name, {
      name,
      ...rest,
      accepts: taken,
      joins: joins ?? model?.joins ?? usualJoins,
      provision: { ...model?.provision, ...provision },
      excludes: [...(model?.excludes ?? []), ...excludes],
    });
  }
  return [...profiles.values()];
}

/** The first of these files that is there. */
export function profilesFile(...files: readonly string[]): string {
  const found = files.find((file) => existsSync(file));
  if (found === undefined) throw new Error(`no profiles in ${files.join(', ')}`);
  return found;
}

/**
 * The profile of that name; without a name, the one that a target is tested by.
 *
 * @throws ScenarioError for a name that no profile has.
 */
export function profileNamed(
  profiles: readonly Profile[],
  name: string | undefined,
  target: string,
): Profile {
  const usual = [target, 'others'].flatMap((each) =>
    profiles.filter(({ targets }) => targets.includes(each)),
  )[0];
  const found = name === undefined ? usual : profiles.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = profiles.map((each) => each.name);
  const sentence =
    name === undefined
      ? `no profile is for \`${target}\`; name one with --profile (${names.join(', ')})`
      : `there is no profile \`${name}\`; ${didYouMean(name, names)} (profiles: ${names.join(', ')})`;
  throw new ScenarioError([{ sentence }]);
}

/** Those scenarios that a profile asks for. */
export function inProfile<Chosen extends Scenario>(
  scenarios: readonly Chosen[],
  { name, excludes }: Profile,
): Chosen[] {
  const missing = new Set<string>(excludes.flatMap(({ verbs: each }) => each));
  const needs = excludes.flatMap(({ needs: each }) => each);
  const left = excludes.flatMap(({ scenarios: each }) => each);
  const foreign = excludes.flatMap(({ formats }) => formats);
  return scenarios.filter(
    (scenario) =>
      scenario.profiles?.includes(name) !== false &&
      !needs.some((feature) => scenario.needs.includes(feature)) &&
      !left.some((pattern) => matchesPattern(scenario.id, pattern)) &&
      !partsOf(scenario).some(
        (part) =>
          verbsOf(part).some((verb) => missing.has(verb)) ||
          labelFormatsOf(part).some((format) => foreign.includes(format)),
      ),
  );
}

/** The scenario with the refusals that the profile takes, wherever it asks for none in particular. */
export function underProfile(scenario: Scenario, profile: Profile): Scenario {
  const steps = scenario.steps.map((step) => accepting(step, profile));
  const { twin } = scenario;
  if (twin?.steps === undefined) return { ...scenario, steps };
  return { ...scenario, steps, twin: { ...twin, steps: twin.steps.map((step) => accepting(step, profile)) } };
}

function accepting(step: Step, { accepts, joins }: Profile): Step {
  if ('enter' in step) {
    const { condition, type } = step.enter;
    if (condition !== undefined || type !== undefined) return step;
    return { enter: { ...step.enter, accepts: step.enter.accepts ?? joins } };
  }
  if ('probe' in step) return { probe: { ...step.probe, refusal: refusalOf(step.probe, accepts) } };
  if ('matrix' in step) return { matrix: { ...step.matrix, refusal: refusalOf(step.matrix, accepts) } };
  return step;
}

type Refusal = Extract<Step, { probe: unknown }>['probe']['refusal'];

function refusalOf({ refusal }: { readonly refusal?: Refusal }, accepts: Profile['accepts']): Refusal {
  if (refusal?.type !== undefined || refusal?.condition !== undefined || refusal?.accepts !== undefined)
    return refusal;
  return { silence: 'allowed', ...refusal, accepts };
}
