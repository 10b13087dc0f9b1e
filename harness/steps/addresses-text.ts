import { escapeAttribute } from '#xml';
import type { Probe } from '../scenario/index.ts';
import type { Stage } from './stage.ts';

/** The `<addresses/>` of a message to several (XEP-0033 §4); empty where a probe names none. */
export function addressesText(
  { addresses = [] }: Pick<Probe, 'addresses'>,
  stage: Pick<Stage, 'jidOf'>,
): string {
  if (addresses.length === 0) return '';
  const each = addresses.flatMap((one) =>
    Object.entries(one).map(
      ([type, address]) => `<address type='${type}' jid='${escapeAttribute(stage.jidOf(address))}'/>`,
    ),
  );
  return `<addresses xmlns='http://jabber.org/protocol/address'>${each.join('')}</addresses>`;
}
