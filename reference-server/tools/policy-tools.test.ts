import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { answerLine } from './answer.ts';
import type { Sources } from './sources.ts';
import { SpifShelf } from './spif-shelf.ts';
import { desk, fixtures } from './tools.fixture.ts';

/** docs/policy-tools.md names files from the project, tests name them from fixtures/. */
const project: Sources = {
  read: (path) => fixtures.read(path.replace(/^fixtures\//, '')),
  stamp: (path) => fixtures.stamp(path),
};

describe('docs/policy-tools.md', () => {
  const text = readFileSync(new URL('../../docs/policy-tools.md', import.meta.url), 'utf8');
  const block = /```jsonl\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const examples = block.trim().split('\n\n');

  it('has an example for each operation', () => {
    for (const op of ['decide', 'validate', 'mark', 'map', 'decode', 'encode'])
      expect(block).to.include(`{"op":"${op}"`);
  });

  for (const example of examples) {
    const [request = '', said = ''] = example.split('\n');
    it(`gives the answer to ${request.slice(0, 70)}…`, () => {
      const answered = answerLine(request, { ...desk, sources: project, shelf: new SpifShelf(project) });
      expect(parsed(answered)).to.deep.equal(parsed(said));
    });
  }
});

/** Without the sentence about a missing file, which is that of whoever reads files. */
function parsed(line: string): unknown {
  return JSON.parse(line, (key, value: unknown) =>
    key === 'message' && String(value).startsWith('there is no file') ? '' : value,
  );
}
