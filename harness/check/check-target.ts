import { SessionError } from '../actors/index.ts';
import type { Fixtures } from '../fixtures/index.ts';
import { TargetKeeper } from '../keep-target.ts';
import { withCleanup } from '../on-interrupt.ts';
import { startPeerHost } from '../peers/index.ts';
import type { CheckGroup, CheckRow, TargetCheckRecord } from '../record/index.ts';
import { EnvironmentFault, type RunningTarget, type TargetDriver } from '../targets/index.ts';
import { type CheckSetting, CheckStage } from './check-stage.ts';
import { type Claims, lookAtClaims } from './claims.ts';
import { deploymentFor, inItsWords, newSecrets } from './deployment.ts';
import { lookAtAccounts, lookAtLogins } from './look-at-logins.ts';
import { lookAtServices } from './look-at-services.ts';
import { type EntranceSight, lookAtEntrance } from './look-at-tls.ts';
import { lookForDishonesty } from './nonsense.ts';
import { Rows } from './rows.ts';
import { exitCodeOf, verdictOf } from './verdict.ts';

/** What is checked, and how far. */
export interface CheckOptions {
  readonly driver: TargetDriver;
  readonly fixtures: Fixtures;
  /** What its description claims; left out: it has none, and its driver says what it can do. */
  readonly claims?: Claims;
  /** The version that its description says it is. */
  readonly version?: string | undefined;
  /** Every account logs in; left out: some do. */
  readonly all?: boolean;
  /** Longest wait for one answer, in milliseconds; left out: two seconds. */
  readonly budgetMs?: number;
}

/**
 * Starts a server, or connects to one that is there, and holds what is said of it against what it does. Scores no scenario.
 *
 * @throws EnvironmentFault when it cannot be started here.
 */
export async function checkTarget(options: CheckOptions): Promise<TargetCheckRecord> {
  const startedAt = new Date();
  const { driver } = options;
  const { fixtures, users, passwords } = inItsWords(driver, options.fixtures);
  const { components: withComponents, peers, names } = fixtures.base;
  const components = driver.features.has('components')
    ? (driver.componentSecrets?.() ?? newSecrets(Object.keys(withComponents)))
    : undefined;
  const host = driver.features.has('peers')
    ? await startPeerHost(Object.keys(peers), names, driver.outside)
    : undefined;
  const keeper = new TargetKeeper(driver, await deploymentFor({ fixtures, passwords, components, host }));
  const { budgetMs = driver.budgetMs ?? defaultBudgetMs } = options;
  return withCleanup(
    async () => {
      const begun = await started(keeper, driver, fixtures.base.domain);
      if (!('client' in begun)) return recordOf(driver, startedAt, { rows: begun, claims: [] });
      const setting = { driver, target: begun, fixtures, users, passwords, budgetMs, components, host };
      return recordOf(driver, startedAt, await looked(setting, options), begun);
    },
    async () => {
      await keeper.stop();
      await host?.stop();
    },
  );
}

/** The running target; of one that lets nobody in what shows from outside, and why. @throws EnvironmentFault where nothing shows */
async function started(
  keeper: TargetKeeper,
  driver: TargetDriver,
  domain: string,
): Promise<RunningTarget | readonly CheckRow[]> {
  try {
    return await keeper.target();
  } catch (error) {
    if (!(error instanceof EnvironmentFault) || driver.entrance === undefined) throw error;
    const seen = await lookAtEntrance(driver.entrance(domain), AbortSignal.timeout(defaultBudgetMs * 10));
    const login = new Rows('login');
    login.is(false, 'a first session', error.message, 'a session');
    return [...seen.rows, ...login.all];
  }
}

function recordOf(
  { name, kind = 'process' }: TargetDriver,
  startedAt: Date,
  { rows, claims }: Seen,
  target?: RunningTarget,
): TargetCheckRecord {
  const verdict = verdictOf(rows, claims);
  return {
    schema: 'cmbac/target-check@1',
    target: { name, kind, ...(target && { product: target.product, version: target.version }) },
    startedAt: startedAt.toISOString(),
    wallMs: Date.now() - startedAt.getTime(),
    rows,
    claims,
    verdict,
    exitCode: exitCodeOf(verdict),
  };
}

const defaultBudgetMs = 2000;

type Seen = Pick<TargetCheckRecord, 'rows' | 'claims'>;

/** From outside inwards: nothing is asked under TLS that nobody would trust. */
async function looked(setting: CheckSetting, options: CheckOptions): Promise<Seen> {
  const entrances = await lookAtEntrances(setting);
  const rows = entrances.flatMap((one) => one.rows);
  const features = entrances.find(({ inspection }) => inspection?.features !== undefined)?.inspection
    ?.features;
  if (features === undefined) return { rows, claims: [] };
  if (isUntrusted(rows)) {
    const logins = new Rows('login');
    logins.note('everything else', 'not asked: nobody logs in over TLS that is not trusted');
    return { rows: [...rows, ...logins.all], claims: [] };
  }
  const inside = [
    await asked(setting, 'login', (stage) => lookAtLogins(stage, features)),
    await asked(setting, 'accounts', (stage) => lookAtAccounts(stage, options.all ?? false)),
    await asked(setting, 'discovery', (stage) => lookAtServices(stage, options)),
    await asked(setting, 'honesty', lookForDishonesty),
  ];
  return { rows: [...rows, ...inside.flat()], claims: await lookAtClaims(setting, options.claims ?? {}) };
}

/** Where clients connect: with STARTTLS, and with TLS from the first byte where it has that. */
async function lookAtEntrances(setting: CheckSetting): Promise<EntranceSight[]> {
  const { client, clientTls } = setting.target;
  const stage = new CheckStage(setting);
  const isOnePlace = clientTls?.host === client.host && clientTls.port === client.port;
  const ways = [
    ...(isOnePlace ? [] : [{ ...client, tls: 'starttls' as const }]),
    ...(clientTls ? [{ ...client, ...clientTls, tls: 'direct' as const }] : []),
  ];
  const sights: EntranceSight[] = [];
  for (const endpoint of ways) sights.push(await lookAtEntrance(endpoint, stage.signal()));
  return sights;
}

/** One group, with sessions of its own: where nobody is let in, that is what it saw. */
async function asked(
  setting: CheckSetting,
  group: CheckGroup,
  look: (stage: CheckStage) => Promise<readonly CheckRow[]>,
): Promise<readonly CheckRow[]> {
  const stage = new CheckStage(setting);
  try {
    return await look(stage);
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    const rows = new Rows(group);
    rows.is(false, 'a session to ask on', error.message, 'a session');
    return rows.all;
  } finally {
    await stage.closeAll();
  }
}

/** Is it the certificate that is not in order? */
function isUntrusted(rows: readonly CheckRow[]): boolean {
  return rows.some(({ mark, name }) => mark === 'no' && /: (chain|validity|names)$/.test(name));
}
