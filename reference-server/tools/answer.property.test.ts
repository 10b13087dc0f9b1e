import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import { z } from 'zod';
import { answer, answerLine } from './answer.ts';
import { ops } from './request.ts';
import { ask, desk, secret, spif, upToSecret } from './tools.fixture.ts';

const answerShape = z.union([
  z.looseObject({ ok: z.literal(true) }),
  z.strictObject({
    ok: z.literal(false),
    error: z.string(),
    message: z.string().regex(/^[^\n]+$/),
    id: z.unknown().optional(),
  }),
]);

function yaml<Shape extends z.ZodType>(path: string, shape: Shape): z.infer<Shape> {
  return shape.parse(parse(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8')));
}

const labels = Object.entries(yaml('labels.yaml', z.record(z.string(), z.looseObject({ ess: z.string() }))));
const clearances = Object.values(
  yaml('clearances.yaml', z.record(z.string(), z.looseObject({ x501: z.string() }))),
);

describe('answer, whatever it is asked', () => {
  it('gives one line of JSON with `ok` for any line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (line) => {
        const said = answerLine(line, desk);
        expect(said).not.to.include('\n');
        answerShape.parse(JSON.parse(said));
      }),
    );
  });

  it('gives an answer or a failure for any value in any member, and no mistake of its own', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const request = fc.record(
      {
        id: value,
        op: fc.oneof(fc.constantFrom(...ops), value),
        spif: fc.oneof(fc.constant(spif), value),
        label: fc.oneof(fc.constant(secret), fc.record({ value }), fc.record({ text: fc.string() }), value),
        clearance: fc.oneof(fc.constant(upToSecret), fc.array(fc.record({ value })), value),
        mode: value,
        now: value,
        lang: value,
        to: fc.oneof(fc.constantFrom('ess', 'stanag4774', 'HARNESS-B'), value),
        options: value,
      },
      { requiredKeys: ['op', 'spif'] },
    );
    fc.assert(
      fc.property(request, (asked) => {
        const said = answerShape.parse(answer(asked, desk));
        expect(said['error']).not.to.equal('internal');
      }),
    );
  });

  it('never grants to a clearance that cannot be read, or for a label that cannot be', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (octets) => {
        const hex = Buffer.from(octets).toString('hex');
        for (const request of [
          { label: { hex }, clearance: upToSecret },
          { label: secret, clearance: { hex } },
        ])
          expect(ask({ op: 'decide', ...request })).to.deep.include({ ok: true, grant: false });
      }),
    );
  });

  it('decides the same in whichever syntax a label is', () => {
    for (const [name, { ess }] of labels) {
      const own = { base64: ess };
      const encoded = ask({ op: 'encode', label: own, to: 'stanag4774' });
      if (!('xml' in encoded) || !('valid' in encoded)) continue;
      for (const { x501 } of clearances) {
        const decided = (label: object): unknown => {
          const said = ask({ op: 'decide', label, clearance: { base64: x501 } });
          return 'grant' in said ? said.grant : said;
        };
        expect(decided({ xml: encoded.xml }), name).to.equal(decided(own));
      }
    }
  });

  it('says the same of a value nested without end as of any other that is none', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const line = `{"op":"decide","spif":${JSON.stringify(spif)},"label":{"value":${deep}},"clearance":null}`;
    expect(JSON.parse(answerLine(line, desk))).to.deep.include({ ok: false, error: 'bad-request' });
  });
});
