import { expect } from 'chai';
import { z } from 'zod';
import { answer, answerLine } from './answer.ts';
import { ask, desk, secret, secretAlpha, spif, upToRestricted, upToSecret } from './tools.fixture.ts';

/** What was encoded, as a request gives it. */
function givenAgain(encoded: unknown): object {
  const { base64, xml, value } = encodedShape.parse(encoded);
  if (base64 !== undefined) return { base64 };
  return xml === undefined ? { value } : { xml };
}

const encodedShape = z.object({
  base64: z.string().optional(),
  xml: z.string().optional(),
  value: z.unknown().optional(),
});

function clearancesIn(answered: unknown): readonly object[] {
  return z.object({ clearances: z.array(z.looseObject({})) }).parse(answered).clearances;
}

describe('answer', () => {
  const red = { fgcolor: 'black', bgcolor: 'red' };
  const fine = { ok: true, valid: true, violations: [], findings: [], reasons: [] };

  describe('to decide', () => {
    it('grants what is valid and covered', () => {
      expect(ask({ op: 'decide', label: secret, clearance: upToSecret })).to.deep.equal({
        ...fine,
        marking: 'SECRET',
        ...red,
        grant: true,
        covered: true,
      });
    });

    it('denies with every reason, whose clearance lacks what, and what is needed', () => {
      const clearance = [upToRestricted, { ...upToRestricted, categories: { Compartment: 'ALPHA' } }];
      expect(ask({ op: 'decide', label: secretAlpha, clearance })).to.deep.equal({
        ...fine,
        marking: 'SECRET ALPHA',
        ...red,
        grant: false,
        covered: false,
        reasons: [
          {
            kind: 'classification-not-held',
            message: 'the clearance does not list classification `SECRET`',
            clearance: 0,
          },
          {
            kind: 'category-not-held',
            message: 'the clearance does not have `ALPHA` of `Compartment`',
            clearance: 0,
          },
          {
            kind: 'classification-not-held',
            message: 'the clearance does not list classification `SECRET`',
            clearance: 1,
          },
        ],
        needed: {
          policy: 'HARNESS-A',
          classification: 'SECRET',
          all: [{ tagSet: 'Compartment', values: ['ALPHA'] }],
          oneOf: [],
        },
      });
    });

    it('denies a label that is covered and not valid', () => {
      const label = {
        policy: 'HARNESS-A',
        classification: 'UNCLASSIFIED',
        categories: { Compartment: 'ALPHA' },
      };
      const clearance = {
        policy: 'HARNESS-A',
        classifications: ['UNCLASSIFIED'],
        categories: { Compartment: 'ALPHA' },
      };
      expect(ask({ op: 'decide', label, clearance })).to.deep.include({
        valid: false,
        violations: [{ rule: 'excluded-class', where: '`ALPHA` of `Compartment`' }],
        grant: false,
        covered: true,
        reasons: [
          {
            kind: 'invalid-label',
            message: 'the policy does not allow this label: excluded-class: `ALPHA` of `Compartment`',
          },
        ],
      });
    });

    it('denies what cannot be read, label or clearance: that is an answer, not a failure', () => {
      const unreadable = { base64: 'MQYCAQQGASk' };
      expect(ask({ op: 'decide', label: unreadable, clearance: upToSecret })).to.deep.equal({
        ok: true,
        valid: false,
        violations: [],
        findings: [],
        reasons: [
          { kind: 'unreadable-label', message: 'the label cannot be read: base64 without its padding' },
        ],
        grant: false,
        covered: false,
      });
      expect(ask({ op: 'decide', label: secret, clearance: [upToSecret, unreadable] })).to.deep.include({
        grant: false,
        covered: false,
        reasons: [
          {
            kind: 'unreadable-clearance',
            message: 'the clearance cannot be read: base64 without its padding',
            clearance: 1,
          },
        ],
      });
    });

    it('denies a holder with nothing, and one of a policy that is not loaded', () => {
      const elsewhere = { policy: 'OTHER', classifications: ['SECRET'] };
      for (const clearance of [null, 'none', [], elsewhere]) {
        expect(ask({ op: 'decide', label: secret, clearance }), JSON.stringify(clearance)).to.deep.include({
          grant: false,
          reasons: [{ kind: 'no-clearance', message: 'there is no clearance' }],
        });
      }
      expect(ask({ op: 'decide', label: secret, clearance: elsewhere })).to.deep.include({
        findings: [{ kind: 'unknown-policy', message: 'policy `OTHER` is not loaded', clearance: 0 }],
      });
    });

    it('takes the label as its equivalent for clearances of another policy, unless told otherwise', () => {
      const clearance = { policy: 'HARNESS-B', classifications: ['HIDDEN'] };
      const request = { op: 'decide', label: secret, clearance };
      expect(ask(request)).to.deep.include({ grant: true, under: '1.3.6.1.4.1.32473.258.2' });
      expect(ask({ ...request, options: { mapping: 'refuse' } })).to.deep.include({ grant: false });
      expect(ask({ ...request, clearance: { ...clearance, classifications: ['OPEN'] } })).to.deep.include({
        grant: false,
      });
    });

    it('decides on the default label where null asks for it', () => {
      expect(ask({ op: 'decide', label: null, clearance: upToSecret })).to.deep.include({
        grant: true,
        marking: 'UNCLASSIFIED',
      });
      const without = { spif: 'policies/harness-a/spif-no-default.xml' };
      expect(ask({ op: 'decide', ...without, label: null, clearance: upToSecret })).to.deep.include({
        grant: false,
        reasons: [{ kind: 'no-label', message: 'there is no label and no default label' }],
      });
    });
  });

  it('validates a label that is read, and one that is made', () => {
    const label = { file: 'stanag4774/note-privacymark-unknown.xml' };
    const known = { op: 'validate', spif: 'policies/edge/spif.xml', label };
    expect(ask(known)).to.deep.include({ valid: true });
    expect(ask({ ...known, label: { file: 'stanag4774/note-review-past.xml' } })).to.deep.include({
      valid: true,
      findings: [
        { kind: 'review-due', message: 'the label was to be looked at again on `2020-01-01T00:00:00Z`' },
      ],
    });
    const obsolete = { policy: 'EDGE', classification: 3 };
    expect(ask({ ...known, label: obsolete, mode: 'new' })).to.deep.include({
      valid: false,
      label: { policy: 'EDGE', classification: 'CONFIDENTIAL' },
    });
  });

  it('takes the successor of a label from its date on', () => {
    const known = {
      op: 'validate',
      spif: 'policies/edge/spif.xml',
      label: { file: 'stanag4774/note-successor.xml' },
    };
    const classificationAt = (now: string): unknown => {
      const said = ask({ ...known, now });
      return 'label' in said ? said.label : said;
    };
    expect([
      classificationAt('2020-01-01T00:00:00Z'),
      classificationAt('2099-01-01T00:00:00Z'),
    ]).to.deep.equal([
      { policy: 'EDGE', classification: 'RESTRICTED' },
      { policy: 'EDGE', classification: 'UNCLASSIFIED' },
    ]);
  });

  it('marks a label in a language, and a clearance', () => {
    expect(ask({ op: 'mark', label: secret, lang: 'fr' })).to.deep.equal({
      ...fine,
      label: { policy: 'HARNESS-A', classification: 'SECRET' },
      marking: 'SECRET DÉFENSE',
      ...red,
    });
    const marked = ask({ op: 'mark', clearance: upToRestricted });
    expect('clearances' in marked && marked.clearances).to.deep.equal([
      {
        syntax: 'words',
        written: {
          policy: { name: 'HARNESS-A' },
          classifications: ['UNCLASSIFIED', 'RESTRICTED'],
          categories: [],
          unread: [],
        },
        findings: [],
        clearance: { policy: 'HARNESS-A', classifications: ['UNCLASSIFIED', 'RESTRICTED'] },
        marking: '{UNCLASSIFIED|RESTRICTED}',
      },
    ]);
  });

  it('maps a label to another policy by OID or name, or says why there is none', () => {
    const mapped = {
      ...fine,
      mapped: true,
      label: { policy: 'HARNESS-B', classification: 'HIDDEN' },
      marking: 'HARNESS-B HIDDEN',
      fgcolor: 'white',
      bgcolor: 'maroon',
      base64: 'MRACAQQGCysGAQQBgf1ZggIC',
    };
    for (const to of ['1.3.6.1.4.1.32473.258.2', 'HARNESS-B'])
      expect(ask({ op: 'map', label: secret, to })).to.deep.equal(mapped);
    expect(ask({ op: 'map', label: secretAlpha, to: 'HARNESS-B' })).to.deep.include({
      mapped: false,
      reasons: [
        {
          kind: 'no-equivalent-category',
          message: '`ALPHA` of `Compartment` has no equivalent in policy `HARNESS-B`',
        },
      ],
    });
  });

  it('decodes a label without a policy, and with one', () => {
    const written = {
      policy: { oid: '1.3.6.1.4.1.32473.258.1' },
      classification: 4,
      categories: [],
      unread: [],
    };
    expect(answer({ op: 'decode', label: secret }, desk)).to.deep.equal({
      ok: true,
      syntax: 'ess',
      enveloped: false,
      written,
    });
    expect(ask({ op: 'decode', label: secret })).to.deep.include({
      written,
      valid: true,
      label: { policy: 'HARNESS-A', classification: 'SECRET' },
      marking: 'SECRET',
    });
  });

  it('encodes what it decodes, in every syntax', () => {
    for (const to of ['ess', 'stanag4774', 'stanag4778', 'securitylabel', 'json']) {
      const label = givenAgain(ask({ op: 'encode', label: secretAlpha, to }));
      expect(ask({ op: 'decode', label }), to).to.deep.include({ valid: true, label: secretAlpha.value });
    }
    for (const to of ['x501', 'stanag4774', 'json']) {
      const [encoded] = clearancesIn(ask({ op: 'encode', clearance: upToRestricted, to }));
      const [decoded] = clearancesIn(ask({ op: 'decode', clearance: givenAgain(encoded) }));
      expect(decoded, to).to.deep.include({ clearance: upToRestricted });
    }
  });

  it('encodes in the words of a syntax what no policy was asked about', () => {
    const encode = (request: object): unknown => answer({ op: 'encode', to: 'json', ...request }, desk);
    const numbers = {
      policy: '1.3.6.1.4.1.32473.258.1',
      classification: 4,
      categories: { '1.3.6.1.4.1.32473.258.1.2': [0] },
    };
    const ess = 'MTYCAQQGCysGAQQBgf1ZggIBMSQwIoAKYIZIAWUCAQgDAKEUMBIGDCsGAQQBgf1ZggIBAgMCB4A=';
    expect(encode({ label: { base64: ess } })).to.deep.equal({ ok: true, syntax: 'json', value: numbers });
    expect(ask({ op: 'decode', label: numbers })).to.deep.include({ valid: true, label: secretAlpha.value });
    expect(encode({ clearance: upToSecret })).to.deep.equal({
      ok: true,
      clearances: [
        { syntax: 'json', value: { policy: '1.3.6.1.4.1.32473.258.1', classifications: [1, 2, 3, 4] } },
      ],
    });
    expect(encode({ label: { base64: 'MRwCAQIGCisGAQQBgf1ZCQExCzAJgAMqAyehAjAA' } })).to.deep.include({
      ok: false,
      error: 'label-inexpressible',
    });
  });

  it('denies what a sender calls equivalent and is not', () => {
    const ess = (base64: string): string =>
      `<esssecuritylabel xmlns="urn:xmpp:sec-label:ess:0">${base64}</esssecuritylabel>`;
    const envelope = (equivalent: string): object => ({
      xml: `<securitylabel xmlns="urn:xmpp:sec-label:0"><label>${ess(secret.base64)}</label><equivalentlabel>${ess(equivalent)}</equivalentlabel></securitylabel>`,
    });
    const granted = (equivalent: string): unknown => {
      const said = ask({ op: 'decide', label: envelope(equivalent), clearance: upToSecret });
      return 'grant' in said && [said.grant, 'reasons' in said && said.reasons];
    };
    expect([granted('MRACAQQGCysGAQQBgf1ZggIC'), granted('MRACAQEGCysGAQQBgf1ZggIC')]).to.deep.equal([
      [true, []],
      [
        false,
        [
          {
            kind: 'equivalent-not-verified',
            message: 'equivalent label `OPEN` is not what the policy makes of the label',
          },
        ],
      ],
    ]);
  });

  describe('that there is none', () => {
    const failures: readonly (readonly [request: unknown, error: string, message: RegExp])[] = [
      [[], 'bad-request', /^the request is a list; write an object$/],
      [{}, 'unknown-op', /^`op` is missing; write one of `decide`/],
      [{ op: 'toString' }, 'unknown-op', /^`op` is `toString`/],
      [{ op: 'decide', labl: secret }, 'bad-request', /^the request has an unknown member `labl`/],
      [{ op: 'decide', label: secret, clearance: upToSecret }, 'bad-request', /has no `spif`/],
      [{ op: 'decide', spif, clearance: upToSecret }, 'bad-request', /has no `label`/],
      [{ op: 'decide', spif, label: secret }, 'bad-request', /has no `clearance`/],
      [{ op: 'decide', spif, label: 'x', clearance: [] }, 'bad-request', /^`label` is `x`; write an object$/],
      [{ op: 'decide', spif, label: {}, clearance: [] }, 'bad-request', /^`label` is empty/],
      [{ op: 'mark', spif, label: { ...secret, hex: '31' } }, 'bad-request', /both `base64` and `hex`/],
      [{ op: 'mark', spif, label: { ...secret, policy: 'A' } }, 'bad-request', /both `base64` and `policy`/],
      [
        { op: 'mark', spif, label: { base64: 5 } },
        'bad-request',
        /^`base64` of `label` is `5`; write a text$/,
      ],
      [{ op: 'mark', spif, label: secret, mode: 'old' }, 'bad-request', /write one of `read`, `new`/],
      [{ op: 'mark', spif, label: secret, now: 'today' }, 'bad-request', /write a moment like/],
      [{ op: 'mark', spif, label: secret, strict: 'no' }, 'bad-request', /write true or false/],
      [
        { op: 'mark', spif: [1], label: secret },
        'bad-request',
        /^`spif` of the request is a list; write a list/,
      ],
      [
        { op: 'mark', spif, label: secret, options: { mapping: 1 } },
        'bad-request',
        /^`mapping` of `options`/,
      ],
      [{ op: 'mark', spif, label: { file: 'nowhere.xml' } }, 'file-unreadable', /nowhere/],
      [{ op: 'mark', spif: 'nowhere.xml', label: secret }, 'file-unreadable', /nowhere/],
      [
        { op: 'mark', spif: 'policies/malformed/policy-without-oid.xml', label: secret },
        'spif-missing',
        /^policies\/malformed\/policy-without-oid\.xml:3: <securityPolicyId> has no `id`; add the attribute$/,
      ],
      [{ op: 'mark', spif: [spif[0], spif[0]], label: secret }, 'spif-duplicate', /two policies with the id/],
      [{ op: 'map', spif, label: secret }, 'bad-request', /has no `to`/],
      [{ op: 'map', spif, label: secret, to: '1.1' }, 'unknown-policy', /^policy `1\.1` of `to`/],
      [{ op: 'decode', label: { base64: 'MQ' } }, 'label-encoding', /base64/],
      [{ op: 'decode', label: null }, 'bad-request', /default label/],
      [{ op: 'decode' }, 'bad-request', /no `label` and no `clearance`/],
      [{ op: 'encode' }, 'bad-request', /no `label` and no `clearance`/],
      [{ op: 'encode', label: secret, to: 'pdf' }, 'bad-request', /write one of `ess`/],
      [{ op: 'encode', clearance: upToSecret }, 'bad-request', /write one of `x501`/],
      [{ op: 'encode', label: secret, to: 'stanag4774' }, 'label-inexpressible', /without a name/],
      [{ op: 'encode', spif, label: { policy: 'A' }, to: 'ess' }, 'label-unknown', /not loaded/],
      [
        { op: 'encode', spif, clearance: { policy: 'A', classifications: [] }, to: 'json' },
        'label-unknown',
        /A/,
      ],
      [{ op: 'decide', id: {} }, 'bad-request', /^`id` is an object/],
      [{ op: 'decide', id: 2 ** 60 }, 'bad-request', /safe number/],
    ];
    for (const [request, error, message] of failures) {
      it(`says ${error} for ${JSON.stringify(request).slice(0, 90)}`, () => {
        const said = answer(request, desk);
        expect(said).to.have.property('error', error);
        expect('message' in said && said.message).to.match(message);
        expect(Object.keys(said)).to.deep.equal(['ok', 'error', 'message']);
      });
    }

    it('gives a mistake of its own as one, and goes on', () => {
      const broken = {
        ...desk,
        now: () => {
          throw new TypeError('no clock');
        },
      };
      expect(answer({ op: 'decode', label: secret }, broken)).to.deep.equal({
        ok: false,
        error: 'internal',
        message: 'this is a mistake in cmbac-server: no clock',
      });
    });
  });

  it('gives the id back first, also with a failure', () => {
    expect(answerLine('{"op":"x","id":"a"}', desk)).to.match(/^\{"id":"a","ok":false,"error":"unknown-op"/);
    expect(answerLine('{"op":"decode","label":{"hex":"31 06 02 01 04 06 01 29"},"id":7}', desk)).to.equal(
      '{"id":7,"ok":true,"syntax":"ess","enveloped":false,"written":{"categories":[],"unread":[],"classification":4,"policy":{"oid":"1.1"}}}',
    );
    expect(answerLine('{', desk)).to.equal(
      '{"ok":false,"error":"bad-json","message":"the line is no JSON; write one JSON object on it"}',
    );
  });
});
