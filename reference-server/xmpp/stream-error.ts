import { type Element, element, serialize, XmlError } from '#xml';
import { langAttribute, namespaces } from './namespaces.ts';

/** The defined conditions of a stream error. Source: RFC 6120 §4.9.3. */
export const streamConditions = [
  'bad-format',
  'bad-namespace-prefix',
  'conflict',
  'connection-timeout',
  'host-gone',
  'host-unknown',
  'improper-addressing',
  'internal-server-error',
  'invalid-from',
  'invalid-namespace',
  'invalid-xml',
  'not-authorized',
  'not-well-formed',
  'policy-violation',
  'remote-connection-failed',
  'reset',
  'resource-constraint',
  'restricted-xml',
  'see-other-host',
  'system-shutdown',
  'undefined-condition',
  'unsupported-encoding',
  'unsupported-feature',
  'unsupported-stanza-type',
  'unsupported-version',
] as const;

export type StreamCondition = (typeof streamConditions)[number];

/**
 * A stream that cannot go on. The condition is sent to the peer before the stream is closed; so is `text`, which
 * therefore says nothing that the peer may not know.
 */
export class StreamError extends Error {
  readonly condition: StreamCondition;
  readonly text: string | undefined;
  /** An application's own condition besides. */
  readonly detail: Element | undefined;

  constructor(condition: StreamCondition, text?: string, detail?: Element) {
    super(text === undefined ? condition : `${condition}: ${text}`);
    this.name = 'StreamError';
    this.condition = condition;
    this.text = text;
    this.detail = detail;
  }
}

/** The `<stream:error/>` to send, for a stream whose header binds the prefix `stream`. Source: RFC 6120 §4.9.2. */
export function serializeStreamError(error: StreamError): string {
  const children = [element(namespaces.streamErrors, error.condition)];
  if (error.text !== undefined) {
    children.push(element(namespaces.streamErrors, 'text', { [langAttribute]: 'en' }, [error.text]));
  }
  if (error.detail !== undefined) children.push(error.detail);
  const content = children.map((child) => serialize(child, namespaces.client)).join('');
  return `<stream:error>${content}</stream:error>`;
}

/** What to close a stream with on which reading failed: anything but refused XML is our own mistake. */
export function streamErrorFor(error: unknown): StreamError {
  if (error instanceof StreamError) return error;
  return error instanceof XmlError
    ? new StreamError(conditionFor(error))
    : new StreamError('internal-server-error');
}

function conditionFor({ code }: XmlError): StreamCondition {
  switch (code) {
    case 'xml-encoding':
      return 'unsupported-encoding';
    case 'xml-not-well-formed':
      return 'not-well-formed';
    case 'xml-restricted':
      return 'restricted-xml';
    case 'xml-too-large':
    case 'xml-too-deep':
      return 'policy-violation';
  }
}
