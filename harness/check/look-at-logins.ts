import { childElements, type Element } from '#xml';
import { SessionError, tryLogin } from '../actors/index.ts';
import type { CheckRow } from '../record/index.ts';
import { type CheckStage, newWord } from './check-stage.ts';
import { mechanismsIn } from './look-at-tls.ts';
import { Rows } from './rows.ts';

/** What it offers to log in by, and that it refuses whom it does not know. `features`: those under TLS. */
export async function lookAtLogins(stage: CheckStage, features: Element): Promise<readonly CheckRow[]> {
  const rows = new Rows('login');
  const offered = mechanismsIn(features);
  const scram = offered.filter((name) => /^SCRAM-SHA-(1|256)$/.test(name));
  rows.is(
    scram.length > 0,
    'mechanisms under TLS',
    offered.join(', ') || 'none',
    'SCRAM-SHA-256 or SCRAM-SHA-1',
  );
  rows.note('channel binding', channelBindings(features, offered));
  const tried = [...(offered.includes('PLAIN') ? ['PLAIN'] : []), ...scram.slice(0, 1)];
  const known = stage.accountOf('u-ts').user;
  for (const mechanism of tried) {
    await refused(rows, stage, 'a wrong password', mechanism, known);
    await refused(rows, stage, 'an account that nobody made', mechanism, newWord());
  }
  await refused(rows, stage, 'a mechanism that nobody has', 'X-CMBAC-NONSENSE', known);
  return rows.all;
}

/** What may be bound to TLS. Source: XEP-0440 §2; RFC 5802 §4 (-PLUS). */
function channelBindings(features: Element, mechanisms: readonly string[]): string {
  const offer = childElements(features).find(({ namespace }) => namespace === 'urn:xmpp:sasl-cb:0');
  const types = offer ? childElements(offer).map(({ attributes }) => attributes['type'] ?? '') : [];
  const plus = mechanisms.filter((name) => name.endsWith('-PLUS'));
  return [...plus, ...types].join(', ') || 'not offered';
}

/** Source: RFC 6120 §6.5.10 (not-authorized), §6.5.7 (invalid-mechanism). */
async function refused(
  rows: Rows,
  stage: CheckStage,
  what: string,
  mechanism: string,
  user: string,
): Promise<void> {
  const account = { user, password: newWord() };
  const name = `${what} (${mechanism})`;
  const source = mechanism === 'X-CMBAC-NONSENSE' ? 'RFC 6120 §6.5.7' : 'RFC 6120 §6.5.10';
  try {
    const { said, condition } = await tryLogin(stage.endpoint, account, mechanism, stage.signal());
    rows.is(said === 'failure', name, [said, condition].filter(Boolean).join(', '), 'failure', source);
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    rows.is(true, name, `refused: ${error.message}`, 'failure', source);
  }
}

/** Accounts that scenarios speak for: each logs in. */
export async function lookAtAccounts(stage: CheckStage, all: boolean): Promise<readonly CheckRow[]> {
  const rows = new Rows('accounts');
  const { driver, users } = stage.setting;
  // Of a second domain that is not claimed, the probe of that claim says whether it is there
  const asked = [...users.keys()].filter(
    (user) => !user.includes('@') || driver.features.has('several-domains'),
  );
  for (const user of all ? asked : asked.filter((_, index) => index % sampleStep === 0)) {
    const { user: local, domain } = stage.accountOf(user);
    try {
      const session = await stage.session(user);
      rows.is(true, user, `logged in as ${session.jid}`);
      await session.close();
    } catch (error) {
      if (!(error instanceof SessionError)) throw error;
      rows.is(false, user, `${local}@${domain}: ${error.message}`, 'logs in');
    }
  }
  return rows.all;
}

/** One of so many accounts is tried where not all are. */
const sampleStep = 4;
