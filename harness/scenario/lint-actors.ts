import { isIPv4 } from 'node:net';
import type { ActorFile } from './actor.ts';
import type { Flaw } from './flaw.ts';
import type { ScenarioFile } from './scenario.ts';

/** What an actor's transport cannot do: a scenario that asks it would not test what it says. */
export function actorFlaws(file: ScenarioFile): Flaw[] {
  return Object.entries(file.actors).flatMap(([name, actor]) =>
    transportFlaws(actor).map(({ path, sentence }) => ({ path: ['actors', name, ...path], sentence })),
  );
}

function transportFlaws(actor: ActorFile): Flaw[] {
  if (typeof actor === 'string') return [];
  const { kind, transport, address, headers, proxyHeader } = actor;
  const overHttp = transport !== 'tcp';
  const flaws: Flaw[] = [];
  const tell = (key: string, isFlaw: boolean, sentence: string): void => {
    if (isFlaw) flaws.push({ path: [key], sentence });
  };
  tell(
    'headers',
    headers !== undefined && !overHttp,
    'only HTTP has headers; write `transport: websocket` or `transport: bosh`',
  );
  tell('kind', overHttp && kind === 'raw', 'a raw actor speaks TCP; leave out `kind` or `transport`');
  tell(
    'proxyHeader',
    overHttp && proxyHeader !== undefined,
    'over HTTP an actor says it in `headers`; leave this out',
  );
  tell(
    'address',
    address !== undefined && !isIPv4(address) && (overHttp || proxyHeader !== undefined),
    'over HTTP or with a `proxyHeader` an actor comes from an IPv4 address',
  );
  return flaws;
}
