import type { Socket } from 'node:net';
import type { Element } from '#xml';
import { StreamError } from '../stream-error.ts';
import { type Dialback, type DialbackCondition, readDialback, reversed, writeQuestion } from './dialback.ts';
import type { Verification } from './dialback-answers.ts';
import { failureOf } from './failure.ts';
import { InitiatedStream } from './initiated-stream.ts';
import type { PeerFailure } from './outgoing.ts';
import type { PeerContext } from './peer-context.ts';
import { type Attempt, reachPeer } from './reach-peer.ts';
import { isOfPair } from './read-addresses.ts';

/**
 * Asks the server of the domain that a key is said to be from, on a connection of its own. `id`: of the stream that the key came on.
 *
 * Source: XEP-0220 §2.1.2.
 */
export async function verifyKey(
  asked: Dialback,
  id: string,
  context: PeerContext,
  signal: AbortSignal,
): Promise<Verification> {
  const question: Dialback = { kind: 'verify', pair: reversed(asked.pair), id, key: asked.key };
  const outcome = await reachPeer(asked.pair.from, context, signal, (socket) =>
    askOn(socket, question, context, signal),
  );
  return 'made' in outcome ? outcome.made : { condition: conditionFor(outcome.why) };
}

/** Source: XEP-0220 §2.5. */
function conditionFor(why: PeerFailure): DialbackCondition {
  switch (why) {
    case 'unknown':
      return 'remote-server-not-found';
    case 'unreachable':
      return 'remote-connection-failed';
    default:
      return 'remote-server-timeout';
  }
}

function askOn(
  socket: Socket,
  question: Dialback,
  context: PeerContext,
  signal: AbortSignal,
): Promise<Attempt<Verification>> {
  return new Promise((resolve) => {
    const stop = (): void => {
      stream.channel.close();
    };
    const stream = new InitiatedStream(socket, question.pair, context, {
      onFeatures: () => {
        stream.channel.send(writeQuestion(question));
      },
      onElement: (element) => {
        resolve({ made: answerTo(question, element) });
        stream.channel.close();
      },
      onClosed: (reason) => {
        signal.removeEventListener('abort', stop);
        resolve({ why: failureOf(reason), reason, isAnswered: stream.isAnswered });
      },
    });
    signal.addEventListener('abort', stop);
  });
}

function answerTo({ pair, id }: Dialback, element: Element): Verification {
  const answer = readDialback(element);
  const isOurs = answer?.kind === 'verify' && answer.id === id && isOfPair(answer.pair, reversed(pair));
  if (!isOurs || answer.answer === undefined) throw new StreamError('unsupported-stanza-type');
  // XEP-0220 §2.5: nothing more of it is told
  return answer.answer === 'error' ? { condition: 'remote-server-not-found' } : answer.answer;
}
