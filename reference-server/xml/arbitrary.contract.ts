import fc from 'fast-check';
import { type Element, element } from './element.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import { xmlNamespace } from './prefixes.ts';

const names = fc.constantFrom('message', 'body', 'label', 'x', 'été', '_1', 'a.b-c', 'a\u{10400}');
const namespaces = fc.constantFrom(
  '',
  'jabber:client',
  'urn:xmpp:sec-label:0',
  'urn:example:a',
  'urn:example:{b}',
);

/** Text of any characters that XML can say, and more often of those that are easily got wrong. */
export const text: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          'SECRET',
          ' ',
          '\n',
          '\r',
          '\t',
          '<',
          '>',
          '&',
          '"',
          "'",
          ']]>',
          ']]',
          '&amp;',
          'é',
          '😀',
        ),
      },
      {
        weight: 1,
        arbitrary: fc
          .string({ unit: 'binary', maxLength: 3 })
          .filter((any) => !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(any)),
      },
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(''));

const attributes: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.oneof(
    fc.constantFrom('to', 'from', 'id', '__proto__', 'constructor', 'été'),
    fc
      .tuple(fc.constantFrom('urn:example:a', 'urn:example:{b}'), names)
      .map(([namespace, name]) => `{${namespace}}${name}`),
    fc.constant(`{${xmlNamespace}}lang`),
  ),
  text,
  { maxKeys: 4 },
);

/** Any element, some levels deep. */
export const anyElement: fc.Arbitrary<Element> = fc.letrec<{ element: Element }>((tie) => ({
  element: fc
    .tuple(
      namespaces,
      names,
      attributes,
      fc.array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, tie('element')), {
        maxLength: 4,
      }),
    )
    .map(([namespace, name, of, children]) => element(namespace, name, of, children)),
})).element;

/**
 * One of the many ways to write an element: with prefixes declared here or there, either quote, CDATA
 * sections, character references, white space in tags. `spelling` says which: it is used up in turn.
 */
export function writeAnyhow(
  written: Element,
  spelling: readonly number[],
  inherited: Readonly<Record<string, string>> = {},
): string {
  let turn = 0;
  const choose = (count: number): number => {
    turn += 1;
    return (spelling[turn % spelling.length] ?? 0) % count;
  };
  const write = (one: Element, within: string, around: Readonly<Record<string, string>>): string => {
    const prefixes: Record<string, string> = { ...around };
    const space = (least: string): string => [least, ' ', '\n', `${least}\t \r\n`][choose(4)] ?? least;
    const quoted = (value: string): string => {
      const quote = choose(2) === 0 ? '"' : "'";
      return `${space('')}=${space('')}${quote}${escapeAttribute(value)}${quote}`;
    };
    let declarations = '';
    const prefixOf = (namespace: string): string => {
      if (namespace === xmlNamespace) return 'xml:';
      const known = Object.keys(prefixes).find((prefix) => prefixes[prefix] === namespace);
      if (known !== undefined) return `${known}:`;
      const prefix = `p${Object.keys(prefixes).length}`;
      prefixes[prefix] = namespace;
      declarations += `${space(' ')}xmlns:${prefix}${quoted(namespace)}`;
      return `${prefix}:`;
    };
    const prefixed = one.namespace !== '' && choose(2) === 0;
    const name = `${prefixed ? prefixOf(one.namespace) : ''}${one.name}`;
    const inside = prefixed ? within : one.namespace;
    if (inside !== within || choose(8) === 0) declarations += `${space(' ')}xmlns${quoted(inside)}`;
    let attributes = '';
    for (const [key, value] of Object.entries(one.attributes)) {
      const end = key.lastIndexOf('}');
      const prefix = end === -1 ? '' : prefixOf(key.slice(1, end));
      attributes += `${space(' ')}${prefix}${key.slice(end + 1)}${quoted(value)}`;
    }
    const tag = choose(2) === 0 ? declarations + attributes : attributes + declarations;
    const content = one.children.map((child) => {
      if (typeof child !== 'string') return write(child, inside, prefixes);
      if (choose(4) === 0 && !/\r|]]>/.test(child)) return `<![CDATA[${child}]]>`;
      if (choose(4) === 0)
        return Array.from(child, (character) => `&#x${character.codePointAt(0)?.toString(16) ?? ''};`).join(
          '',
        );
      return escapeText(child);
    });
    if (content.length === 0 && choose(2) === 0) return `<${name}${tag}${space('')}/>`;
    return `<${name}${tag}${space('')}>${content.join('')}</${name}${space('')}>`;
  };
  return write(written, '', inherited);
}

/** An element and one way to write it. */
export const spelledElement: fc.Arbitrary<{ readonly means: Element; readonly text: string }> = fc
  .tuple(anyElement, fc.array(fc.nat(), { minLength: 7, maxLength: 31 }))
  .map(([means, spelling]) => ({ means, text: writeAnyhow(means, spelling) }));

/** A text with a few small changes, most of which break it. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    ...['<', '>', '/', '&', ';', '"', "'", '=', ':', '!', '?', '-', '[', ']', ' ', '\n', '\0'],
    ...[
      'a',
      'xmlns',
      'xmlns:',
      'xml:',
      ']]>',
      '<!--',
      '-->',
      '<![CDATA[',
      '<a>',
      '</a>',
      '<a/>',
      '&#x0;',
      '&lt;',
      '&bad;',
      '<?xml version="1.0"?>',
      '<!DOCTYPE a>',
      '1',
      '\ufffe',
      ' a="1"',
    ],
  );
  const change = fc.record({
    at: fc.nat(),
    cut: fc.nat({ max: 4 }),
    piece: fc.oneof(piece, fc.constant('')),
  });
  return fc.tuple(texts, fc.array(change, { minLength: 1, maxLength: 3 })).map(([text, changes]) => {
    let changed = text;
    for (const { at, cut, piece: inserted } of changes) {
      const from = at % (changed.length + 1);
      changed = changed.slice(0, from) + inserted + changed.slice(from + cut);
    }
    return changed.toWellFormed();
  });
}
