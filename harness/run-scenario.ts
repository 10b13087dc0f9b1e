import { SessionError } from './actors/index.ts';
import { endpointFor } from './endpoint.ts';
import type { Fixtures } from './fixtures/index.ts';
import { type Transcript, TranscriptRecorder } from './observe/index.ts';
import type { Part, Scenario } from './scenario/index.ts';
import { Cast, type Props, playStep, type Role, Stage, tokenOf, Unprepared } from './steps/index.ts';
import type { RunningTarget } from './targets/index.ts';

/** What every part of a run is played with. */
export interface PartSetting {
  /** The target's name in its driver. */
  readonly targetName: string;
  readonly target: RunningTarget;
  readonly fixtures: Fixtures;
  /** Password by user name. */
  readonly passwords: Readonly<Record<string, string>>;
  readonly seed: string;
  /** Longest wait for what one probe or request should bring, in milliseconds. */
  readonly budgetMs: number;
}

/**
 * Plays one part against a running server: its provisioning, its actors, its steps in order. Gives what was seen.
 *
 * Never judges. Where a server refuses a session, the steps that need it end at once; where the harness
 * itself fails, a `broken` note says how.
 *
 * @throws EnvironmentFault when the target lacks an entrance that it says it has.
 */
export async function runPart(scenario: Scenario, part: Part, setting: PartSetting): Promise<Transcript> {
  const { target, fixtures, seed, budgetMs } = setting;
  const { domain } = target.client;
  const startedAt = new Date().toISOString();
  const recorder = new TranscriptRecorder();
  const tokens = { seed, scenario: scenario.id, part: part.name };
  let ids = 0;
  const cast = new Cast({
    domain,
    roles: rolesOf(scenario, setting),
    recorder,
    budgetMs,
    newId: () => tokenOf(tokens, -1, (ids += 1)).id,
  });
  await play(scenario, part, {
    reset: () => target.reset(fixtures.provisionValues({ ...fixtures.base.provision, ...part.provision })),
    provision: (change) => target.provision(fixtures.provisionValues(change)),
    cast,
    domain,
    recorder,
    fixtures,
    tokens,
    budgetMs,
  });
  await cast.disconnectAll();
  return recorder.transcript({
    schema: 'cmbac/transcript@1',
    scenario: scenario.id,
    part: part.name,
    scenarioHash: scenario.hash,
    target: setting.targetName,
    startedAt,
    actors: cast.jids,
    domain,
    seed,
  });
}

/** Provisioning, then whoever is online at first, then the steps, each between its two lines. */
async function play(
  scenario: Scenario,
  part: Part,
  { reset, ...props }: Props & { readonly reset: () => Promise<void> },
): Promise<void> {
  const { recorder, cast } = props;
  let step = 0;
  try {
    await reset();
    await Promise.all(onlineAtFirst(scenario).map((name) => unlessRefused(cast.connect(name))));
    for (const [index, each] of part.steps.entries()) {
      step = index;
      recorder.tell({ kind: 'step', step, event: 'begin' });
      const goesOn = await unlessUnprepared(unlessRefused(playStep(new Stage(props, step), each)));
      recorder.tell({ kind: 'step', step, event: 'end' });
      if (!goesOn) break;
    }
  } catch (error) {
    recorder.tell({ kind: 'note', step, key: 'broken', value: sentenceOf(error) });
  }
}

/** A session that the server refused or ended is the server's answer: the transcript has it already. */
async function unlessRefused(playing: Promise<unknown>): Promise<void> {
  try {
    await playing;
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
  }
}

/** `false`: what the other steps rest on is not there, and none of them can show anything. */
async function unlessUnprepared(playing: Promise<unknown>): Promise<boolean> {
  try {
    await playing;
    return true;
  } catch (error) {
    if (error instanceof Unprepared) return false;
    throw error;
  }
}

function onlineAtFirst(scenario: Scenario): string[] {
  return Object.entries(scenario.actors)
    .filter(([, actor]) => typeof actor === 'string' || actor.online)
    .map(([name]) => name);
}

/** An actor's resource is its name, unless the scenario gives it another; `rita@a2.test` has another domain. */
function rolesOf(scenario: Scenario, { passwords, target }: PartSetting): Map<string, Role> {
  return new Map(
    Object.entries(scenario.actors).map(([name, actor]) => {
      const {
        user,
        resource = name,
        kind,
        presence,
        lang,
      } = typeof actor === 'string' ? { user: actor, kind: 'client' as const, presence: 0 } : actor;
      const [local = '', home] = user.split('@');
      const account = {
        user: local,
        password: passwords[user] ?? '',
        resource,
        ...(lang !== undefined && { lang }),
      };
      const endpoint = { ...endpointFor(actor, target), ...(home !== undefined && { domain: home }) };
      return [name, { account, endpoint, kind, presence }];
    }),
  );
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
