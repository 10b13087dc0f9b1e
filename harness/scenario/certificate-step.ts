import { z } from 'zod';

/**
 * The clearance that the server's certificate states (RFC 5913), as an actor sees it in a TLS handshake: exactly this one.
 * What the server makes of it is for the steps beside it.
 */
export const certificateClaim = z.strictObject({
  from: z.string().regex(/^[a-z][a-z0-9-]*$/, 'an actor is a lower-case word'),
  states: z.strictObject({
    /** Object identifier of the policy. */
    policy: z.string().regex(/^\d+(\.\d+)+$/, 'write the object identifier of the policy'),
    /** The numbers of the classifications, as the policy has them: a list, not a level. */
    classifications: z.array(z.int().min(0)).min(1),
  }),
});

export type CertificateClaim = z.infer<typeof certificateClaim>;
