import { type IqService, unavailable } from '../iq.ts';

/** "Are you there?", answered by an empty result for the server and one's own account. Another's says nothing, as if it were not there. XEP-0199. */
export const ping: IqService = {
  type: 'get',
  namespace: 'urn:xmpp:ping',
  name: 'ping',
  answer: ({ at }) => (at === 'other-account' ? unavailable : undefined),
};
