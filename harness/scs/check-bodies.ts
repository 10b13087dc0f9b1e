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
  return steps.flatMap((step) => {
    if (step.verb === 'connects') connected.add(step.who);
    if ((step.verb !== 'sends' && step.verb !== 'receives') || step.body === undefined) return [];
    const { body } = step;
    checkVariables(body, cast, connected, draft);
    const read = readStanza(body, draft);
    if (read === undefined) return [];
    checkDirectives(read.element, step.verb, body.line, draft);
    if (step.verb === 'sends' && /<!--/.test(read.text))
      draft.complain(
        body.line,
        'what is sent holds a comment, which ends a stream; take it out (RFC 6120 §11.1)',
      );
    if (read.second === undefined) return [];
    const line = body.line + read.second - 1;
    return [
      { line, sentence: `a second element stands below \`${step.who} ${step.verb}\`; it is passed over` },
    ];
  });
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

function checkDirectives(element: Element, verb: 'sends' | 'receives', line: number, draft: Draft): void {
  for (const [key, value] of Object.entries(element.attributes)) {
    const special = key.startsWith(`{${scansion}}`) && key !== ownNamespace;
    const name = key.slice(scansion.length + 2);
    if (special && name !== 'strict')
      draft.complain(line, `there is no attribute \`scansion:${name}\`; write \`scansion:strict\``);
    else if (special && value !== 'true' && value !== 'false')
      draft.complain(line, `\`scansion:strict\` is not \`${value}\`; write \`true\` or \`false\``);
    const directive = directiveIn(value);
    if (directive?.kind === 'unknown')
      draft.complain(
        line,
        `\`${value}\` is not understood; write \`{scansion:any}\` or \`{scansion:capture:name}\``,
      );
    if (verb === 'sends' && (special || directive !== undefined))
      draft.complain(
        line,
        `what is sent cannot hold \`${special ? `scansion:${name}` : value}\`; say the value itself`,
      );
  }
  for (const child of childElements(element)) checkDirectives(child, verb, line, draft);
}
