import { type ComponentEndpoint, SessionError } from './actors/index.ts';
import { companyOf } from './company.ts';
import { endpointFor } from './endpoint.ts';
import { domainsOf, type Fixtures } from './fixtures/index.ts';
import { type Transcript, TranscriptRecorder } from './observe/index.ts';
import type { PeerHost, PeerObserver, Peers } from './peers/index.ts';
import { type Part, peersIn, type Renaming, type Scenario } from './scenario/index.ts';
import { Cast, type Props, playStep, type Role, Stage, tokenOf, Unprepared } from './steps/index.ts';
import { EnvironmentFault, type RunningTarget } from './targets/index.ts';

/** What every part of a run is played with. */
export interface PartSetting {
  /** The target's name in its driver. */
  readonly targetName: string;
  readonly target: RunningTarget;
  readonly fixtures: Fixtures;
  /** Password by user name. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Secrets of components by domain; left out: the target has none. */
  readonly components?: Readonly<Record<string, string>> | undefined;
  readonly seed: string;
  /** Longest wait for what one probe or request should bring, in milliseconds. */
  readonly budgetMs: number;
  /** What plays other servers; left out: nothing does. */
  readonly host?: PeerHost | undefined;
  /** How scenario and fixtures came to the words of the target; left out: they are in their own. */
  readonly renaming?: Renaming;
  /** The second real server; left out: there is none. */
  readonly second?: { readonly name: string; readonly domain: string; readonly target: RunningTarget };
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
  const { target, second, fixtures, seed, budgetMs } = setting;
  const { domain } = target.client;
  const startedAt = new Date().toISOString();
  const recorder = new TranscriptRecorder();
  const tokens = { seed, scenario: scenario.id, part: part.name };
  const peers = await peersFor(scenario, setting, recorder);
  const roles = rolesOf(scenario, setting);
  let ids = 0;
  const cast = new Cast({
    domain,
    peers,
    roles,
    recorder,
    budgetMs,
    newId: () => tokenOf(tokens, -1, (ids += 1)).id,
  });
  await play(scenario, part, {
    reset: async () => {
      await Promise.all([
        target.reset(
          fixtures.provisionValues({ ...fixtures.base.provision, ...part.provision }),
          companyOf(part, roles, { domain, peers, roomPrefix: setting.renaming?.roomPrefix }),
        ),
        second?.target.reset(
          fixtures.provisionValues({ ...fixtures.peer.provision, ...part.provisionAt?.[second.domain] }),
        ),
      ]);
      await peers?.begin();
    },
    provision: (change) => target.provision(fixtures.provisionValues(change)),
    cast,
    peers,
    domain,
    recorder,
    fixtures,
    tokens,
    budgetMs,
    ...(second && { servers: [domain, second.domain] }),
  });
  await cast.disconnectAll();
  await peers?.end();
  return recorder.transcript({
    schema: 'cmbac/transcript@1',
    scenario: scenario.id,
    part: part.name,
    scenarioHash: scenario.hash,
    target: setting.targetName,
    startedAt,
    actors: cast.jids,
    domain,
    ...(peers && { peers: setting.host?.domains }),
    ...(second && { servers: { [domain]: setting.targetName, [second.domain]: second.name } }),
    ...(setting.renaming && { names: setting.renaming }),
    seed,
  });
}

/** The other servers of a part that has users there. @throws EnvironmentFault when the target does not say where it federates. */
async function peersFor(
  { actors }: Scenario,
  { target, fixtures, host }: PartSetting,
  recorder: TranscriptRecorder,
): Promise<Peers | undefined> {
  if (host === undefined || peersIn(actors, host.domains).size === 0) return undefined;
  if (!target.peer)
    throw new EnvironmentFault('the target says that it has the feature peers, but not where');
  const { base } = fixtures;
  return host.begin(target.peer, [...domainsOf(base), ...Object.keys(base.components)], observerOf(recorder));
}

function observerOf(recorder: TranscriptRecorder): PeerObserver {
  return {
    wire: (connection, peer, direction, raw) => {
      recorder.tell({ kind: 'wire', connection, peer, direction, raw });
    },
    connection: (connection, peer, event, detail) => {
      recorder.tell({ kind: 'connection', connection, peer, event, detail });
    },
    query: (name, type) => {
      recorder.tell({ kind: 'query', name, type });
    },
  };
}

/** Provisioning, then whoever is online at first, then the steps, each between its two lines. */
async function play(
  scenario: Scenario,
  part: Part,
  {
    reset,
    peers,
    ...props
  }: Props & { readonly reset: () => Promise<void>; readonly peers: Peers | undefined },
): Promise<void> {
  const { recorder, cast } = props;
  let step = 0;
  try {
    await reset();
    await Promise.all(onlineAtFirst(scenario).map((name) => unlessRefused(cast.connect(name))));
    for (const [index, each] of part.steps.entries()) {
      step = index;
      peers?.renew();
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
function rolesOf(scenario: Scenario, setting: PartSetting): Map<string, Role> {
  const { passwords, target, host, second } = setting;
  return new Map(
    Object.entries(scenario.actors).map(([name, actor]): [string, Role] => {
      const {
        user,
        resource = name,
        kind,
        presence,
        lang,
      } = typeof actor === 'string' ? { user: actor, kind: 'client' as const, presence: 0 } : actor;
      const [local = '', home] = user.split('@');
      if (home !== undefined && host?.domains.includes(home) === true)
        return [name, { account: { user: local, resource }, peer: home, kind }];
      const component = componentFor(user, setting);
      if (component !== undefined)
        return [name, { account: { user: home === undefined ? '' : local, resource }, component, kind }];
      const account = {
        user: local,
        password: passwords[user] ?? '',
        resource,
        ...(lang !== undefined && { lang }),
      };
      const server = second !== undefined && home === second.domain ? second.target : target;
      const endpoint = { ...endpointFor(actor, server), ...(home !== undefined && { domain: home }) };
      return [name, { account, endpoint, kind, presence }];
    }),
  );
}

/**
 * The component that somebody is a user of, or is itself, and where it connects; `undefined`: it is none.
 *
 * @throws EnvironmentFault when the target does not say where components connect.
 */
function componentFor(user: string, { target, components = {} }: PartSetting): ComponentEndpoint | undefined {
  const domain = user.slice(user.indexOf('@') + 1);
  const secret = components[domain];
  if (secret === undefined) return undefined;
  const place = target.components?.[domain];
  if (!place) throw new EnvironmentFault('the target says that it has the feature components, but not where');
  return { ...place, domain, secret };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
