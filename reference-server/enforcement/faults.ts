/**
 * Every way in which this server can be broken on purpose, so that a scenario can be seen to fail. One entry a fault:
 * the check it breaks, and what the server then does. The server takes none without being told twice.
 */
export const faultTable = {
  'entry.user': 'the sender may use any label, whatever the sender is cleared for',
  'int.server': 'the server carries any label, whatever the server is cleared for',
  'int.domain': 'a domain carries any label, whatever the domain is cleared for',
  'exit.user': 'a recipient gets any label, whatever the recipient is cleared for',
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
  'nato.binding': 'a binding in a stanza counts as no label',
  'nato.version': 'any version of the binding profile is read',
  'nato.metadata': 'a label on the metadata labels the message',
  'nato.review': 'a label whose review date has passed is refused',
  'nato.succession': 'a label is taken as it was, whatever its succession says',
  'mark.length': 'a marking that is kept may have any length and any characters',
  'mark.language': 'markings are in the language of the policy, whatever the reader speaks',
  'lbl.iq': 'a label on an iq or a presence is overlooked',
  'pres.labelled': 'a presence with a label is handled like any other',
  'stamp.always': 'a default label is written on whatever the mode says',
  'clr.merge': "a user's own clearance is added to that of any user instead of replacing it",
  'clr.policy-first': "the policy's default clearance goes before a user's own",
  'clr.hierarchy': 'a clearance for a classification covers all lower ones',
  'clr.nil': 'a user without any clearance is cleared for everything',
  'cat.filter': 'a catalog lists every configured label to everybody',
  'cat.overfilter': 'a catalog leaves out its last label that would pass',
  'cat.from': "a client's own from is believed in a catalog request",
  'cat.to': "a catalog's to is the domain, whatever was asked for",
  'cat.size': 'a catalog tells the number of labels before the filter',
  'cat.cache': 'a user gets the catalog of the first request again and again',
  'cat.id': 'the id of a catalog is made from all its labels, the hidden ones too',
  'cat.default': 'every item of a catalog is the default',
  'cat.text': 'a catalog item has text instead of a label',
  'cat.empty': 'a catalog offers no label where one is required',
  'cat.restrict': 'a label outside a binding catalog is let through',
  'disco.label': 'the label feature is not advertised',
  'disco.catalog': 'the catalog feature is not advertised',
  'err.sanitise': 'an error holds the children of the stanza it refuses',
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
