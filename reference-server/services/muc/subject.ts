import { element } from '#xml';
import { type Exempt, ownStanza } from '../../enforcement/index.ts';
import { type Jid, namespaces } from '../../xmpp/index.ts';

/** What a room is about, who said so and when. */
export interface Subject {
  readonly text: string;
  readonly by: Jid;
  readonly at: Date;
}

/** The room's subject for one session: it ends the history of whoever has just entered. XEP-0045 §7.2.15. */
export function subjectFor(
  { jid, subject }: { readonly jid: Jid; readonly subject: Subject | undefined },
  to: Jid,
): Exempt {
  const delay =
    subject === undefined
      ? []
      : [element('urn:xmpp:delay', 'delay', { from: jid.bare, stamp: subject.at.toISOString() })];
  return ownStanza({
    kind: 'message',
    type: 'groupchat',
    from: subject?.by ?? jid,
    to,
    element: element(namespaces.client, 'message', {}, [
      element(namespaces.client, 'subject', {}, subject === undefined ? [] : [subject.text]),
      ...delay,
    ]),
  });
}
