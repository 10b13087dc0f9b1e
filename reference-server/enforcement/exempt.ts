import { childElements, type Element } from '#xml';
import { bareError, type Stanza, withOnlyError } from '../xmpp/index.ts';
import { isLabel } from './label/label-element.ts';
import type { Outstanding } from './outstanding.ts';
import type { Rules } from './rules.ts';
import { type Ruling, refused } from './ruling.ts';

/**
 * A stanza that XEP-0258 does not have checked, and that carries no label: an iq, a presence, an error. The other
 * thing besides `Releasable` that `deliver` takes; made here only.
 */
export interface Exempt {
  readonly stanza: Stanza;
  readonly [exempt]: true;
}
declare const exempt: unique symbol;

/** An iq or a presence from a client: one with a label in it is a violation (XEP-0258 §5, §5.3). */
export function admitUnlabelled(stanza: Stanza, rules: Rules): Ruling<Exempt> {
  const overlooked = rules.faults.has(stanza.kind === 'iq' ? 'lbl.iq' : 'pres.labelled');
  return holdsLabel(stanza.element, depthOf(stanza)) && !overlooked
    ? refused('malformed', 'label', [{ kind: 'unreadable-label', message: `a label in ${stanza.kind}` }])
    : { allowed: true, message: exemptStanza(stanza) };
}

/**
 * An error from a client. Errors are not checked, so they must not carry anything: one passes only in answer to something
 * that the client was sent, and is written again from its type and condition. One with a label is discarded without a
 * word (XEP-0258 §5), and so is one that answers nothing: `undefined`.
 */
export function admitError(
  stanza: Stanza,
  outstanding: Pick<Outstanding, 'settle'>,
  rules: Rules,
): Exempt | undefined {
  const { faults } = rules;
  if (holdsLabel(stanza.element, maxLabelDepth) && !faults.has('err.discard')) return undefined;
  if (!outstanding.settle(stanza) && !faults.has('err.unasked')) return undefined;
  if (faults.has('err.discard') || faults.has('err.sanitise')) return exemptStanza(stanza);
  return exemptStanza(faults.has('err.text') ? withOnlyError(stanza) : bareError(stanza));
}

/** A stanza that this server writes itself: results, pushes, presence, errors. */
export function ownStanza(stanza: Stanza): Exempt {
  return exemptStanza(stanza);
}

function holdsLabel(parent: Element, depth: number): boolean {
  return childElements(parent).some((child) => isLabel(child) || (depth > 1 && holdsLabel(child, depth - 1)));
}

/** How deep a label is looked for: the stanza's child, its payload's child, an item's child. */
const maxLabelDepth = 3;

/** A presence goes to many and is measured by nothing: what it forwards has no label either. Its depth is bounded where it is read. */
function depthOf({ kind }: Stanza): number {
  return kind === 'presence' ? Infinity : maxLabelDepth;
}

function exemptStanza(stanza: Stanza): Exempt {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- this is where the exemption is believed
  return { stanza } as Exempt;
}
