import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CommanderError } from 'commander';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { readAction, readComponent, root } from './ci-templates.fixture.ts';
import { program } from './commands/program.ts';

/** Blocks of a page, by the language that they are in. */
function blocksOf(page: string, language: string): string[] {
  const fence = '```';
  return [...page.matchAll(new RegExp(`${fence}${language}\\n([^]*?)${fence}`, 'g'))].map(
    ([, block = '']) => block,
  );
}

/** The words of a shell's command line up to where another command, a file or a comment begins; what is in `${…:+…}` counts. */
function wordsOf(line: string): string[] {
  const plain = line.replaceAll(/\$\{\w+:\+([^}]*)\}/g, '$1');
  const found = plain.matchAll(/'[^']*'|"[^"]*"|[^\s'"]+(?:'[^']*'|"[^"]*")?/g);
  const words = [...found].map(([word]) => word);
  const end = words.findIndex((word) => /^([|;#…]|&&|\|\||\d?>|<)/.test(word) || word.endsWith(';'));
  return (end === -1 ? words : words.slice(0, end)).map((word) => word.replaceAll(/^['"]|['"]$/g, ''));
}

/** As the real command line takes it, with nothing done. @throws CommanderError */
async function accepted(words: readonly string[]): Promise<void> {
  const cmbac = program(() => undefined);
  const all = [cmbac, ...cmbac.commands, ...cmbac.commands.flatMap(({ commands }) => commands)];
  for (const command of all) {
    command
      .configureOutput({ writeErr: () => undefined, writeOut: () => undefined })
      .showSuggestionAfterError(false);
    if (command.commands.length === 0) command.action(() => undefined);
  }
  await cmbac.parseAsync([...words], { from: 'user' });
}

/** Values that a CI system puts in the place of its variables. */
function withValues(line: string): string {
  return line
    .replaceAll('$CI_NODE_INDEX/$CI_NODE_TOTAL', '1/2')
    .replaceAll('$INPUT_SHARD', '1/2')
    .replaceAll('${{ matrix.shard }}', '1')
    .replaceAll(/\$\{?\w+\}?/g, 'value');
}

/** Up to three blanks or a backtick: what stands behind them is a remark. */
const commandLine = /(?:npx cmbac|bin\/cmbac\.ts|^\s*cmbac) (?!\(\)|reference server)(.*?)(?:\s{3,}|`|$)/;

function commandsIn(text: string): string[] {
  return text.split('\n').flatMap((line) => commandLine.exec(line)?.[1] ?? []);
}

/** Commands in a sentence or a table: a line break is a blank, and `…` something. */
function inlineCommandsIn(page: string): string[] {
  const sentences = page.replaceAll(/```[^]*?```/g, '');
  return [...sentences.matchAll(/`npx cmbac ([^`]+)`/g)].map(([, command = '']) =>
    command.replaceAll(/\s+/g, ' ').replaceAll('…', 'value'),
  );
}

/** `besides`: a mistake that is none here; a sentence may name a command without what it is about. */
async function expectAccepted(command: string, besides?: string): Promise<void> {
  try {
    await accepted(wordsOf(withValues(command)));
  } catch (error) {
    // Help and version are no mistakes
    if (error instanceof CommanderError && (error.exitCode === 0 || error.code === besides)) return;
    throw new Error(`\`cmbac ${command}\` is not accepted`, { cause: error });
  }
}

describe('what CI systems read', () => {
  const action = readAction();
  const component = readComponent();

  it('has each input of the action reach a step, and each output come from one', () => {
    const read = JSON.stringify(action.runs.steps);
    for (const name of Object.keys(action.inputs)) expect(read).to.contain(`\${{ inputs.${name} }}`);
    const run = action.runs.steps.find(({ id }) => id === 'cmbac')?.run ?? '';
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).to.equal(`\${{ steps.cmbac.outputs.${name} }}`);
      expect(run).to.contain(`echo "${name}=`);
    }
  });

  it('puts no input into a command line of a shell by itself', () => {
    for (const { run = '', shell } of action.runs.steps) {
      expect(run).to.not.contain('${{');
      if (run !== '') expect(shell).to.equal('bash');
    }
  });

  it('has each input of the component reach a job', () => {
    const read = JSON.stringify(component.jobs);
    for (const name of Object.keys(component.inputs)) expect(read).to.contain(`$[[ inputs.${name} ]]`);
  });

  it('runs what the command line accepts', async () => {
    const scripts = [
      ...action.runs.steps.map(({ run = '' }) => run),
      ...Object.values(component.jobs).flatMap(({ script }) => script),
    ];
    const commands = scripts.flatMap(commandsIn);
    expect(commands.map((one) => one.split(' ')[0])).to.deep.equal(['merge', 'run', 'run', 'merge']);
    for (const command of commands) await expectAccepted(command);
  });
});

describe('pages', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];

  for (const page of pages) {
    const text = readFileSync(join(root, page), 'utf8');
    const typed = blocksOf(text, '(?:sh|yaml|console)?').flatMap(commandsIn);
    const named = inlineCommandsIn(text);
    if (typed.length > 0 || named.length > 0)
      it(`${page} has commands that the command line accepts`, async () => {
        for (const command of typed) await expectAccepted(command);
        for (const command of named) await expectAccepted(command, 'commander.missingArgument');
      });
  }

  it('docs/ci.md gives the action inputs that it has, and the component too', () => {
    const blocks = blocksOf(readFileSync(join(root, 'docs/ci.md'), 'utf8'), 'yaml');
    const [inputs, known] = [Object.keys(readComponent().inputs), Object.keys(readAction().inputs)];
    const used = blocks.flatMap((block) => stepsIn(parseDocument(block).toJS()));
    const given = used.filter(({ uses }) => uses.startsWith('OWNER/cmbac')).flatMap(({ with: of }) => of);
    expect(given.length).to.be.greaterThan(5);
    expect(known).to.include.members(given);
    const components = used
      .filter(({ uses }) => uses.includes('/cmbac/cmbac@'))
      .flatMap(({ with: of }) => of);
    expect(components).to.include.members(['source', 'shards']);
    expect(inputs).to.include.members(components);
  });
});

/** Every step of a workflow, and every component that is included, with the names of what it is given. */
function stepsIn(value: unknown): { readonly uses: string; readonly with: readonly string[] }[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { uses, component, with: given, inputs } = stepShape.parse(value);
  const name = uses ?? component;
  const own = name === undefined ? [] : [{ uses: name, with: Object.keys({ ...given, ...inputs }) }];
  return [...own, ...Object.values(value).flatMap(stepsIn)];
}

const stepShape = z.looseObject({
  uses: z.string().optional().catch(undefined),
  component: z.string().optional().catch(undefined),
  with: z.record(z.string(), z.unknown()).optional().catch(undefined),
  inputs: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
