import { childElements, childOf, type Element, escapeAttribute, escapeText } from '#xml';
import { answersIq, arrivalAt } from '../observe/index.ts';
import type { Configure } from '../scenario/index.ts';
import type { Stage } from './stage.ts';

/** What came of submitting a form; `unoffered`: it lacks a field, and nothing was submitted. */
export type Submitted = 'done' | 'refused' | 'unoffered' | 'silence';

/**
 * Asks for a room's form (note `form`), and submits these fields of it (note `submit`), all others left as they are. With no
 * fields at all the form is taken as it is, and not even asked for.
 *
 * Source: XEP-0045 §10.1.2 (instant room), §10.2.
 */
export async function submitForm(
  stage: Stage,
  actor: string,
  room: string,
  { config, optional }: Pick<Configure, 'config' | 'optional'>,
): Promise<Submitted> {
  const fields = Object.entries(config);
  if (fields.length + Object.keys(optional).length > 0) {
    const form = await askForForm(stage, actor, room);
    if (form === undefined || form.attributes['type'] === 'error')
      return form === undefined ? 'silence' : 'refused';
    const offered = fieldsOf(form);
    if (!fields.every(([name]) => offered.includes(name))) return 'unoffered';
    fields.push(...Object.entries(optional).filter(([name]) => offered.includes(name)));
  }
  const written = fields.map(([name, value]) => field(stage, name, valuesOf(value)));
  const formType = `<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>`;
  const inside = fields.length === 0 ? '' : formType + written.join('');
  const content = query(`<x xmlns='jabber:x:data' type='submit'>${inside}</x>`);
  const answer = await ask(stage, { actor, room, key: 'submit', type: 'set', content });
  if (answer === undefined) return 'silence';
  return answer.attributes['type'] === 'result' ? 'done' : 'refused';
}

/** Asks for a room's form (note `form`). Gives the answer; `undefined`: none came. Source: XEP-0045 §10.2. */
export function askForForm(stage: Stage, actor: string, room: string): Promise<Element | undefined> {
  return ask(stage, { actor, room, key: 'form', type: 'get', content: query('') });
}

/** Gives actors affiliations (note `affiliations`). `false`: the room did not take them. Source: XEP-0045 §9.3, §10.5, §10.8. */
export async function affiliate(
  stage: Stage,
  actor: string,
  room: string,
  affiliations: readonly (readonly [affiliation: string, actors: readonly string[]])[],
): Promise<boolean> {
  const items = affiliations.flatMap(([affiliation, actors]) =>
    actors.map((name) => {
      const jid = escapeAttribute(stage.jidOf({ bare: name }));
      return `<item affiliation='${affiliation}' jid='${jid}'/>`;
    }),
  );
  if (items.length === 0) return true;
  const content = `<query xmlns='http://jabber.org/protocol/muc#admin'>${items.join('')}</query>`;
  const answer = await ask(stage, { actor, room, key: 'affiliations', type: 'set', content });
  return answer?.attributes['type'] === 'result';
}

interface Asked {
  readonly actor: string;
  readonly room: string;
  /** The note's. */
  readonly key: string;
  readonly type: 'get' | 'set';
  readonly content: string;
}

/** The answer to an iq to the room; `undefined`: none came in time. */
async function ask(stage: Stage, { actor, room, key, type, content }: Asked): Promise<Element | undefined> {
  const token = stage.newToken();
  const answers = answersIq(token.id);
  let answer: Element | undefined;
  const answered = arrivalAt(
    stage.actor(actor),
    (arrival) => {
      if (answers(arrival)) answer = arrival.element;
      return answer !== undefined;
    },
    stage.newBudget(),
  );
  const text = `<iq type='${type}' id='${token.id}' to='${escapeAttribute(room)}'>${content}</iq>`;
  stage.send({ ...token, key, from: actor, to: room, text });
  await answered;
  return answer;
}

function query(content: string): string {
  return `<query xmlns='http://jabber.org/protocol/muc#owner'>${content}</query>`;
}

function fieldsOf(iq: Element): string[] {
  const owner = childOf(iq, 'http://jabber.org/protocol/muc#owner', 'query');
  const form = owner && childOf(owner, 'jabber:x:data', 'x');
  return form === undefined ? [] : childElements(form).map((child) => child.attributes['var'] ?? '');
}

function valuesOf(value: Configure['config'][string]): string[] {
  if (Array.isArray(value)) return value;
  return [typeof value === 'boolean' ? String(Number(value)) : String(value)];
}

function field(stage: Stage, name: string, values: readonly string[]): string {
  const token = stage.newToken();
  const written = values.map((value) => `<value>${escapeText(stage.fillIn(value, token))}</value>`);
  return `<field var='${escapeAttribute(name)}'>${written.join('')}</field>`;
}
