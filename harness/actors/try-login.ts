import { childElements, type Element, escapeText, textOf } from '#xml';
import type { Account } from './actor.ts';
import { SessionError } from './actor.ts';
import { Dialogue } from './dialogue.ts';
import { ns } from './namespaces.ts';
import { Scram, scramMechanisms } from './scram.ts';
import { type ClientEndpoint, openSecureSocket } from './secure-socket.ts';

/** What a server said to a login: the name of its last element, `success` or `failure`, and the condition of a failure. */
export interface LoginAnswer {
  readonly said: string;
  readonly condition?: string;
}

/**
 * Tries to log in by one mechanism, and goes no further whatever the answer is. Of SCRAM the first message and the proof are
 * sent, PLAIN is sent whole, and a mechanism that is none of these with nothing.
 *
 * @throws SessionError when the server says nothing, or ends the stream in place of an answer.
 * Source: RFC 6120 §6.4.
 */
export async function tryLogin(
  endpoint: ClientEndpoint,
  { user, password }: Pick<Account, 'user' | 'password'>,
  mechanism: string,
  signal: AbortSignal,
): Promise<LoginAnswer> {
  const socket = await openSecureSocket(endpoint, signal);
  const dialogue = new Dialogue(socket, endpoint.domain, signal);
  try {
    await dialogue.open();
    return answerIn(await exchange(dialogue, mechanism, user, password));
  } finally {
    dialogue.release();
    socket.destroy();
  }
}

async function exchange(
  dialogue: Dialogue,
  mechanism: string,
  user: string,
  password: string,
): Promise<Element> {
  const auth = (text: string): Promise<Element> =>
    dialogue.ask(`<auth xmlns='${ns.sasl}' mechanism='${escapeText(mechanism)}'>${text}</auth>`);
  if (mechanism === 'PLAIN') return auth(encode(`\0${user}\0${password}`));
  const known = scramMechanisms.find((name) => name === mechanism);
  if (known === undefined) return auth('');
  const scram = new Scram(known, user);
  const challenge = await auth(encode(scram.first()));
  if (challenge.name !== 'challenge') return challenge;
  const text = Buffer.from(textOf(challenge), 'base64').toString();
  return dialogue.ask(`<response xmlns='${ns.sasl}'>${encode(await scram.final(text, password))}</response>`);
}

function answerIn(answer: Element): LoginAnswer {
  if (answer.namespace !== ns.sasl) throw new SessionError(`the server answered with <${answer.name}/>`);
  const condition = childElements(answer).find(({ name }) => name !== 'text');
  return { said: answer.name, ...(condition && { condition: condition.name }) };
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}
