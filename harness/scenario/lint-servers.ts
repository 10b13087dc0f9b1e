import type { Vocabulary } from '../fixtures/index.ts';
import { didYouMean, type YamlPath } from '../input/index.ts';
import { userOf } from './actor.ts';
import { type Flaw, provisionFlaws } from './flaw.ts';
import type { ScenarioFile } from './scenario.ts';

/** What a scenario asks of a second real server, and cannot have: another domain, an account that it has not. */
export function serverFlaws(file: ScenarioFile, vocabulary: Vocabulary): Flaw[] {
  const { secondServer } = vocabulary;
  const domains = secondServer ? [secondServer.domain] : [];
  const strange = Object.keys(file.peers ?? {})
    .filter((domain) => !domains.includes(domain))
    .map((domain) => ({
      path: ['peers', domain],
      sentence: `no second server is \`${domain}\`; ${didYouMean(domain, domains)}`,
    }));
  return [
    ...strange,
    ...actorFlaws(file, vocabulary),
    ...provisionAtFlaws(file, file.provisionAt, ['provisionAt'], vocabulary),
    ...provisionAtFlaws(file, file.twin?.provisionAt, ['twin', 'provisionAt'], vocabulary),
  ];
}

/** In a run with two servers the harness plays none: who is elsewhere is at the second one. */
function actorFlaws({ actors, peers = {} }: ScenarioFile, { secondServer, domains }: Vocabulary): Flaw[] {
  if (secondServer === undefined || Object.keys(peers).length === 0) return [];
  return Object.entries(actors).flatMap(([name, actor]) => {
    const user = userOf(actor);
    const domain = user.split('@')[1];
    if (domain === undefined || domains.has(domain) || secondServer.accounts.has(user)) return [];
    const sentence = `\`${user}\` is no account of the second server; ${didYouMean(user, secondServer.accounts)}`;
    return [{ path: ['actors', name], sentence }];
  });
}

/** What enforces nothing is provisioned with nothing: only a real server can be meant. */
function provisionAtFlaws(
  { peers = {} }: ScenarioFile,
  provisionAt: ScenarioFile['provisionAt'] = {},
  path: YamlPath,
  vocabulary: Vocabulary,
): Flaw[] {
  return Object.entries(provisionAt).flatMap(([domain, provision]) => {
    if (peers[domain] === 'server')
      return provisionFlaws(provision, [...path, domain], fromThere(vocabulary));
    const sentence = `the harness has nothing to provision there; write \`peers: {${domain}: server}\``;
    return [{ path: [...path, domain], sentence }];
  });
}

/** The names as the second server has them: its own domains and accounts, and the first server is a peer. */
function fromThere(vocabulary: Vocabulary): Vocabulary {
  const { secondServer, domains, accounts } = vocabulary;
  if (secondServer === undefined) return vocabulary;
  const [first = ''] = domains;
  const others = [...accounts].map((account) => (account.includes('@') ? account : `${account}@${first}`));
  return {
    ...vocabulary,
    domains: secondServer.domains,
    peers: domains,
    accounts: new Set([...secondServer.accounts, ...others]),
  };
}
