import {
  isClearedFor,
  isReadableClearance,
  labelText,
  type RoomLabels,
  readableLabel,
  saysLabel,
} from '../../../enforcement/index.ts';
import type { Field } from '../../forms/form.ts';
import type { FilledIn } from '../../forms/read-form.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import type { Room } from '../room.ts';
import { type LabelOffers, labelOffers } from './label-offers.ts';
import { customName, readWords, sameWords, type Words, type WordsPair, wordsFields } from './label-words.ts';

/** Who looks at a room's form, or sends it back. */
export interface LabelAsker {
  readonly owner: Session;
  readonly room: Room;
}

const accessPair: WordsPair = {
  list: 'sec-label#label',
  text: 'sec-label#custom-label',
  isMulti: false,
  label: 'Label of the room: who may be in it',
};
const clearancePair: WordsPair = {
  list: 'sec-label#clearance',
  text: 'sec-label#custom-clearance',
  isMulti: true,
  label: 'Clearance of the room: labels that it takes',
};
const displayedPair: WordsPair = {
  list: 'sec-label#default',
  text: 'sec-label#custom-default',
  isMulti: false,
  label: 'Label that is shown as the usual one',
};

/**
 * What a room's owners have set about labels, and what this owner may choose. What is provisioned for the room is not
 * among it, and holds besides.
 *
 * Source: XEP-0258 §5.2.7.
 */
export function labelFields({ owner, room }: LabelAsker, host: Host): Field[] {
  const offers = labelOffers(owner, room, host);
  const shown = shownWords({ owner, room }, offers, host);
  return [
    ...wordsFields(accessPair, shown.access, offers.keys()),
    ...wordsFields(clearancePair, shown.clearance, offers.keys()),
    ...wordsFields(displayedPair, shown.displayed, offers.keys()),
  ];
}

/**
 * What the room's labels are to be by a form that came back. What it leaves as it was shown stays as it is, also where this
 * owner was not shown all of it. `undefined`: a name that was not on offer, or a text that cannot be read.
 */
export function readLabelFields(form: FilledIn, asker: LabelAsker, host: Host): RoomLabels | undefined {
  const { labels } = asker.room;
  const offers = labelOffers(asker.owner, asker.room, host);
  const shown = shownWords(asker, offers, host);
  const unusable = host.rules.faults.has('muc.partial') ? 'same' : undefined;
  const read = (pair: WordsPair, before: Words): Chosen | 'same' | undefined => {
    const words = readWords(form, pair, before);
    if (words === undefined) return unusable;
    if (words.written !== before.written && !isReadable(pair, words, host)) return unusable;
    return sameWords(words, before) ? 'same' : (chosen(words, offers, host) ?? unusable);
  };
  const access = read(accessPair, shown.access);
  const clearance = read(clearancePair, shown.clearance);
  const displayed = read(displayedPair, shown.displayed);
  if (access === undefined || clearance === undefined || displayed === undefined) return undefined;
  if (displayed !== 'same' && displayed.custom !== undefined && !mayShow(displayed.custom, asker, host))
    return undefined;
  if (access === 'same' && clearance === 'same' && displayed === 'same') return labels;
  return {
    ...(clearance === 'same' ? clearanceOf(labels) : clearanceBy(clearance)),
    ...single('access', access, labels),
    ...single('displayed', displayed, labels),
    ...customOf({ access, displayed }, labels),
  };
}

/** Texts of the labels that were chosen, and what was written. */
interface Chosen {
  readonly texts: readonly string[];
  readonly custom?: string;
}

function chosen({ names, written }: Words, offers: LabelOffers, { rules }: Host): Chosen | undefined {
  const catalog = names.filter((name) => name !== customName);
  const labels = catalog.flatMap((name) => offers.get(name) ?? []);
  if (labels.length !== catalog.length) return undefined;
  const texts = labels.map((label) => labelText(label, rules));
  return names.includes(customName) ? { texts, custom: written } : { texts };
}

/** What is written has to be readable also where it is not chosen: somebody meant something by it. */
function isReadable({ list }: WordsPair, { written }: Words, { rules }: Host): boolean {
  if (written === '') return true;
  return list === clearancePair.list
    ? isReadableClearance(written, rules)
    : readableLabel(written, rules) !== undefined;
}

function mayShow(text: string, { owner, room }: LabelAsker, { rules }: Host): boolean {
  const label = readableLabel(text, rules);
  return label !== undefined && isClearedFor(label, owner, room.jid.domain, rules);
}

function clearanceOf({ clearance, customClearance }: RoomLabels): RoomLabels {
  return {
    ...(clearance === undefined ? {} : { clearance }),
    ...(customClearance === undefined ? {} : { customClearance }),
  };
}

function clearanceBy({ texts, custom }: Chosen): RoomLabels {
  return {
    ...(texts.length === 0 ? {} : { clearance: texts }),
    ...(custom === undefined ? {} : { customClearance: custom }),
  };
}

function single(which: 'access' | 'displayed', choice: Chosen | 'same', before: RoomLabels): RoomLabels {
  const text = choice === 'same' ? before[which] : (choice.custom ?? choice.texts[0]);
  if (text === undefined) return {};
  return which === 'access' ? { access: text } : { displayed: text };
}

function customOf(
  choices: Readonly<Record<'access' | 'displayed', Chosen | 'same'>>,
  before: RoomLabels,
): RoomLabels {
  const custom = (['access', 'displayed'] as const).filter((which) => {
    const choice = choices[which];
    return choice === 'same' ? before.custom?.includes(which) : choice.custom !== undefined;
  });
  return custom.length === 0 ? {} : { custom };
}

/** What the room's labels are in the words of the form, as far as this owner may see them. */
function shownWords(
  asker: LabelAsker,
  offers: LabelOffers,
  host: Host,
): Readonly<Record<'access' | 'clearance' | 'displayed', Words>> {
  const { labels } = asker.room;
  const one = (which: 'access' | 'displayed'): Words => {
    const text = labels[which];
    if (text === undefined) return nothing;
    const names = labels.custom?.includes(which) === true ? [] : namesOf([text], offers, host);
    if (names.length > 0) return { names, written: '' };
    return mayShow(text, asker, host) ? { names: [customName], written: text } : nothing;
  };
  const written = labels.customClearance ?? '';
  const names = namesOf(labels.clearance ?? [], offers, host);
  return {
    access: one('access'),
    clearance: { names: written === '' ? names : [...names, customName], written },
    displayed: one('displayed'),
  };
}

const nothing: Words = { names: [], written: '' };

function namesOf(texts: readonly string[], offers: LabelOffers, { rules }: Host): string[] {
  return texts.flatMap((text) => {
    const offer = [...offers].find(([, label]) => saysLabel(text, label, rules));
    return offer === undefined ? [] : [offer[0]];
  });
}
