import { childElements, type Element, escapeAttribute, serialize } from '#xml';
import type { Arrival } from '../actors/index.ts';
import { arrivalAt, holdsNonce, isBounce } from '../observe/index.ts';
import { answererOf, type Bounced } from '../scenario/index.ts';
import { messageText } from './message-text.ts';
import { messageTo } from './peer.ts';
import type { Cue, Stage } from './stage.ts';

/**
 * Messages in both directions; the message, which its recipient answers with an error; messages in both directions again, each when
 * the one before has got there. What the sender is told of the error comes before the one back, and what the peer is told of it
 * before the last.
 */
export async function playBounced(stage: Stage, step: Bounced): Promise<void> {
  const at = answererOf(step) ?? '';
  const stimulus = forward(stage, step, at, 'stimulus', step.label);
  if (typeof step.error === 'string') {
    await playLost(stage, step, at, stimulus);
    return;
  }
  await arrives(stage, forward(stage, step, at, 'control', step.fence), whoGets(step, at));
  await back(stage, step, at, 'back-control');
  const stop = answerWithError(stage, step, at, stimulus);
  await arrives(stage, stimulus, [at]);
  await back(stage, step, at, 'back-fence');
  // Who was put out of a room gets no fence any more
  await arrives(stage, forward(stage, step, at, 'fence', step.fence), isRoom(step) ? [step.from] : [at]);
  stop();
  await stage.pingServer(step.from, 'sender-fence', stage.newBudget());
}

/** Nobody answers: what comes, comes of the server itself. */
async function playLost(stage: Stage, { from, error }: Bounced, at: string, stimulus: Cue): Promise<void> {
  const domain = stage.cast.peerOf(at) ?? '';
  const { peers } = stage.cast;
  const stop =
    error === 'lost'
      ? stage.react(at, (arrival) => {
          if (!holdsNonce(stimulus.nonce)(arrival)) return undefined;
          peers.set(domain, { condition: 'down' });
          void peers.endStreams(domain, 'cut');
          return undefined;
        })
      : undefined;
  const told = arrivalAt(stage.actor(from), isBounce(stimulus.id), stage.newBudget());
  stage.send(stimulus);
  await told;
  stop?.();
  await stage.pingServer(from, 'sender-fence', stage.newBudget());
}

/** From the sender to where the message goes. */
function forward(stage: Stage, { from, to, type }: Bounced, at: string, key: string, label: string): Cue {
  const token = stage.newToken();
  const address = stage.jidOf(to);
  const payload = stage.labelElement(label);
  const text = messageText({ ...token, to: address, type, payload, body: true });
  return { ...token, key, from, to: address, at: [at], label, text };
}

function whoGets(step: Bounced, at: string): string[] {
  return isRoom(step) ? [step.from, at] : [at];
}

function isRoom({ to }: Bounced): boolean {
  return typeof to === 'object' && 'room' in to && to.nick === undefined;
}

/** From the peer's user to the sender, on the stream on which the error goes; to a room, a question to the room. */
async function back(stage: Stage, step: Bounced, at: string, key: string): Promise<void> {
  if (isRoom(step)) {
    const token = stage.newToken();
    const to = stage.jidOf(step.to);
    const text = `<iq type='get' id='${token.id}' to='${escapeAttribute(to)}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`;
    await stage.request({ ...token, key, from: at, to, text }, stage.newBudget());
    return;
  }
  await arrives(stage, messageTo(stage, { key, from: at, to: step.from, label: step.fence }), [step.from]);
}

/** Sends it, and waits until it has got there, has come back, or time is up. */
async function arrives(stage: Stage, cue: Cue, at: readonly string[]): Promise<void> {
  const budget = stage.newBudget();
  const everywhere = Promise.all(
    at.map((name) => arrivalAt(stage.actor(name), holdsNonce(cue.nonce), budget)),
  );
  const bounced = arrivalAt(stage.actor(cue.from), isBounce(cue.id), budget);
  stage.send(cue);
  await Promise.race([everywhere, bounced]);
}

/** How often a peer that answers errors does so: a server that answers them too is seen by then. */
const mostAnswers = 20;

/** Whoever gets the message answers it with the error, and where it is to go on for ever, whatever comes back for that too. */
function answerWithError(stage: Stage, step: Bounced, at: string, { id, nonce }: Cue): () => void {
  let answers = 0;
  return stage.react(at, (arrival) => {
    const { element } = arrival;
    const isIt = element.attributes['id'] === id || holdsNonce(nonce)(arrival);
    if (element.name !== 'message' || !isIt || answers >= (step.forever === true ? mostAnswers : 1))
      return undefined;
    answers += 1;
    return errorText(stage, step, arrival);
  });
}

/** From whom it was for, to whom it was from. Source: RFC 6120 §8.3.1. */
function errorText(stage: Stage, { error }: Bounced, { element }: Arrival): string {
  if (typeof error === 'string') return '';
  const { from = '', to = '', id = '' } = element.attributes;
  const { condition, type, holds, labelled } = error;
  const repeated = childElements(element)
    .filter(
      (child) =>
        holds.includes(isLabel(child) ? 'label' : 'body') && (isLabel(child) || child.name === 'body'),
    )
    .map((child) => serialize(child, 'jabber:client'));
  const label = labelled === undefined ? '' : stage.labelElement(labelled);
  const addresses = `from='${escapeAttribute(to)}' to='${escapeAttribute(from)}'`;
  return `<message type='error' id='${escapeAttribute(id)}' ${addresses}>${repeated.join('')}${label}<error type='${type}'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`;
}

function isLabel({ name }: Element): boolean {
  return name === 'securitylabel' || name === 'BindingData';
}
