import { childOf } from '#xml';
import { openComponent, peerCertificate, SessionError } from '../../actors/index.ts';
import { domainsOf } from '../../fixtures/index.ts';
import type { PeerObserver } from '../../peers/index.ts';
import { EnvironmentFault } from '../../targets/index.ts';
import { type CheckStage, isResult, newWord, wordFor } from '../check-stage.ts';
import { FeaturesKept, ProbeSession } from '../probe-session.ts';
import { type Probe, type Sight, seen, unseen } from './sight.ts';

const catalogNamespace = 'urn:xmpp:sec-label:catalog:2';

/** It answers a request for a catalog with one. Source: XEP-0258 §4. */
export const catalog: Probe = async (stage) => {
  const session = await stage.online('u-ts');
  const to = `${stage.accountOf('u-ts2').user}@${stage.domain}`;
  const answer = await session.ask('get', `<catalog xmlns='${catalogNamespace}' to='${to}'/>`, stage.domain);
  // An error may repeat the request
  const isThere = isResult(answer) && childOf(answer, catalogNamespace, 'catalog') !== undefined;
  return seen(isThere, `a request for a catalog: ${isThere ? 'a catalog' : wordFor(answer)}`);
};

/** It takes a component with the secret that it was given. Source: XEP-0114. */
export const components: Probe = async (stage) => {
  const { components: secrets = {}, target } = stage.setting;
  const [domain, secret] = Object.entries(secrets)[0] ?? [];
  const place = domain === undefined ? undefined : target.components?.[domain];
  if (domain === undefined || secret === undefined || place === undefined)
    return unseen('nobody says where components connect, and with which secret');
  try {
    const component = await openComponent(
      domain,
      { ...place, domain, secret },
      new FeaturesKept(),
      stage.signal(),
    );
    await component.close();
    return seen(true, `the component ${domain} is taken`);
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    return seen(false, `the component ${domain}: ${error.message}`);
  }
};

/** It exchanges stanzas with another server: a request of a user there is answered. */
export const peers: Probe = (stage) =>
  withPeer(stage, ({ answer }) =>
    seen(
      answer !== undefined,
      answer
        ? `a user of another server is answered: ${wordFor(answer)}`
        : 'a user of another server gets no answer',
    ),
  );

/** Source: XEP-0288 §2: offered among the features of a stream between servers. */
export const bidi: Probe = (stage) =>
  withPeer(stage, ({ answer, received }) => {
    if (answer === undefined) return unseen('a user of another server gets no answer');
    const isOffered = received.includes('urn:xmpp:features:bidi');
    return seen(
      isOffered,
      isOffered ? 'its streams between servers offer it' : 'its streams between servers do not offer it',
    );
  });

/** Source: XEP-0220 §2.6: what is offered does not say whether a stream takes further pairs of domains. */
export const dialback: Probe = (stage) =>
  withPeer(stage, ({ answer, received }) => {
    if (answer === undefined) return unseen('a user of another server gets no answer');
    if (!received.includes('urn:xmpp:features:dialback') && !received.includes('jabber:server:dialback'))
      return seen(false, 'its streams between servers do not offer dialback');
    return unseen(
      'dialback is offered; further pairs are asked for by federation/entry/peers-on-one-connection',
    );
  });

/** Its certificate has the attribute that the deployment gave it. Source: RFC 5280 §4.2.1.8, RFC 5755 §4.4.6. */
export const certificateClearance: Probe = async (stage) => {
  const wanted = stage.setting.fixtures.base.certificate?.clearance;
  if (wanted === undefined) return unseen('the deployment has no clearance for a certificate');
  const certificate = await peerCertificate(stage.endpoint, stage.signal());
  const states = certificate.includes(Buffer.from(wanted, 'base64'));
  return seen(
    states,
    states ? "its certificate states the deployment's clearance" : 'its certificate states no such clearance',
  );
};

/** The harness can change a value while it runs: the one that it has already. */
export const liveProvisioning: Probe = async (stage) => {
  const { driver, target, fixtures } = stage.setting;
  if (driver.worksheet !== undefined) return unseen('people provision it');
  const known = Object.entries(fixtures.base.provision).find(([verb]) => verb.startsWith('U('));
  if (known === undefined) return unseen('the deployment gives nobody a clearance');
  try {
    await target.provision(fixtures.provisionValues(Object.fromEntries([known])));
    return seen(true, 'a clearance is taken while it runs');
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error;
    return seen(false, error.message);
  }
};

interface PeerSight {
  readonly answer: Parameters<typeof wordFor>[0];
  /** Everything that the server under test wrote on streams with it. */
  readonly received: string;
}

/** A user of a server that the harness plays asks the server under test something that any server answers. */
async function withPeer(stage: CheckStage, look: (sight: PeerSight) => Sight): Promise<Sight> {
  const { host, target, fixtures, budgetMs } = stage.setting;
  const [domain, users] = Object.entries(fixtures.base.peers)[0] ?? [];
  if (host === undefined || target.peer === undefined || domain === undefined)
    return unseen('nobody says where it takes streams of other servers');
  let received = '';
  const observer: PeerObserver = {
    wire: (_connection, _peer, direction, raw) => {
      if (direction === 'received') received += raw;
    },
    connection: () => undefined,
    query: () => undefined,
  };
  const servers = await host.begin(target.peer, [...domainsOf(fixtures.base)], observer);
  try {
    await servers.begin();
    const account = { user: users?.[0] ?? 'x', domain, resource: newWord(), isRaw: false };
    const kept = new FeaturesKept();
    const session = new ProbeSession(servers.join('check', account, kept), undefined, budgetMs);
    const answer = await session.ask(
      'get',
      "<query xmlns='http://jabber.org/protocol/disco#info'/>",
      stage.domain,
    );
    return look({ answer, received });
  } finally {
    await servers.end();
  }
}
