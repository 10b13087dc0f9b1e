import { prepareLocal } from '../prepare-jid.ts';
import { isOwnAuthzid } from './authzid.ts';
import { failure, type SaslContext, type SaslMechanism, type SaslStep } from './mechanism.ts';

/** PLAIN: the password itself, and so never in clear. Source: RFC 4616 §2; RFC 6120 §13.8.3. */
export const plain: SaslMechanism = {
  name: 'PLAIN',
  isUsable: ({ encrypted }) => encrypted,
  start: (context) => ({ next: (response) => check(context, response) }),
};

function check(context: SaslContext, response: Buffer): SaslStep {
  const [authzid, authcid, password, ...rest] = response.toString().split('\0');
  if (authzid === undefined || authcid === undefined || password === undefined || rest.length > 0) {
    return failure('malformed-request');
  }
  const user = prepareLocal(authcid);
  if (user === undefined || !context.credentialsOf(user).isPassword(password))
    return failure('not-authorized');
  if (!isOwnAuthzid(authzid, user, context.domain)) return failure('invalid-authzid');
  return { kind: 'success', user };
}
