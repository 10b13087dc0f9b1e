import type { Transcript } from '../observe/transcript.ts';
import { readScenario, type Scenario } from '../scenario/index.ts';
import { fixtures, type Told } from './transcript.fixture.ts';

/** For tests: the JIDs of a sender at the server under test, and of users of servers that the harness plays. */
export const peerActors = {
  sam: 'u-s@a.test/sam',
  rita: 'u-r@a.test/rita',
  xenia: 'x@b.test/xenia',
  yves: 'y@c.test/yves',
} as const;

/** A scenario from the YAML of everything below its actors. */
export function peerScenario(body: string): Scenario {
  const text = `title: A scenario made for a test
requirements: [S2S-EXIT-01]
actors: {sam: u-s, rita: u-r, xenia: x@b.test, yves: y@c.test}
${body}`;
  const vocabulary = fixtures.vocabulary(['S2S-EXIT-01']);
  return readScenario(text, { id: 'test/scenario', file: 'test/scenario.yaml' }, vocabulary);
}

/** A transcript of these lines, numbered from 1, of servers that the harness played. */
export function peerTranscript(lines: readonly (Told | undefined)[]): Transcript {
  const told = lines.filter((line) => line !== undefined);
  return {
    header: {
      ...{ schema: 'cmbac/transcript@1', scenario: 'test/scenario', part: 'scenario', scenarioHash: '' },
      ...{ target: 'nobody', startedAt: '2026-01-01T00:00:00Z', domain: 'a.test', seed: '1' },
      actors: peerActors,
      peers: ['b.test', 'c.test'],
    },
    lines: told.map((line, index) => ({ n: index + 1, at: index, ...line })),
  };
}

/** A piece that the server under test wrote. */
export function written(peer: string, raw: string, connection = 1): Told {
  return { kind: 'wire', connection, peer, direction: 'received', raw };
}

export function connected(peer: string, connection = 1): Told {
  return { kind: 'connection', connection, peer, event: 'accepted', detail: `a.test to ${peer}` };
}

export function looked(name: string): Told {
  return { kind: 'query', name, type: 'SRV' };
}
