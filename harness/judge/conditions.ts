/** Defined conditions of stanza errors. Source: RFC 6120 §8.3.3. */
export const definedConditions: ReadonlySet<string> = new Set([
  'bad-request',
  'conflict',
  'feature-not-implemented',
  'forbidden',
  'gone',
  'internal-server-error',
  'item-not-found',
  'jid-malformed',
  'not-acceptable',
  'not-allowed',
  'not-authorized',
  'policy-violation',
  'recipient-unavailable',
  'redirect',
  'registration-required',
  'remote-server-not-found',
  'remote-server-timeout',
  'resource-constraint',
  'service-unavailable',
  'subscription-required',
  'undefined-condition',
  'unexpected-request',
]);

/** What may stand for "your label, or your clearance, is not enough", with a server that was not made by us. */
export const refusalConditions: readonly string[] = [
  'forbidden',
  'policy-violation',
  'not-acceptable',
  'not-allowed',
  'bad-request',
  'not-authorized',
];

/** What a sender hears of a recipient who is not there. Source: RFC 6121 §8.5; RFC 6120 §8.3.3.13, §8.3.3.19. */
export const absenceConditions: readonly string[] = ['service-unavailable', 'recipient-unavailable'];

/** `cancel` ends subscriptions (XEP-0060 §12.4), `wait` asks for a repetition: neither says "not permitted". */
export const refusalTypes: readonly string[] = ['auth', 'modify'];

/** Conditions for which rooms throw an occupant out: no refusal may use them. Source: XEP-0045 §18.1.2. */
export const kickConditions: ReadonlySet<string> = new Set([
  'gone',
  'internal-server-error',
  'item-not-found',
  'jid-malformed',
  'recipient-unavailable',
  'redirect',
  'remote-server-not-found',
  'remote-server-timeout',
  'service-unavailable',
]);
