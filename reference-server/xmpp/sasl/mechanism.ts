import type { Credentials } from './credentials.ts';

/** The defined conditions of a failed login that a server of ours can meet. Source: RFC 6120 §6.5. */
export type SaslCondition =
  | 'aborted'
  | 'encryption-required'
  | 'incorrect-encoding'
  | 'invalid-authzid'
  | 'invalid-mechanism'
  | 'malformed-request'
  | 'not-authorized'
  | 'temporary-auth-failure';

/** What the server says next. `user` is the prepared local part of the account that was proved. */
export type SaslStep =
  | { readonly kind: 'challenge'; readonly data: Buffer }
  | { readonly kind: 'success'; readonly user: string; readonly data?: Buffer }
  | { readonly kind: 'failure'; readonly condition: SaslCondition };

/** What a mechanism knows of the stream that it runs on. */
export interface SaslContext {
  /** The domain whose accounts may log in. */
  readonly domain: string;
  /** TLS is on. */
  readonly encrypted: boolean;
  /**
   * The credentials of an account, by its prepared local part. For an account that does not exist they are a decoy
   * (`decoyCredentials`): a mechanism cannot tell, and so cannot tell a stranger.
   */
  credentialsOf(user: string): Credentials;
  /** Is this the password of the account? Somebody else may have to be asked. An account that does not exist has none. */
  checkPassword(user: string, password: string): PasswordAnswer | Promise<PasswordAnswer>;
}

/** `unavailable`: whoever knows cannot be asked now. */
export type PasswordAnswer = 'right' | 'wrong' | 'unavailable';

/**
 * One login being tried: each response of the client gives the server's next step, at once or later; until it does, the
 * client has nothing to say. Not used again once it ended. A promise never rejects.
 */
export interface SaslExchange {
  next(response: Buffer): SaslStep | Promise<SaslStep>;
}

/** A mechanism, server side. Source: RFC 4422 §3. */
export interface SaslMechanism {
  readonly name: string;
  /** May it be offered, and used, on such a stream? */
  isUsable(context: Pick<SaslContext, 'encrypted'>): boolean;
  start(context: SaslContext): SaslExchange;
}

/** A login that ends here. */
export function failure(condition: SaslCondition): SaslStep {
  return { kind: 'failure', condition };
}
