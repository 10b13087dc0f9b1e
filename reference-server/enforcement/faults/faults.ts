/**
 * Every way in which this server can be broken on purpose, so that a scenario can be seen to fail. One entry a fault:
 * the check it breaks, and what the server then does. The server takes none without being told twice.
 */
export const faultTable = {
  'entry.user': 'the sender may use any label, whatever the sender is cleared for',
  'entry.loc': 'a label may be used at any location, whatever the location is cleared for',
  'loc.forwarded': 'anybody is believed who says that a connection comes from elsewhere',
  'loc.bosh': 'a session over HTTP is for ever where its first request came from',
  'int.server': 'the server carries any label, whatever the server is cleared for',
  'int.domain': 'a domain carries any label, whatever the domain is cleared for',
  'int.inherit':
    'a domain without a clearance of its own carries any label, whatever the server is cleared for',
  'int.widen': "a domain's own clearance counts in place of the server's",
  'int.sender-domain': "only the recipient's domain is asked, not the sender's",
  'int.target-domain': "only the sender's domain is asked, not the recipient's",
  'int.node': 'a room takes any label, whatever the room is cleared for',
  'muc.exact': 'a room for one label takes any label that it is cleared for',
  'muc.members': 'a room refuses what none of its other occupants may have',
  'muc.fanout': 'a room sends a message to every occupant, whatever they and their places are cleared for',
  'muc.tell': 'the sender of a message in a room is told of each occupant who may not have it',
  'muc.history': 'a room replays its history to whoever enters, whatever they are cleared for',
  'muc.limit': 'the history that somebody asked for is limited before it is filtered',
  'muc.strip': 'the label is taken off what a room replays',
  'access.node': 'anybody may enter a room, whatever its label',
  'access.stays': 'an occupant stays in a room that the occupant may not be in any longer',
  'exit.user': 'a recipient gets any label, whatever the recipient is cleared for',
  'exit.announce': 'an announcement goes to everybody, whatever they are cleared for',
  'multicast.first': 'what the first recipient of a message to several may have, all of them get',
  'multicast.bcc': 'a blind recipient of a message to several is shown to all of them',
  'exit.loc': 'a message goes to any location of its recipient, whatever the location is cleared for',
  'copy.carbon': 'a copy goes to any session that asked for copies, wherever it is',
  'copy.refused': 'a message that was refused is copied all the same',
  'copy.error': 'the copy of an error holds the children of the message that was refused',
  'copy.wrapper': 'a copy is taken for a message without a label',
  'copy.bounce': "an error of a session that got a copy goes to the message's sender",
  'store.offline': 'a stored message is handed over without asking for the clearance again',
  'lbl.single': 'the first of several labels counts',
  'lbl.syntax': 'a label that cannot be read counts as no label',
  'lbl.valid': 'a label that the policy does not know or allow counts as no label',
  'lbl.equiv': 'an equivalent label counts without being verified',
  'lbl.default': "a message without a label has the SPIF's default label, whatever is provisioned",
  'lbl.mark': 'the marking that came is kept, whatever the mode says',
  'lbl.by-marking': 'the text of the marking decides, not the label',
  'lbl.strip': 'the label is taken off at delivery',
  'lbl.drop-categories': 'a label that the server writes loses its categories',
  'lbl.drop-equivalents': 'equivalent labels are taken off at delivery',
  'lbl.nested': 'a label deep inside another element counts',
  'lbl.forward': 'what a message forwards is not looked at',
  'nato.4774': 'a label of STANAG 4774 is of a syntax that is unknown',
  'nato.reference': 'a binding of something else labels the message',
  'nato.first-metadata': 'the first metadata of a binding counts, and no other',
  'nato.policy-by-name': "a policy's name counts, whatever identifier stands beside it",
  'nato.type-from-label': 'a category that its label calls informative closes nothing',
  'nato.first-classification': 'the first of two classifications in a label counts',
  'nato.case': 'the names of classifications are the same in capitals and small letters',
  'nato.clearance-first': 'of a clearance the first classification counts, and no other',
  'nato.binding': 'a binding in a stanza counts as no label',
  'nato.version': 'any version of the binding profile is read',
  'nato.metadata': 'a label on the metadata labels the message',
  'nato.review': 'a label whose review date has passed is refused',
  'nato.succession': 'a label is taken as it was, whatever its succession says',
  'mark.fold': 'a marking that is kept loses the letters that ASCII does not have',
  'mark.two': 'a label that the server writes has its marking twice',
  'mark.length': 'a marking that is kept may have any length and any characters',
  'mark.language': 'markings are in the language of the policy, whatever the reader speaks',
  'lbl.iq': 'a label on an iq or a presence is overlooked',
  'pres.labelled': 'a presence with a label is handled like any other',
  'pres.subscribe': "a user's presence is for everybody, whatever its label",
  'pres.checked': 'a presence is checked as if it were a message without a label',
  'pres.live': 'a presence subscription outlives the clearance that it rests on',
  'pres.explain': 'a request for presence that the label closes is refused in words, whatever the mode says',
  'sm.resume':
    'what waits for an acknowledgement is sent again when its session resumes, without asking, and the session counts as where it was',
  'sm.count':
    'a refused stanza does not count as received, and one that is withheld from the place of a session counts as sent',
  'store.lost': 'a stored message that its recipient may not have at release is thrown away',
  'store.twice': 'a stored message is handed over at every login',
  'store.label': 'which label a stored message has at release is the opposite of what the mode says',
  'store.errors': 'the error for a refused message is kept for its sender besides',
  'free.mode': 'a message without content passes without a label, whatever the mode says',
  'free.content': 'a message with a sign of activity in it passes without a label, whatever else it holds',
  'free.mixed': 'typing notifications pass without a label, receipts and markers do not',
  'receipt.early': 'the server answers the request for a receipt before anything is checked',
  'stamp.twice': 'a default label is written twice',
  'stamp.always': 'a default label is written on whatever the mode says',
  'access.server': 'anybody may have a session, whatever the label of the server',
  'access.domain': 'anybody may have a session of a domain, whatever the label of the domain',
  'access.any-domain': 'the label of one domain closes all domains of the server',
  'access.live': 'a session goes on although its user may have none any longer',
  'access.text': 'the text of a refused session says which label is not covered',
  'access.message':
    'the label of the server is taken for its clearance: it carries messages of that label alone',
  'clr.namesake': 'users of the same name on all domains have the clearance of the first of them',
  'clr.merge': "a user's own clearance is added to that of any user instead of replacing it",
  'clr.policy-first': "the policy's default clearance goes before a user's own",
  'clr.hierarchy': 'a clearance for a classification covers all lower ones',
  'clr.nil': 'a user without any clearance is cleared for everything',
  'access.loc': 'a session may be had from any location, whatever the location is cleared for',
  'loc.order': 'the first range that holds an address counts, not the longest',
  'loc.mapped': 'an IPv4-mapped IPv6 address is another than the IPv4 address',
  'loc.unknown': 'an address in no range is not limited',
  'loc.told': 'a sender is told that a recipient is at a place that may not have the message',
  'cat.place': 'a catalog leaves out what may not be where its recipient is just now',
  'loc.name': 'the name that an address claims is believed without asking for its addresses',
  'dir.down-open':
    'while the directory is down, its users have the clearance of users without one of their own',
  'dir.stale': 'while the directory is down, what it said last counts',
  'dir.unreadable':
    'a clearance in the directory that cannot be read counts as none, and a default takes its place',
  'dir.kept': 'who is no longer in the directory keeps the clearance',
  'provision.partial': 'of a change of provisioning that cannot be used, what can be used takes effect',
  'cert.clearance': 'the clearance in the certificate does not limit the server',
  'cat.filter': 'a catalog lists every configured label to everybody',
  'cat.overfilter': 'a catalog leaves out its last label that would pass',
  'cat.from': "a client's own from is believed in a catalog request",
  'cat.to': "a catalog's to is the domain, whatever was asked for",
  'cat.size': 'a catalog tells the number of labels before the filter',
  'cat.cache': 'a user gets the catalog of the first request again and again',
  'cat.reveal': 'a catalog is filtered by what its recipient may have, whatever the mode says',
  'cat.exists': 'a catalog for an address without an account is not found',
  'cat.names': 'the name of a catalog and its description stay, whatever labels they name',
  'cat.id': 'the id of a catalog is made from all its labels, the hidden ones too',
  'cat.default': 'every item of a catalog is the default',
  'cat.syntax': 'a catalog has its labels in ESS, whatever is provisioned',
  'cat.text': 'a catalog item has text instead of a label',
  'cat.empty': 'a catalog offers no label where one is required',
  'cat.restrict': 'a label outside a binding catalog is let through',
  'disco.identity': 'the identity of the server tells how much its asker is cleared for',
  'dom.first': 'the first domain of a server answers for all of them',
  'disco.label': 'the label feature is not advertised',
  'disco.caps': 'the hash of what the server can leaves out the label feature',
  'disco.catalog': 'the catalog feature is not advertised',
  'disco.exists':
    'a lookup of an account that exists is answered otherwise than one of an account that does not',
  'disco.clearance': 'service discovery of an account says what its user is cleared for',
  'roster.shared': 'a contact gets what a user writes about the contact in the roster',
  'iq.open': 'an iq between clients passes whatever it carries, whatever the mode says',
  'iq.unasked': 'the result of an iq that nobody sent is passed on',
  'leak.slow': 'a message that its recipient may not have takes 50 ms longer',
  'leak.version': 'the version of the server names its policy',
  'err.sanitise':
    'an error holds the children of the stanza it refuses, and a passed one all that it came with',
  'err.text': 'the error element of a client is passed on as the client wrote it',
  'err.unasked': 'an error is passed on though nothing was sent that it could answer',
  'err.stored': 'an error for a user who is not there is kept for later',
  'err.distinct': 'the sender is told that a recipient may not have a message, whatever the mode says',
  'err.discard': 'an error with a label is passed on',
  'err.noloop': 'an error is answered with an error',
  'err.cond': 'a denial says service-unavailable, type cancel',
  'err.undefined': 'an error has no defined condition',
  'err.from': 'an error comes from the server, not from the address that was written to',
  'err.verbose': 'the text of an error says the label and the check',
  'err.checked': 'an error is checked like any message',
  'err.silent-iq': 'a refused iq is not answered',
  'jid.forged': "a client's own from is believed",
  'order.side-effects': 'a message that exit refuses is stored for later all the same',
} as const;

export type FaultName = keyof typeof faultTable;

/** The faults in force. */
export type Faults = ReadonlySet<FaultName>;

export const noFaults: Faults = new Set();

/** A name that is in no table of faults. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
}

/** @throws FaultError with one sentence when a name is not in the table */
export function readFaults(names: readonly string[]): Faults {
  return new Set(names.map((name) => readFault(name)));
}

function readFault(name: string): FaultName {
  if (isFault(name)) return name;
  throw new FaultError(`there is no fault \`${name}\`; the faults are ${Object.keys(faultTable).join(', ')}`);
}

function isFault(name: string): name is FaultName {
  return Object.hasOwn(faultTable, name);
}
