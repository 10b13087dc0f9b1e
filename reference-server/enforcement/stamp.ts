import type { Stanza } from '../xmpp/index.ts';
import type {
  Accepted,
  Admitted,
  Departing,
  Destined,
  Entered,
  LabelledStanza,
  Releasable,
} from './stages.ts';

/**
 * Says that a check was passed: the only casts of this kind. Imported by entry.ts, internal.ts, room/admission.ts, exit.ts and peer/departure.ts, each for
 * its own stamp, and by held.ts, which repeats what a stored message had (a layer rule): nobody else can make a
 * message that `deliver` takes. The stamp is a type and costs nothing when it runs.
 */
/* eslint-disable @typescript-eslint/no-unsafe-type-assertion -- this is where the checks are believed */
export const stamp = {
  entry: (message: LabelledStanza): Entered => message as Entered,
  internal: (message: Entered): Accepted => message as Accepted,
  room: (message: Accepted): Admitted => message as Admitted,
  recipient: (message: Accepted): Destined => message as Destined,
  exit: (message: Destined): Releasable => message as Releasable,
  departure: (message: Accepted, written: { readonly peer: string; readonly stanza: Stanza }): Departing =>
    ({ ...message, ...written, before: message }) as Departing,
};
