import { childElements, type Element, textOf } from '#xml';
import { ownNamespace, scansion } from './body.ts';
import { directiveIn } from './directives.ts';

/**
 * How what arrives is held against a script. `scansion`: as Prosody's scripts need it; `portable`: every element is loose, and the
 * order in which stanzas arrive at one session decides nothing.
 */
export type MatchMode = 'scansion' | 'portable';

/** What came of holding a stanza against an expected one. */
export interface Comparison {
  /** The first thing that is not as expected, as a path and both sides. `undefined`: all is. */
  readonly difference: string | undefined;
  /** How much agreed: of several that do not match, the closest has the most. */
  readonly agreed: number;
  /** What `{scansion:capture:name}` stood in for. */
  readonly captured: Readonly<Record<string, string>>;
}

/**
 * Holds a stanza against what a script expects.
 *
 * Names and namespaces are equal everywhere. An element that says `scansion:strict`, or that carries an `xmlns` of its own other than a
 * client's, is strict: the same attributes, the same children in the same order, the same text but for white space around it. Every
 * other one is loose: what is expected is there, in whichever order, and there may be more; text is looked at where some is expected.
 * Whether an element is strict says nothing about those inside it.
 *
 * A name can be captured again with another value: captures are told and compared with nothing.
 *
 * Source: scansion's page on clients, "Matching rules", as far as Prosody's own scripts bear it out (docs/scs.md).
 */
export function compare(expected: Element, received: Element, mode: MatchMode): Comparison {
  const tally: Tally = { agreed: 0, captured: {}, mode };
  const difference = differ(expected, received, received.name, tally);
  return { difference, agreed: tally.agreed, captured: tally.captured };
}

interface Tally {
  agreed: number;
  captured: Record<string, string>;
  readonly mode: MatchMode;
}

function differ(expected: Element, received: Element, path: string, tally: Tally): string | undefined {
  if (expected.name !== received.name || expected.namespace !== received.namespace)
    return `${path}: ${nameOf(received)}, not ${nameOf(expected)}`;
  tally.agreed += 1;
  const strict = tally.mode === 'scansion' && isStrict(expected);
  return (
    differInAttributes(expected, received, path, strict, tally) ??
    differInText(expected, received, path, strict) ??
    (strict ? inOrder(expected, received, path, tally) : inAnyOrder(expected, received, path, tally))
  );
}

/** What `scansion:strict` says, or whether it has an `xmlns` of its own. */
function isStrict({ attributes }: Element): boolean {
  const said = attributes[`{${scansion}}strict`];
  return said === undefined ? ownNamespace in attributes : said === 'true';
}

function differInAttributes(
  expected: Element,
  received: Element,
  path: string,
  strict: boolean,
  tally: Tally,
): string | undefined {
  const wanted = Object.entries(expected.attributes).filter(([key]) => !key.startsWith(`{${scansion}}`));
  for (const [key, value] of wanted) {
    const found = Object.hasOwn(received.attributes, key) ? received.attributes[key] : undefined;
    if (found === undefined) return `${path}: no attribute \`${key}\``;
    const directive = directiveIn(value);
    if (directive?.kind === 'capture') tally.captured[directive.name] = found;
    if (directive === undefined && found !== value) return `${path}/@${key}: \`${found}\`, not \`${value}\``;
    tally.agreed += 1;
  }
  if (!strict) return undefined;
  const extra = Object.keys(received.attributes).find((key) => wanted.every(([one]) => one !== key));
  return extra === undefined ? undefined : `${path}: attribute \`${extra}\` too many`;
}

function differInText(
  expected: Element,
  received: Element,
  path: string,
  strict: boolean,
): string | undefined {
  const [wanted, found] = [textOf(expected).trim(), textOf(received).trim()];
  if (wanted === found || (!strict && wanted === '')) return undefined;
  return `${path}: text \`${found}\`, not \`${wanted}\``;
}

function inOrder(expected: Element, received: Element, path: string, tally: Tally): string | undefined {
  const [wanted, found] = [childElements(expected), childElements(received)];
  for (const [index, child] of wanted.entries()) {
    const there = found[index];
    if (there === undefined) return `${path}: no ${nameOf(child)} at its place`;
    const difference = differ(child, there, `${path}/${there.name}`, tally);
    if (difference !== undefined) return difference;
  }
  const extra = found[wanted.length];
  return extra === undefined ? undefined : `${path}: ${nameOf(extra)} too many`;
}

function inAnyOrder(expected: Element, received: Element, path: string, tally: Tally): string | undefined {
  for (const child of childElements(expected)) {
    const difference = missing(child, received, path, tally);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Why no child of an element is as expected: what is wrong with the closest one. */
function missing(child: Element, received: Element, path: string, tally: Tally): string | undefined {
  const tried = childElements(received)
    .filter(({ name, namespace }) => name === child.name && namespace === child.namespace)
    .map((candidate) => {
      const own: Tally = { agreed: 0, captured: {}, mode: tally.mode };
      return { own, difference: differ(child, candidate, `${path}/${candidate.name}`, own) };
    });
  const found = tried.find(({ difference }) => difference === undefined);
  const closest = found ?? [...tried].sort((a, b) => b.own.agreed - a.own.agreed)[0];
  if (closest === undefined) return `${path}: no ${nameOf(child)}`;
  tally.agreed += closest.own.agreed;
  if (found !== undefined) Object.assign(tally.captured, found.own.captured);
  return closest.difference;
}

function nameOf({ name, namespace }: Element): string {
  return namespace === 'jabber:client' ? `\`<${name}/>\`` : `\`<${name} xmlns='${namespace}'/>\``;
}
