import { decodeBase64 } from './base64.ts';

/** The first message of a client. Source: RFC 5802 §7 (client-first-message). */
export interface ClientFirst {
  /** The GS2 header as it was sent, with both its commas. */
  readonly header: string;
  /** The message without the header: what is signed. */
  readonly bare: string;
  readonly authzid: string;
  readonly user: string;
  readonly nonce: string;
}

/** The last message of a client. Source: RFC 5802 §7 (client-final-message). */
export interface ClientFinal {
  /** What the client saw as the GS2 header, decoded. */
  readonly channelBinding: string;
  readonly nonce: string;
  readonly proof: Buffer;
  /** The message without the proof: what is signed. */
  readonly withoutProof: string;
}

// `n`: the client cannot bind to the channel; `y`: it could, and believes that the server cannot, which is true of ours.
// `p=` would be a binding, which is for the -PLUS mechanisms. `m=` is an extension that we would have to know.
const clientFirst = /^([ny],(?:a=([^,\0]+))?,)(n=([^,\0]+),r=([!-+\--~]+)(?:,[^\0]*)?)$/s;
const clientFinal = /^(c=([^,]+),r=([!-+\--~]+)(?:,[^\0]*)?),p=([^,]+)$/s;

/** Longest nonce that is taken from a client, in characters. */
const maxNonceLength = 256;

/** The first message of a client, or `undefined` when it is none that we take. */
export function readClientFirst(message: string): ClientFirst | undefined {
  const [, header, authzid = '', bare, user, nonce] = clientFirst.exec(message) ?? [];
  if (header === undefined || bare === undefined || user === undefined || nonce === undefined)
    return undefined;
  const plainUser = decodeName(user);
  const plainAuthzid = decodeName(authzid);
  if (plainUser === undefined || plainAuthzid === undefined || nonce.length > maxNonceLength)
    return undefined;
  return { header, bare, authzid: plainAuthzid, user: plainUser, nonce };
}

/** The last message of a client, or `undefined` when it is none. */
export function readClientFinal(message: string): ClientFinal | undefined {
  const [, withoutProof, binding, nonce, proof] = clientFinal.exec(message) ?? [];
  if (withoutProof === undefined || binding === undefined || nonce === undefined || proof === undefined) {
    return undefined;
  }
  const channelBinding = decodeBase64(binding);
  const proofBytes = decodeBase64(proof);
  if (channelBinding === undefined || proofBytes === undefined) return undefined;
  return { channelBinding: channelBinding.toString(), nonce, proof: proofBytes, withoutProof };
}

// RFC 5802 §5.1: a comma is written `=2C`, an equals sign `=3D`, and no other `=` may stand in a name
function decodeName(text: string): string | undefined {
  if (/=(?!2C|3D)/.test(text)) return undefined;
  return text.replaceAll('=2C', ',').replaceAll('=3D', '=');
}
