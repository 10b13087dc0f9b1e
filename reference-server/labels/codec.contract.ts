import { expect } from 'chai';
import fc from 'fast-check';
import { type Element, element } from '#xml';
import type { LabelCodec } from './codec.ts';
import { LabelError } from './errors.ts';
import { check } from './property.contract.ts';
import { saySame } from './same-label.ts';
import type { WrittenLabel } from './written-label.ts';

/** A label in a syntax, and what it says. `wire` is the text inside the syntax's element, or its children. */
export interface LabelVector {
  readonly name: string;
  readonly wire: string | Element['children'];
  readonly label: WrittenLabel;
}

/** What every label codec does. `expressible`: labels that its syntax can say. */
export function describeLabelCodec(
  codec: LabelCodec,
  vectors: readonly LabelVector[],
  expressible: fc.Arbitrary<WrittenLabel>,
): void {
  const wireOf = (children: string | Element['children']): Element =>
    element(
      codec.element.namespace,
      codec.element.name,
      {},
      typeof children === 'string' ? [children] : children,
    );

  for (const { name, wire, label } of vectors) {
    it(`reads ${name}`, () => {
      expect(codec.read(wireOf(wire))).to.deep.equal(label);
    });
  }

  it('writes the element that it is found by', () => {
    check(
      fc.property(expressible, (label) => {
        const { namespace, name } = codec.write(label);
        expect({ namespace, name }).to.deep.equal(codec.element);
      }),
    );
  });

  it('reads what it wrote as the same label', () => {
    check(fc.property(expressible, (label) => saySame(codec.read(codec.write(label)), label)));
  });

  it('writes one spelling: what it read of its own writing it writes again', () => {
    check(
      fc.property(expressible, (label) => {
        const wire = codec.write(label);
        expect(codec.write(codec.read(wire))).to.deep.equal(wire);
      }),
    );
  });

  it('gives a label or a LabelError for any element', () => {
    check(
      fc.property(anyElement, ({ attributes, children }) => {
        onlyLabelErrors(() => codec.read({ ...wireOf(children), attributes }));
      }),
    );
  });

  it('gives a label or a LabelError for a vector with one character changed', () => {
    const texts = vectors.map(({ wire }) => wire).filter((wire) => typeof wire === 'string');
    check(
      fc.property(fc.constantFrom('', ...texts), fc.nat(), fc.string({ maxLength: 2 }), (text, at, put) => {
        const from = at % (text.length + 1);
        onlyLabelErrors(() => codec.read(wireOf(text.slice(0, from) + put + text.slice(from + 1))));
      }),
    );
  });

  it('writes any label or gives a LabelError', () => {
    check(
      fc.property(anyLabel, (label) => {
        onlyLabelErrors(() => codec.write(label));
      }),
    );
  });
}

/** The value of `attempt`, or the LabelError that it threw; anything else that it throws fails the test. */
export function onlyLabelErrors<Value>(attempt: () => Value): Value | LabelError {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof LabelError) return error;
    throw error;
  }
}

/** What `attempt` gives, or the LabelError that it throws as `code: message`. */
export function answerOf(attempt: () => unknown): unknown {
  const answer = onlyLabelErrors(attempt);
  return answer instanceof LabelError ? `${answer.code}: ${answer.message}` : answer;
}

const { anyElement } = fc.letrec<{ anyElement: Element }>((tie) => ({
  anyElement: fc.record({
    namespace: fc.webUrl(),
    name: fc.string({ minLength: 1 }),
    attributes: fc.dictionary(fc.string(), fc.string(), { maxKeys: 1 }),
    children: fc.array(fc.oneof({ depthSize: 'small' }, fc.string(), fc.base64String(), tie('anyElement')), {
      maxLength: 2,
    }),
  }),
}));

const anyValue = fc.oneof(fc.bigInt(), fc.string());
const anyTagSet = fc.record(
  { oid: fc.oneof(fc.string(), fc.constant('1.2.3')), name: fc.string() },
  { requiredKeys: [] },
);

/** Labels of any sense and none. */
const anyLabel: fc.Arbitrary<WrittenLabel> = fc.record(
  {
    policy: anyTagSet,
    classification: anyValue,
    privacyMark: fc.string({ unit: 'binary' }),
    categories: fc.array(
      fc.record({
        tagSet: anyTagSet,
        kind: fc.constantFrom(
          'restrictive',
          'enumerated-permissive',
          'informative',
          'any-permissive',
          'unsaid',
        ),
        values: fc.array(anyValue),
      }),
    ),
    unread: fc.array(fc.record({ where: fc.string(), syntax: fc.string() }), { maxLength: 1 }),
  },
  { requiredKeys: ['categories', 'unread'] },
);
