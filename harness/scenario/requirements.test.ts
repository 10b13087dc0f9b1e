import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { requirementRecords } from './requirement-records.ts';
import { groupOf, loadRequirements } from './requirements.ts';

describe('groupOf', () => {
  it('is the id without its last number', () => {
    expect(['C2S-EXIT-02', 'S2S-4PT-1', 'LBL-19'].map(groupOf)).to.deep.equal(['C2S-EXIT', 'S2S-4PT', 'LBL']);
  });
});

describe('loadRequirements', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'requirements-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, ...entries: string[]): void => {
    const list = entries.map(
      (entry) => `  - { ${entry}, source: [XEP-0258 §5], level: MUST, sentence: It holds every time. }\n`,
    );
    writeFileSync(
      join(folder, `${name}.yaml`),
      `group: ${name}\ntitle: A group\nrequirements:\n${list.join('')}`,
    );
  };

  it('reads groups with their requirements, which make records', () => {
    write('X', 'id: X-1, quote: It MUST hold', 'id: X-2, notCovered: nobody can, faults: [a]');
    const [group, ...more] = loadRequirements(folder);
    expect(more).to.deep.equal([]);
    expect(group?.requirements.map(({ id, group: of, faults }) => ({ id, of, faults }))).to.deep.equal([
      { id: 'X-1', of: 'X', faults: [] },
      { id: 'X-2', of: 'X', faults: ['a'] },
    ]);
    const common = { group: 'X', level: 'MUST', sentence: 'It holds every time.', source: 'XEP-0258 §5' };
    expect(requirementRecords(group ? [group] : [], [{ id: 'exit/a', requirements: ['X-1'] }])).to.deep.equal(
      [
        { id: 'X-1', ...common, quote: 'It MUST hold', scenarios: ['exit/a'] },
        { id: 'X-2', ...common, scenarios: [], notCovered: 'nobody can' },
      ],
    );
  });

  it('names ids that stand twice or in another group, and files that do not fit', () => {
    write('X', 'id: X-1', 'id: Y-1', 'id: X');
    write('Z', 'id: X-1');
    writeFileSync(join(folder, 'A.yaml'), 'group: A\ntitel: A group\nrequirements: []\n');
    writeFileSync(join(folder, 'B.yaml'), 'group: [');
    const place = (name: string): string => join(folder, name);
    expect(() => loadRequirements(folder))
      .to.throw()
      .with.property('message')
      .that.satisfies((message: string) => {
        const lines = message.split('\n');
        expect(lines.filter((line) => !line.includes('B.yaml'))).to.deep.equal([
          `${place('A.yaml')}:1:1: \`title\` is missing; add it`,
          `${place('A.yaml')}:3:1: \`requirements\` is too short: at least 1; say more`,
          `${place('A.yaml')}:2:1: unknown key \`titel\`; did you mean \`title\`?`,
          `${place('X.yaml')}:5:7: \`Y-1\` is not of group \`X\`; name it \`X-…\` or move it`,
          `${place('X.yaml')}:6:7: \`X\` is not of group \`X\`; name it \`X-…\` or move it`,
          `${place('Z.yaml')}:4:7: \`X-1\` is already in ${place('X.yaml')}; give one of them a new number`,
        ]);
        return true;
      });
  });

  it("reads the suite's own", () => {
    const own = fileURLToPath(new URL('../../scenarios/requirements', import.meta.url));
    expect(loadRequirements(own).length).to.be.greaterThan(0);
  });
});
