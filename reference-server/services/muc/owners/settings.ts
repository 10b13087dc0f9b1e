import { checkOwnersWish, type RoomLabels, type WishProblem } from '../../../enforcement/index.ts';
import type { StanzaCondition, StanzaError } from '../../../xmpp/index.ts';
import type { FilledIn } from '../../forms/read-form.ts';
import type { Host } from '../../host.ts';
import type { NewAffiliation } from '../people/change-affiliation.ts';
import type { Room } from '../room.ts';
import type { RoomConfig } from '../room-config.ts';
import { readAffiliationFields } from './affiliation-fields.ts';
import { configFields } from './config-fields.ts';
import { type LabelAsker, readLabelFields } from './label-fields.ts';

/** What an owner wants of a room, all together. */
export interface Settings {
  readonly config: RoomConfig;
  readonly labels: RoomLabels;
  readonly affiliations: readonly NewAffiliation[];
}

/** What was read: as much of it as can be, and what is wrong with the rest. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly problem: StanzaError | undefined;
}

/** Reads a form that came back: what it does not name stays, and fields that nobody knows are passed over. XEP-0045 §10.2. */
export function readSettings(form: FilledIn, asker: LabelAsker, host: Host): ReadSettings {
  const config = readConfig(form, asker.room);
  const labels = readLabels(form, asker, host);
  const affiliations = readAffiliationFields(form, asker.room);
  const isRead = !('condition' in affiliations);
  return {
    settings: {
      config: config.config,
      labels: labels.labels,
      affiliations: isRead ? affiliations : [],
    },
    problem: config.problem ?? labels.problem ?? (isRead ? undefined : affiliations),
  };
}

const unacceptable: StanzaError = { condition: 'not-acceptable' };

function readConfig(form: FilledIn, room: Room): { config: RoomConfig; problem: StanzaError | undefined } {
  let { config } = room;
  let problem: StanzaError | undefined;
  for (const field of configFields) {
    const change = field.read(form, config);
    if (change === undefined) problem = unacceptable;
    else config = { ...config, ...change };
  }
  return { config, problem };
}

function readLabels(
  form: FilledIn,
  asker: LabelAsker,
  host: Host,
): { labels: RoomLabels; problem: StanzaError | undefined } {
  const { owner, room } = asker;
  const labels = readLabelFields(form, asker, host);
  if (labels === undefined) return { labels: room.labels, problem: unacceptable };
  if (labels === room.labels) return { labels, problem: undefined };
  const problem = checkOwnersWish(labels, { owner, room: room.jid }, host.rules);
  return problem === undefined
    ? { labels, problem: undefined }
    : { labels: room.labels, problem: { condition: conditions[problem] } };
}

const conditions: Readonly<Record<WishProblem, StanzaCondition>> = {
  unreadable: 'not-acceptable',
  'locks-out': 'conflict',
  'displayed-outside': 'not-acceptable',
};
