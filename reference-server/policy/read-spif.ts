import { type Element, parseDocument, XmlError } from '#xml';
import type { Policy } from './policy.ts';
import { compile } from './spif/compile.ts';
import { type Finding, SpifError } from './spif/errors.ts';
import { readIgnoreCase } from './spif/extension.ts';
import {
  attribute,
  deviate,
  fail,
  type Reading,
  type ReadingMode,
  type SpifVersion,
  spifVersions,
} from './spif/reading.ts';
import { checkShape } from './spif/schema.ts';

/** A policy, and what an administrator should know about the SPIF that it was read from. */
export interface ReadSpif {
  readonly policy: Policy;
  readonly findings: readonly Finding[];
}

/**
 * An Open XML SPIF, compiled into a policy: every reference resolved or refused, once.
 *
 * Schema versions 1.0, 2.0 and 2.1, and 3.0 as far as its differences are public (docs/decisions/0011-policy-options.md):
 * what else stands in a SPIF of 3.0 stops it in both modes, since it may be a rule. What would leave a decision open (two values that labels cannot tell apart, a
 * reference to nothing, a word that means nothing) stops it in both modes; what only breaks the schema stops it in
 * `strict` mode and is a finding in `lenient` mode.
 *
 * @throws SpifError, and nothing else.
 * Source: Open XML SPIF 2.1; ADatP-4774.1 §3.2 to §3.6.
 */
export function readSpif(document: string | Uint8Array, mode: ReadingMode = 'strict'): ReadSpif {
  const spif = parse(document);
  const version = checkRoot(spif);
  const reading: Reading = { mode, version, ignoreCase: readIgnoreCase(spif), findings: [] };
  if (spif.namespace !== spifNamespace)
    deviate(reading, spif, `<SPIF> is not in the namespace \`${spifNamespace}\`; add it`);
  const policy = compile(reading, spif);
  checkShape(reading, spif);
  return { policy, findings: reading.findings };
}

function parse(document: string | Uint8Array): Element {
  try {
    return parseDocument(document, { comments: true });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new SpifError('spif-not-xml', `${error.message}; mend the XML`, error.line, { cause: error });
  }
}

const spifNamespace = 'http://www.xmlspif.org/spif';
/** The namespace, the misspelt one of the site, and none, as files in use have it. */
const namespaces = [spifNamespace, 'http://www.xmslpif.org/spif', ''];

function checkRoot(spif: Element): SpifVersion {
  if (spif.name !== 'SPIF' || !namespaces.includes(spif.namespace)) {
    fail(
      'spif-missing',
      spif,
      `the document is <${spif.name}> and not <SPIF> of \`${spifNamespace}\`; give the SPIF itself`,
    );
  }
  const written = attribute(spif, 'schemaVersion') ?? '2.1';
  const version = spifVersions.find((known) => known === written);
  return (
    version ??
    fail('spif-version', spif, `\`schemaVersion\` of <SPIF> is \`${written}\`; convert the SPIF to 2.1`)
  );
}
