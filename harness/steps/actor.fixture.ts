import { parseDocument } from '#xml';
import type { Actor, Arrival } from '../actors/index.ts';

/** An actor without a server: what it is sent, and what arrives at it, are the test's. */
export interface PaperActor extends Actor {
  readonly sent: string[];
  arrive(text: string): void;
  end(): void;
}

/** `onSend` is told of each text that the actor sends, after it was kept. */
export function paperActor(name: string, onSend: (text: string) => void = () => undefined): PaperActor {
  const listeners = new Set<(arrival: Arrival) => void>();
  const sent: string[] = [];
  let end = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    name,
    jid: `${name}@a.test/${name}`,
    sent,
    closed,
    send: (text) => {
      sent.push(text);
      onSend(text);
    },
    onArrival: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    arrive: (text) => {
      for (const listener of [...listeners]) listener({ element: parseDocument(text), text });
    },
    end: () => {
      end();
    },
    close: () => Promise.resolve(),
  };
}
