/**
 * How a domain that the harness plays takes and opens streams, until a step says otherwise.
 *
 * `up`: as any server. `held`: it is connected to and answers nothing until it is `up` again, and then goes on. `mute`: it never
 * answers. `down`: it cuts each connection at once. `unknown`: the name server knows no such domain, and it cuts each connection.
 * `misnamed`, `expired`: it shows a certificate for another domain, or one that is no longer valid.
 */
export type Condition = 'up' | 'held' | 'mute' | 'down' | 'unknown' | 'misnamed' | 'expired';

export interface Setting {
  readonly condition: Condition;
  /** It offers, and asks for, both directions on one stream (XEP-0288). */
  readonly bidi: boolean;
  /** It knows others by dialback alone, and is known by that. Left out: by certificates where those do. */
  readonly by?: 'dialback';
  /** Another domain of the harness, on whose streams it sends, as a further pair of them (XEP-0220 §2.6). */
  readonly rides?: string;
}

export const usualSetting: Setting = { condition: 'up', bidi: false };
