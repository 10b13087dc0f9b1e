import type { IqService } from '../iq.ts';

/** "Are you there?", answered by an empty result. XEP-0199. */
export const ping: IqService = {
  type: 'get',
  namespace: 'urn:xmpp:ping',
  name: 'ping',
  answer: () => undefined,
};
