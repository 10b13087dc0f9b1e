import { z } from 'zod';

/** One session of one account. */
export const actor = z.union([
  z.string().describe('the account, online when the scenario begins'),
  z.strictObject({
    user: z.string(),
    resource: z.string().optional(),
    /** false: a `connect` step brings it online. */
    online: z.boolean().default(true),
    /** `client` is @xmpp/client; `raw` sends bytes of our own. */
    kind: z.enum(['client', 'raw']).default('client'),
    /** Presence priority sent after binding; `none`: connected, not available. */
    presence: z.union([z.number().int().min(-128).max(127), z.literal('none')]).default(0),
    /** The language that its stream asks for: `xml:lang` in the stream header (RFC 6120 §4.7.4). Left out: none. */
    lang: z
      .string()
      .regex(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/, 'a language is a tag like fr or fr-CA')
      .optional(),
    /**
     * The address that it connects from, as in 127.0.0.2; with ::ffff:127.0.0.2 the server sees the same address on an IPv6
     * socket. Left out: the system's choice.
     */
    address: z.union([z.ipv4(), z.ipv6()]).optional(),
    /** TLS over TCP, WebSocket (RFC 7395), or HTTP (BOSH, XEP-0206). */
    transport: z.enum(['tcp', 'websocket', 'bosh']).default('tcp'),
    /** HTTP headers of its WebSocket's handshake, or of each of its requests, as in `X-Forwarded-For: 127.0.0.3`. */
    headers: z.record(z.string().regex(/^[A-Za-z][A-Za-z-]*$/), z.string().regex(/^[ -~]*$/)).optional(),
    /** It says in a PROXY protocol header of this version, before anything else, that it comes from this address. */
    proxyHeader: z.strictObject({ version: z.literal([1, 2]), source: z.ipv4() }).optional(),
  }),
]);

export type ActorFile = z.infer<typeof actor>;

/** The account that an actor has a session of. */
export function userOf(actor: ActorFile): string {
  return typeof actor === 'string' ? actor : actor.user;
}
