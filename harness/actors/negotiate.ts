import { childElements, childOf, type Element, escapeAttribute, escapeText, serialize, textOf } from '#xml';
import { type Account, type ResumedSession, SessionError } from './actor.ts';
import type { Dialogue } from './dialogue.ts';
import { ns } from './namespaces.ts';
import { Scram, scramMechanisms } from './scram.ts';

/**
 * From a stream under TLS to a bound session, by hand: authenticate with SCRAM (PLAIN where there is none), open anew, bind. Gives the full JID;
 * `told` gets the features after login.
 *
 * @throws SessionError with the server's condition when it refuses.
 * Source: RFC 6120 §6.4, §7.6.
 */
export async function negotiateSession(
  dialogue: Pick<Dialogue, 'open' | 'ask'>,
  account: Account,
  told: (features: Element) => void = () => undefined,
): Promise<string> {
  await authenticate(dialogue, await dialogue.open(), account);
  told(await dialogue.open());
  const resource = account.resource === '' ? '' : `<resource>${escapeText(account.resource)}</resource>`;
  const answer = await dialogue.ask(
    `<iq type='set' id='bind'><bind xmlns='${ns.bind}'>${resource}</bind></iq>`,
  );
  const bind = childOf(answer, ns.bind, 'bind');
  const jid = bind && childOf(bind, ns.bind, 'jid');
  if (answer.attributes['type'] !== 'result' || !jid) throw refused(answer, 'binding');
  return textOf(jid);
}

/**
 * From a stream under TLS to a session that was bound before. Gives the server's answer.
 *
 * @throws SessionError with the server's condition when it refuses.
 * Source: XEP-0198 §5.
 */
export async function negotiateResumption(
  dialogue: Dialogue,
  account: Account,
  { previd, h }: ResumedSession,
): Promise<Element> {
  await authenticate(dialogue, await dialogue.open(), account);
  await dialogue.open();
  const answer = await dialogue.ask(
    `<resume xmlns='${ns.management}' previd='${escapeAttribute(previd)}' h='${h}'/>`,
  );
  if (answer.name !== 'resumed') throw refused(answer, 'resumption');
  return answer;
}

async function authenticate(
  dialogue: Pick<Dialogue, 'ask'>,
  features: Element,
  account: Account,
): Promise<void> {
  const mechanism = scramMechanisms.find((name) => offered(features).includes(name));
  if (!mechanism) {
    await authenticatePlain(dialogue, features, account);
    return;
  }
  const scram = new Scram(mechanism, account.user);
  const challenge = await dialogue.ask(
    `<auth xmlns='${ns.sasl}' mechanism='${mechanism}'>${encode(scram.first())}</auth>`,
  );
  if (challenge.name !== 'challenge') throw refused(challenge, 'authentication');
  const final = await scram.final(decode(challenge), account.password);
  const outcome = await dialogue.ask(`<response xmlns='${ns.sasl}'>${encode(final)}</response>`);
  if (outcome.name !== 'success') throw refused(outcome, 'authentication');
  if (!scram.isVerifiedBy(decode(outcome))) throw new SessionError('the server does not know the password');
}

/** The password itself, which only a verified server under TLS is told. */
async function authenticatePlain(
  dialogue: Pick<Dialogue, 'ask'>,
  features: Element,
  { user, password }: Account,
): Promise<void> {
  if (!offered(features).includes('PLAIN'))
    throw new SessionError(`the server offers none of ${[...scramMechanisms, 'PLAIN'].join(', ')}`);
  const said = encode(`\0${user}\0${password}`);
  const outcome = await dialogue.ask(`<auth xmlns='${ns.sasl}' mechanism='PLAIN'>${said}</auth>`);
  if (outcome.name !== 'success') throw refused(outcome, 'authentication');
}

function offered(features: Element): string[] {
  const mechanisms = childOf(features, ns.sasl, 'mechanisms');
  return mechanisms ? childElements(mechanisms).map(textOf) : [];
}

/** `authentication refused: not-authorized`. */
function refused(answer: Element, step: string): SessionError {
  const error = childOf(answer, answer.namespace, 'error') ?? answer;
  const condition = childElements(error).find((child) => child.name !== 'text');
  return new SessionError(`${step} refused: ${condition?.name ?? 'no condition given'}`, {
    answer: serialize(answer, ns.client),
  });
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}

function decode(element: Element): string {
  return Buffer.from(textOf(element), 'base64').toString();
}
