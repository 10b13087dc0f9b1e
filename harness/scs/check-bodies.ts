import { childElements, type Element, XmlError } from '#xml';
import { didYouMean } from '../input/index.ts';
import { hasStrayText, ownNamespace, type ReadBody, readBody, scansion } from './body.ts';
import { directiveIn } from './directives.ts';
import type { Draft } from './parse-cast.ts';
import type { Body, Character, Step, Warning } from './script.ts';
import { fillIn, misspeltIn, variablesIn } from './variables.ts';

/** Looks into every stanza of a script as far as that can be done before it is played. Gives what is odd. */
export function checkBodies(steps: readonly Step[], cast: readonly Character[], draft: Draft): Warning[] {
  const connected = new Set<string>();
  const odd = steps.flatMap((step): Warning[] => {
    if (step.verb === 'connects') connected.add(step.who);
    if ((step.verb !== 'sends' && step.verb !== 'receives') || step.body === undefined) return [];
    const { body } = step;
    checkVariables(body, cast, connected, draft);
    const read = readStanza(body, draft);
    if (read === undefined) return [];
    const sent = step.verb === 'sends' ? checkSent(read, body.line, draft) : [];
    if (step.verb === 'receives') checkDirectives(read.element, body.line, draft);
    if (read.second === undefined) return sent;
    const line = body.line + read.second - 1;
    const sentence = `a second element stands below \`${step.who} ${step.verb}\`; it is passed over`;
    return [...sent, { line, sentence }];
  });
  return [...odd, ...looksAtNothing(steps)];
}

/** It passes on every server that lets its characters in. */
function looksAtNothing(steps: readonly Step[]): Warning[] {
  const last = steps.at(-1);
  if (last === undefined || steps.some(({ verb }) => verb === 'receives')) return [];
  return [
    {
      line: last.line,
      sentence: 'nothing is received in it, so that it looks at nothing that the server does',
    },
  ];
}

function readStanza(body: Body, draft: Draft): ReadBody | undefined {
  const text = fillIn(body.text, () => 'a@b');
  try {
    const read = readBody(text);
    if (read === undefined) draft.complain(body.line, 'no stanza stands here; write one XML element');
    else if (hasStrayText(text))
      draft.complain(body.line, 'text stands beside the stanza; write one XML element and nothing else');
    return read;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    draft.complain(
      body.line + (error.line ?? 1) - 1,
      `this is not XML: ${error.message}; write one whole element`,
    );
    return undefined;
  }
}

function checkVariables(
  { text, line }: Body,
  cast: readonly Character[],
  connected: ReadonlySet<string>,
  draft: Draft,
): void {
  const lineAt = (index: number): number => line + text.slice(0, index).split('\n').length - 1;
  for (const { whole, index } of misspeltIn(text))
    draft.complain(
      lineAt(index),
      `\`${whole}\` is no variable; write \`\${Romeo's JID}\` or \`\${Romeo's full JID}\``,
    );
  for (const { whole, who, which, index } of variablesIn(text)) {
    const character = cast.find(({ name }) => name === who);
    if (character === undefined) {
      const names = cast.map(({ name }) => name);
      draft.complain(lineAt(index), `\`${whole}\` is of nobody in the cast; ${didYouMean(who, names)}`);
    } else if (which === 'full JID' && character.resource === undefined && !connected.has(who)) {
      draft.complain(
        lineAt(index),
        `${who} has no full JID before the server gave one; let ${who} connect first, or give the cast a \`resource:\``,
      );
    }
  }
}

/** What is sent is sent as it stands: a directive in it is one to nobody, and a prefix that nobody declared would end the stream. */
function checkSent({ element, text }: ReadBody, line: number, draft: Draft): Warning[] {
  if (text.includes('<!--'))
    draft.complain(line, 'what is sent holds a comment, which ends a stream; take it out (RFC 6120 §11.1)');
  return attributesIn(element).flatMap(([key, value]) => {
    const name = scansionName(key);
    if (name !== undefined)
      draft.complain(line, `what is sent cannot hold \`scansion:${name}\`; take it out`);
    return directiveIn(value) === undefined ? [] : [{ line, sentence: `\`${value}\` is sent as it stands` }];
  });
}

function checkDirectives(element: Element, line: number, draft: Draft): void {
  for (const [key, value] of attributesIn(element)) {
    const name = scansionName(key);
    if (name !== undefined && name !== 'strict')
      draft.complain(line, `there is no attribute \`scansion:${name}\`; write \`scansion:strict\``);
    else if (name !== undefined && value !== 'true' && value !== 'false')
      draft.complain(line, `\`scansion:strict\` is not \`${value}\`; write \`true\` or \`false\``);
    if (directiveIn(value)?.kind === 'unknown')
      draft.complain(
        line,
        `\`${value}\` is not understood; write \`{scansion:any}\` or \`{scansion:capture:name}\``,
      );
  }
}

/** Those of an element and of all inside it. */
function attributesIn(element: Element): [string, string][] {
  return [...Object.entries(element.attributes), ...childElements(element).flatMap(attributesIn)];
}

/** `strict`, of `scansion:strict`; `undefined`: the attribute is the stanza's. */
function scansionName(key: string): string | undefined {
  return key.startsWith(`{${scansion}}`) && key !== ownNamespace ? key.slice(scansion.length + 2) : undefined;
}
