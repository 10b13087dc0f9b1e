import { clearedFor, type RulesWish, rules, securityLabel } from '../../../enforcement/rules.fixture.ts';
import { catalogOf } from '../../catalog/catalog.fixture.ts';
import { mucOwnerNamespace } from '../namespaces.ts';
import { ops, RoomStage } from '../room.fixture.ts';

/** What is asked of an owner's room, about it. */
export const query = (content: string): string => `<query xmlns='${mucOwnerNamespace}'>${content}</query>`;
/** Asks for the form of `ops`. */
export const get = `<iq type='get' id='form' to='${ops}'>${query('')}</iq>`;
/** Sends this about `ops`. */
export const set = (content: string): string => `<iq type='set' id='form' to='${ops}'>${query(content)}</iq>`;
/** Submits a form with these fields, by their names. */
export const form = (fields: Readonly<Record<string, readonly string[]>>, type = 'submit'): string => {
  const written = Object.entries(fields).map(
    ([name, values]) =>
      `<field var='${name}'>${values.map((value) => `<value>${value}</value>`).join('')}</field>`,
  );
  return set(`<x xmlns='jabber:x:data' type='${type}'>${written.join('')}</x>`);
};

/** What a form that came says of a field: its values, and the values on offer. */
export function fieldOf(answer: string, name: string): { values: string[]; options: string[] } {
  const field = new RegExp(`<field var='${name}'.*?</field>|<field var='${name}'[^>]*/>`).exec(answer);
  const text = field?.[0] ?? '';
  const valuesIn = (xml: string): string[] =>
    [...xml.matchAll(/<value>([^<]*)<\/value>|<value\/>/g)].map(([, value = '']) => value);
  const options = [...text.matchAll(/<option.*?<\/option>/g)].map(([option]) => option);
  return {
    values: valuesIn(text.replaceAll(/<option.*?<\/option>/g, '')),
    options: options.flatMap(valuesIn),
  };
}

/** The condition of an error. */
export const conditionOf = (answer: string): string =>
  /<error[^>]*><([a-z-]+)/.exec(answer)?.[1] ?? (answer === '' ? 'nothing' : 'result');

export const cleared: RulesWish = {
  users: {
    'tess@a.test': clearedFor('U', 'R', 'C', 'S', 'TS'),
    'sam@a.test': clearedFor('U', 'R', 'C', 'S'),
    'rita@a.test': clearedFor('U', 'R'),
  },
};

export function opened(wish: RulesWish, ...names: readonly string[]): RoomStage {
  const host = { rules: rules({ ...cleared, ...wish }), catalog: catalogOf('A-U', 'A-R', 'A-S') };
  return new RoomStage(host, ...names);
}

export const says = (stage: RoomStage, name: string, label: string): string =>
  stage.say(
    name,
    `<message to='${ops}' type='groupchat' id='m'><body>said</body>${securityLabel(label)}</message>`,
  );
