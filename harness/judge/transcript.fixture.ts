import { fileURLToPath } from 'node:url';
import { readFixtures } from '../fixtures/index.ts';
import type { Transcript, TranscriptLine } from '../observe/transcript.ts';
import { readScenario, type Scenario } from '../scenario/index.ts';

/** For tests: transcripts written by hand, a line at a time. */
export type Told = Without<TranscriptLine, 'n' | 'at'>;

type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

export const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

/** The JIDs that the actors of test scenarios have. */
export const actors = {
  tess: 'u-ts@a.test/h',
  rita: 'u-r@a.test/h',
  desk: 'u-r@a.test/desk',
  sam: 'u-s@a.test/h',
} as const;

/** A scenario from the YAML of everything below its requirements; its actors are tess, rita, desk and sam. */
export function scenarioOf(body: string): Scenario {
  const text = `title: A scenario made for a test
requirements: [C2S-EXIT-02]
actors:
  tess: u-ts
  rita: u-r
  desk: { user: u-r, resource: desk, kind: raw }
  sam: u-s
${body}`;
  return readScenario(
    text,
    { id: 'test/scenario', file: 'test/scenario.yaml' },
    fixtures.vocabulary(['C2S-EXIT-02']),
  );
}

/** A transcript of these lines, numbered from 1, a millisecond apart; `undefined` lines never happened. */
export function transcriptOf(
  lines: readonly (Told | undefined)[],
  part: 'scenario' | 'twin' = 'scenario',
): Transcript {
  const told = lines.filter((line) => line !== undefined);
  return {
    header: {
      schema: 'cmbac/transcript@1',
      scenario: 'test/scenario',
      part,
      scenarioHash: '',
      target: 'nobody',
      startedAt: '2026-01-01T00:00:00Z',
      actors,
      domain: 'a.test',
      seed: '1',
    },
    lines: told.map((line, index) => ({ n: index + 1, at: index, ...line })),
  };
}

export function begin(step: number): Told {
  return { kind: 'step', step, event: 'begin' };
}

export function end(step: number): Told {
  return { kind: 'step', step, event: 'end' };
}

export function note(step: number, key: string, value: object): Told {
  return { kind: 'note', step, key, value: JSON.stringify(value) };
}

export function sent(actor: string, raw: string): Told {
  return { kind: 'stanza', actor, direction: 'sent', raw };
}

export function received(actor: string, raw: string): Told {
  return { kind: 'stanza', actor, direction: 'received', raw };
}

export function stream(
  actor: string,
  event: 'open' | 'features' | 'bound' | 'closed' | 'error',
  detail = '',
): Told {
  return { kind: 'stream', actor, event, detail };
}

/** One chat message as it stands on a wire. */
export function message(id: string, nonce: string, label: string, attributes: string): string {
  return `<message id='${id}' type='chat' ${attributes}><body>${nonce}</body>${fixtures.labelElement(label)}</message>`;
}

/** Lines of a message from tess to one session, labelled, that is noted, sent and delivered. */
export function passing(
  step: number,
  key: string,
  to: keyof typeof actors,
  label = 'A-U',
): Record<string, Told> {
  const id = `${key}-${step}`;
  const nonce = `nonce-of-${id}`;
  const value = { id, nonce, to: actors[to], from: 'tess', at: [to], label };
  return {
    [key]: note(step, key, value),
    [`${key}Sent`]: sent('tess', message(id, nonce, label, `to='${actors[to]}'`)),
    [`${key}Arrives`]: received(to, message(id, nonce, label, `from='${actors.tess}' to='${actors[to]}'`)),
  };
}

/** Lines of tess's ping to her server, answered. */
export function ping(step: number, suffix = ''): Record<string, Told> {
  const id = `ping-${step}${suffix}`;
  return {
    ping: note(step, `sender-fence${suffix}`, { id, from: 'tess' }),
    pingSent: sent('tess', `<iq id='${id}' type='get' to='a.test'><ping xmlns='urn:xmpp:ping'/></iq>`),
    pong: received('tess', `<iq id='${id}' type='result' from='a.test' to='${actors.tess}'/>`),
  };
}

/** The error that a careful server answers a refused stimulus of step 0 with. */
export function refusalOf(
  id: string,
  inside = '',
  attributes = `from='${actors.rita}'`,
  type = 'auth',
): Told {
  const condition = "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>";
  return received(
    'tess',
    `<message type='error' id='${id}' ${attributes} to='${actors.tess}'>${inside}<error type='${type}'>${condition}</error></message>`,
  );
}
