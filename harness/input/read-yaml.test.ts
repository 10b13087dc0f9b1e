import { expect } from 'chai';
import { z } from 'zod';
import { ScenarioError } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { keysOf, schemaProblems } from './schema-problems.ts';

describe('readYaml', () => {
  it('finds the place of a value by its key, of an item by itself, and of what is missing by what should hold it', () => {
    const { problem } = readYaml('a:\n  - b: 1\n  - 7\n3: c\n', 'f');
    const at = (path: (string | number)[], key?: string): string => {
      const { place } = problem(path, 'wrong', key);
      return `${String(place?.line)}:${String(place?.column)}`;
    };
    expect([at([]), at(['a']), at(['a', 0, 'b']), at(['a', 1]), at(['3'])]).to.deep.equal([
      '1:1',
      '1:1',
      '2:5',
      '3:5',
      '4:1',
    ]);
    expect([
      at(['a', 2]),
      at(['a', 0, 'x']),
      at(['a', 1, 'x']),
      at(['a', 'x']),
      at(['a', 0], 'b'),
    ]).to.deep.equal(['1:1', '2:5', '3:5', '1:1', '2:5']);
  });

  it('has a place in an empty file', () => {
    expect(readYaml('', 'f').problem(['a'], 'wrong').place).to.deep.equal({ file: 'f', line: 1, column: 1 });
  });

  it('refuses aliases', () => {
    expect(() => readYaml('a: &b [1]\nc: *b\nd: *e', 'f')).to.throw(
      ScenarioError,
      'f:2:4: alias `*b` is not understood here; write out what it stands for\nf:3:4: alias `*e`',
    );
  });
});

describe('schemaProblems', () => {
  const problems = (schema: z.ZodType, text: string): string[] => {
    const yaml = readYaml(text, 'f');
    const checked = schema.safeParse(yaml.value);
    return checked.success
      ? []
      : new ScenarioError(schemaProblems(yaml, checked.error.issues, keysOf(schema))).message.split('\n');
  };

  it('has a sentence for every kind of issue', () => {
    expect(problems(z.object({ a: z.number().max(3) }), 'a: 5')[0]).to.match(/^f:1:1: `a`: /);
    expect(problems(z.object({ a: z.number().multipleOf(2) }), 'a: 5')[0]).to.match(/^f:1:1: `a`: /);
    expect(problems(z.object({ a: z.string().refine(() => false, 'never right') }), 'a: x')).to.deep.equal([
      'f:1:1: `a`: never right; mend the value',
    ]);
    expect(problems(z.union([z.literal('a'), z.literal('b')]), 'c')[0]).to.match(
      /^f:1:1: the file must be one of a; pick one$/,
    );
    expect(
      problems(z.union([z.strictObject({ a: z.string() }), z.string()]), '{ a: x, b: y }'),
    ).to.deep.equal(['f:1:9: unknown key `b`; did you mean `a`?']);
    expect(problems(z.tuple([z.string()]), '[1, 2]')).to.have.length.greaterThan(0);
  });
});
