import { isIPv4 } from 'node:net';
import { childOf } from '#xml';
import { requireSourceAddress, SessionError } from '../../actors/index.ts';
import { capabilitiesHash } from '../../judge/index.ts';
import { type CheckStage, isResult, wordFor } from '../check-stage.ts';
import { type Probe, type Sight, seen, unseen } from './sight.ts';

const disco = 'http://jabber.org/protocol/disco#info';

/** Its stream features have a hash of its features, and the hash is theirs. Source: XEP-0115 §5.1. */
export const capabilities: Probe = async (stage) => {
  const session = await stage.online('u-ts');
  const c = session.features && childOf(session.features, 'http://jabber.org/protocol/caps', 'c');
  if (c === undefined) return seen(false, 'its stream features have no hash of its features');
  const { node = '', ver = '', hash = 'sha-1' } = c.attributes;
  const answer = await session.ask('get', `<query xmlns='${disco}' node='${node}#${ver}'/>`, stage.domain);
  const query = isResult(answer) ? childOf(answer, disco, 'query') : undefined;
  if (query === undefined) return seen(false, `asked for what it hashed: ${wordFor(answer)}`);
  const isRight = capabilitiesHash(query, hash) === ver;
  return seen(
    isRight,
    isRight ? `${ver} is the hash of its features` : 'the hash is not that of its features',
  );
};

/** A session that was lost can be resumed. Source: XEP-0198 §5. */
export const streamManagement: Probe = async (stage) => {
  const session = await stage.online('u-ts');
  const offer = session.features && childOf(session.features, 'urn:xmpp:sm:3', 'sm');
  if (offer === undefined) return seen(false, 'it is not among its stream features');
  session.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
  const answer = await session.next(({ namespace }) => namespace === 'urn:xmpp:sm:3');
  const lost = session.actor.management?.resumable('all');
  if (answer?.name !== 'enabled' || lost === undefined)
    return seen(false, `offered, and enabling it is answered with ${answer?.name ?? 'nothing'}`);
  await session.actor.drop?.();
  try {
    await stage.session('u-ts', { resumes: lost });
    return seen(true, 'a session that was lost is resumed');
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    return seen(false, `enabled, and resuming fails: ${error.message}`);
  }
};

/** A user of the second domain can log in. */
export const severalDomains: Probe = async (stage) => {
  const user = [...stage.setting.users.keys()].find((name) => name.includes('@'));
  if (user === undefined) return unseen('the description says that it has none');
  const { domain } = stage.accountOf(user);
  return refusedOr(() => stage.session(user), `an account of ${domain}`);
};

/** The harness can come from more than one address. */
export const sourceAddress: Probe = async (stage) => {
  const address = '127.0.0.9';
  if (!isIPv4(stage.endpoint.host) || !stage.endpoint.host.startsWith('127.'))
    return unseen('it is on another machine: which addresses of ours reach it is not known');
  await requireSourceAddress(address);
  return refusedOr(
    () => stage.session('u-ts', { endpoint: { localAddress: address } }),
    `a connection from ${address}`,
  );
};

/** Over WebSocket. Source: RFC 7395. */
export const webSocket: Probe = (stage) => through(stage, 'websocket', { webSocket: { headers: {} } });
/** Over HTTP. Source: XEP-0206. */
export const bosh: Probe = (stage) => through(stage, 'bosh', { bosh: { headers: {} } });
export const ipv6: Probe = (stage) => through(stage, 'ipv6', {});
export const ipv4Mapped: Probe = (stage) => through(stage, 'ipv4-mapped', {});
/** Behind a header that says where a connection comes from. */
export const proxied: Probe = (stage) =>
  through(stage, 'proxied', { localAddress: '127.0.0.8', proxyHeader: { version: 1, source: '127.0.0.1' } });

type Entrance = 'websocket' | 'bosh' | 'ipv6' | 'ipv4-mapped' | 'proxied';

async function through(
  stage: CheckStage,
  name: Entrance,
  way: Partial<CheckStage['endpoint']>,
): Promise<Sight> {
  const place = stage.setting.target.entrances?.[name];
  if (place === undefined) return unseen('nobody says where it would be');
  const kind = name === 'websocket' || name === 'bosh' ? 'client' : 'raw';
  return refusedOr(
    () => stage.session('u-ts', { kind, endpoint: { ...place, tls: 'direct', ...way } }),
    `a session at ${place.host}:${place.port}`,
  );
}

async function refusedOr(open: () => Promise<unknown>, what: string): Promise<Sight> {
  try {
    await open();
    return seen(true, `${what} is taken`);
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    return seen(false, `${what}: ${error.message}`);
  }
}
