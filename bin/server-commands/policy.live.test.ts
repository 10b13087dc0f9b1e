import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { fixture, run } from './tools.fixture.ts';

const answerShape = z.looseObject({
  id: z.number().optional(),
  ok: z.boolean(),
  grant: z.boolean().optional(),
  error: z.string().optional(),
  marking: z.string().optional(),
});

const spif = [fixture('policies/harness-a/spif.xml'), fixture('policies/harness-b/spif.xml')];
const secret = { base64: 'MRACAQQGCysGAQQBgf1ZggIB' };

function valuesOf(file: string, member: string): string[] {
  const named = z.record(z.string(), z.looseObject({ [member]: z.string() }));
  return Object.values(named.parse(parse(readFileSync(fixture(file), 'utf8')))).map((one) =>
    String(one[member]),
  );
}

function answersIn(out: string): z.infer<typeof answerShape>[] {
  expect(out.endsWith('\n')).to.be.true;
  return out
    .slice(0, -1)
    .split('\n')
    .map((line) => answerShape.parse(JSON.parse(line)));
}

describe('cmbac-server policy --jsonl', function () {
  this.timeout(60_000);

  it('answers 50 000 decisions in order', async function () {
    const labels = valuesOf('labels.yaml', 'ess');
    const clearances = valuesOf('clearances.yaml', 'x501');
    const lines = Array.from({ length: 50_000 }, (_, id) =>
      JSON.stringify({
        id,
        op: 'decide',
        spif,
        label: { base64: labels[id % labels.length] },
        clearance: { base64: clearances[(id * 7) % clearances.length] },
      }),
    );
    const begun = performance.now();
    const { out, err, code } = await run(['policy', '--jsonl'], lines.join('\n'));
    const seconds = (performance.now() - begun) / 1000;
    const answers = answersIn(out);
    expect([code, err, answers.length]).to.deep.equal([0, '', lines.length]);
    expect(answers.every(({ id, ok }, at) => id === at && ok)).to.be.true;
    expect(new Set(answers.map(({ grant }) => grant))).to.deep.equal(new Set([true, false]));
    if (this.test !== undefined)
      this.test.title += `: ${Math.round(lines.length / seconds)} a second, with the start of the process`;
  });

  it('answers each of many hostile lines with one line, and goes on', async () => {
    const hostile: readonly (string | Uint8Array)[] = [
      '',
      '{',
      'null',
      '[]',
      '"decide"',
      '1e999',
      '{"op":"decide"}',
      '{"op":["decide"]}',
      '{"__proto__":{"op":"decide"}}',
      `{"op":"mark","spif":["/dev/zero"],"label":{"base64":"MQ=="}}`,
      `{"op":"mark","spif":["/"],"label":{"base64":"MQ=="}}`,
      `{"op":"mark","spif":["a\\u0000b"],"label":{"base64":"MQ=="}}`,
      `{"op":"decode","label":{"file":"/nowhere"}}`,
      `{"op":"decode","label":{"xml":"<!DOCTYPE a [<!ENTITY b \\"c\\">]><a>&b;</a>"}}`,
      `{"op":"decode","label":{"text":"a: &a [*a, *a]"}}`,
      `{"op":"decode","label":{"value":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      `{"op":"decode","label":{"hex":"${'ff'.repeat(100_000)}"}}`,
      '['.repeat(300_000),
      'x'.repeat(1_500_000),
      Uint8Array.from([0xff, 0xfe, 0x00]),
      '\u2028{"op":\r',
    ];
    const good = JSON.stringify({ op: 'mark', spif, label: secret });
    const parts = hostile.flatMap((line) => [Buffer.from(line), Buffer.from(`\n${good}\n`)]);
    const { out, code } = await run(['policy', '--jsonl'], Buffer.concat(parts));
    const answers = answersIn(out);
    expect([code, answers.length]).to.deep.equal([0, 2 * hostile.length]);
    for (const [at, { ok, marking, error }] of answers.entries()) {
      if (at % 2 === 1) expect([ok, marking]).to.deep.equal([true, 'SECRET']);
      else
        expect([ok, error === undefined, error === 'internal'], `line ${at}`).to.deep.equal([
          false,
          false,
          false,
        ]);
    }
  });

  it('answers at once when asked one by one, and sees a SPIF that changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'policy-'));
    const file = join(folder, 'spif.xml');
    copyFileSync(spif[0] ?? '', file);
    const command = fileURLToPath(new URL('../cmbac-server.ts', import.meta.url));
    const child = spawn(process.execPath, [command, 'policy', '--jsonl'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ask = async (): Promise<string> => {
      child.stdin.write(`${JSON.stringify({ op: 'mark', spif: file, label: secret })}\n`);
      const said: readonly unknown[] = await once(child.stdout, 'data');
      return answerShape.parse(JSON.parse(String(said[0]))).marking ?? '';
    };
    const first = await ask();
    writeFileSync(file, readFileSync(file, 'utf8').replace('name="SECRET"', 'name="HIDDEN AWAY"'));
    const second = await ask();
    child.stdin.end();
    await once(child, 'close');
    rmSync(folder, { recursive: true });
    expect([first, second, child.exitCode]).to.deep.equal(['SECRET', 'HIDDEN AWAY', 0]);
  });

  it('asks for --jsonl', async () => {
    expect(await run(['policy'])).to.deep.equal({
      code: 5,
      out: '',
      err: 'say --jsonl: requests and answers are lines of JSON\n',
    });
  });
});
