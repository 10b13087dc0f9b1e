import { type Stanza, serializeContent } from '../../../xmpp/index.ts';

/** Characters of what stands in a presence, and of its language, which could be any text: everybody in the room gets it, and whoever enters gets those of all. */
const maxLength = 8192;

/** Is a presence more than a room hands on? */
export function isTooLong(presence: Stanza): boolean {
  return serializeContent(presence).length + (presence.lang ?? '').length > maxLength;
}
