import { createHash } from 'node:crypto';
import { childElements } from '#xml';
import {
  type Admitted,
  labelOfText,
  labelText,
  type Measure,
  type Rules,
} from '../../../enforcement/index.ts';

/** Messages of a room whose labels are remembered; the oldest is forgotten first. */
const maxRemembered = 256;

/** Ids that one message is known by: its own, and the one that its sender gave it. More are not kept for anybody. */
const maxIds = 4;

/** Longest id that is kept as it is, in characters; of a longer one a digest is. */
const maxIdLength = 64;

interface SaidLabel extends Measure {
  readonly ids: readonly string[];
  readonly rules: Rules;
  readonly besides: readonly Measure[];
}

/**
 * What labels had that was said in a room lately, by the ids of the messages: for what names one of them later. Kept apart from
 * the history, which an owner may have switched off.
 */
export class SaidLabels {
  readonly #said: SaidLabel[] = [];
  #next = 0;

  note({ stanza, label, equivalents, besides = [] }: Admitted, rules: Rules): void {
    const ids = [stanza.id, ...childElements(stanza.element).map(ownIdIn)]
      .filter((id) => id !== undefined)
      .slice(0, maxIds)
      .map(keyOf);
    if (ids.length === 0) return;
    this.#said[this.#next] = { ids, label, equivalents, besides, rules };
    this.#next = (this.#next + 1) % maxRemembered;
  }

  /**
   * What the messages with these ids are measured by now, all of them: an id may be used twice. `undefined`: the policies loaded
   * now do not know one of the labels any longer.
   */
  of(ids: readonly string[], rules: Rules): readonly Measure[] | undefined {
    const found: Measure[] = [];
    const keys = new Set(ids.map(keyOf));
    for (const said of keys.size === 0 ? [] : this.#said) {
      if (!said.ids.some((id) => keys.has(id))) continue;
      for (const measure of [said, ...said.besides]) {
        const now = said.rules === rules ? measure : underThese(measure, said.rules, rules);
        if (now === undefined) return undefined;
        found.push({ label: now.label, equivalents: now.equivalents });
      }
    }
    return found;
  }
}

/** An id that a sender gave a message besides that of the stanza. XEP-0359. */
function ownIdIn({ namespace, name, attributes }: Admitted['stanza']['element']): string | undefined {
  return namespace === 'urn:xmpp:sid:0' && name === 'origin-id' ? attributes['id'] : undefined;
}

/** Labels mean something under the policies that they were read under. Equivalents would have to be verified anew, and do not count. */
function underThese({ label }: Measure, then: Rules, now: Rules): Measure | undefined {
  const again = labelOfText(labelText(label, then), now);
  return again && { label: again, equivalents: [] };
}

function keyOf(id: string): string {
  return id.length <= maxIdLength ? id : createHash('sha256').update(id).digest('base64');
}
