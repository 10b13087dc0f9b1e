import { prepareLocal } from '../prepare-jid.ts';
import { isOwnAuthzid } from './authzid.ts';
import {
  failure,
  type PasswordAnswer,
  type SaslContext,
  type SaslMechanism,
  type SaslStep,
} from './mechanism.ts';

/** PLAIN: the password itself, and so never in clear. Source: RFC 4616 §2; RFC 6120 §13.8.3. */
export const plain: SaslMechanism = {
  name: 'PLAIN',
  isUsable: ({ encrypted }) => encrypted,
  start: (context) => ({ next: (response) => check(context, response) }),
};

function check(context: SaslContext, response: Buffer): SaslStep | Promise<SaslStep> {
  const [authzid, authcid, password, ...rest] = response.toString().split('\0');
  if (authzid === undefined || authcid === undefined || password === undefined || rest.length > 0) {
    return failure('malformed-request');
  }
  const user = prepareLocal(authcid);
  // RFC 4616 §2: a password of no characters is none, and no directory may be asked about it
  if (user === undefined || password === '') return failure('not-authorized');
  const isOwn = isOwnAuthzid(authzid, user, context.domain);
  const answer = context.checkPassword(user, password);
  return typeof answer === 'string'
    ? stepFor(answer, user, isOwn)
    : answer.then((later) => stepFor(later, user, isOwn)).catch(() => failure('temporary-auth-failure'));
}

function stepFor(answer: PasswordAnswer, user: string, isOwn: boolean): SaslStep {
  switch (answer) {
    case 'right':
      return isOwn ? { kind: 'success', user } : failure('invalid-authzid');
    case 'wrong':
      return failure('not-authorized');
    case 'unavailable':
      return failure('temporary-auth-failure');
  }
}
