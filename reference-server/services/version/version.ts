import { element } from '#xml';
import type { Host } from '../host.ts';
import { type IqService, unavailable } from '../iq.ts';

const namespace = 'jabber:iq:version';

/** What the server is. A server that is broken on purpose says so in its version. XEP-0092. */
export const version: IqService = {
  type: 'get',
  namespace,
  name: 'query',
  answer({ at }, host) {
    if (at !== 'server') return unavailable;
    return element(namespace, 'query', {}, [
      element(namespace, 'name', {}, [host.product.name]),
      element(namespace, 'version', {}, [versionOf(host)]),
    ]);
  },
};

function versionOf({ product, rules }: Host): string {
  const { version: own } = product;
  return rules.faults.has('leak.version') ? `${own} for ${rules.policies.governing.name}` : own;
}
