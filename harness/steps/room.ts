import { escapeAttribute } from '#xml';
import { arrivalAt } from '../observe/index.ts';
import {
  type Configure,
  type Enter,
  type Form,
  type Leave,
  type Room,
  roomAddress,
} from '../scenario/index.ts';
import { join } from './join.ts';
import { fenceThroughRoom } from './room-fence.ts';
import { affiliate, askForForm, submitForm } from './room-form.ts';
import type { Stage } from './stage.ts';
import { Unprepared } from './unprepared.ts';

/**
 * The owner enters, submits the form and gives affiliations.
 *
 * @throws Unprepared when the room is not as the scenario wants it.
 */
export async function playRoom(stage: Stage, step: Room): Promise<void> {
  const { name, owner, nick = owner, expect } = step;
  const room = roomAddress(name, stage.domain);
  if (!stage.cast.isOnline(owner)) throw new Unprepared(`${owner} is not online, and makes no room`);
  const isMade = await make(stage, step, { actor: owner, room, nick });
  await fenceThroughRoom(stage, owner, room);
  if (!isMade && expect === 'made') throw new Unprepared(`${name} could not be made`);
}

async function make(
  stage: Stage,
  { config, optional, owners, admins, members, outcasts }: Room,
  place: { readonly actor: string; readonly room: string; readonly nick: string },
): Promise<boolean> {
  const { actor, room } = place;
  if ((await join(stage, { ...place, until: 'presence' })) !== 'made') return false;
  if ((await submitForm(stage, actor, room, { config, optional })) !== 'done') return false;
  return affiliate(stage, actor, room, [
    ['owner', owners],
    ['admin', admins],
    ['member', members],
    ['outcast', outcasts],
  ]);
}

/** @throws Unprepared when the form lacks a field. */
export async function playConfigure(
  stage: Stage,
  { actor, room, config, optional }: Configure,
): Promise<void> {
  const address = roomAddress(room, stage.domain);
  const submitted = await submitForm(stage, actor, address, { config, optional });
  await fenceThroughRoom(stage, actor, address);
  if (submitted === 'unoffered') throw new Unprepared(`the form of ${room} lacks a field`);
}

/** Until the form has come, or the room has no more to say. */
export async function playForm(stage: Stage, { actor, room }: Form): Promise<void> {
  const address = roomAddress(room, stage.domain);
  await askForForm(stage, actor, address);
  await fenceThroughRoom(stage, actor, address);
}

/** Until the subject has come, which ends the history, or an error; then until the room has no more to say. */
export async function playEnter(
  stage: Stage,
  { actor, room, nick = actor, password, history }: Enter,
): Promise<void> {
  const address = roomAddress(room, stage.domain);
  const asked = { ...(password !== undefined && { password }), ...(history && { history }) };
  await join(stage, { actor, room: address, nick, ...asked, until: 'subject' });
  await fenceThroughRoom(stage, actor, address);
}

/** Until the room says that the actor has left. Source: XEP-0045 §7.14. */
export async function playLeave(stage: Stage, { actor, room }: Leave): Promise<void> {
  const address = roomAddress(room, stage.domain);
  const to = `${address}/${stage.cast.places.nickOf(actor, address)}`;
  const token = stage.newToken();
  const gone = arrivalAt(
    stage.actor(actor),
    ({ element: { name, attributes } }) =>
      name === 'presence' && attributes['type'] === 'unavailable' && attributes['from'] === to,
    stage.newBudget(),
  );
  const text = `<presence type='unavailable' to='${escapeAttribute(to)}' id='${token.id}'/>`;
  stage.send({ ...token, key: 'leave', from: actor, to, text });
  await gone;
  await fenceThroughRoom(stage, actor, address);
}

/** What was told is in the transcript already; all of it, once the room has answered. */
export async function playLook(stage: Stage, { at, room }: { at: string; room: string }): Promise<void> {
  const address = roomAddress(room, stage.domain);
  const token = stage.newToken();
  stage.note('look', JSON.stringify({ id: token.id, from: at, to: address }));
  await fenceThroughRoom(stage, at, address);
}
