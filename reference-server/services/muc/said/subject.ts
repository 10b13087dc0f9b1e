import type { Jid } from '../../../xmpp/index.ts';

/** What a room is about, who said so and when. */
export interface Subject {
  /** Empty where it was checked: it then stands in `held`, and is for those who are cleared for it. */
  readonly text: string;
  readonly lang?: string;
  readonly by: Jid;
  readonly at: Date;
  /** The message that set it, as it is kept (`hold`), where the mode has subjects checked. */
  readonly held?: string;
}

/** Most characters of a subject, its language with it. */
export const maxSubjectLength = 1024;
