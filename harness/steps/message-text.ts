import { escapeAttribute } from '#xml';
import type { Token } from './token.ts';

/** A message as a probe sends it. */
export interface ProbeMessage extends Token {
  readonly to: string;
  readonly type: string;
  /** XML that stands beside the body: a label. */
  readonly payload: string;
  /** Has it a body? Without one, the nonce stands in its thread. */
  readonly body: boolean;
}

/** The message as XML text; its nonce stands in its content once. */
export function messageText({ id, nonce, to, type, payload, body }: ProbeMessage): string {
  const content = body ? `<body>${nonce}</body>` : `<thread>${nonce}</thread>`;
  return `<message to='${escapeAttribute(to)}' type='${type}' id='${id}'>${content}${payload}</message>`;
}
