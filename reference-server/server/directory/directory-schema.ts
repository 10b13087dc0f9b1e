import { z } from 'zod';

/** An attribute's name, or its object identifier. Source: RFC 4512 §2.5. */
const attribute = z
  .string()
  .regex(/^([A-Za-z][A-Za-z0-9-]*|\d+(\.\d+)+)$/, 'write the name of an attribute, without options');

/** The directory that says who is cleared for what, and who may log in. Every key is described in docs/directory.md. */
export const directorySchema = z
  .strictObject({
    url: z
      .string()
      .regex(/^ldaps?:\/\/(\[[0-9a-fA-F:]+\]|[^/:\s]+)(:\d{1,5})?\/?$/, 'write it as in ldaps://ldap.a.test'),
    /** TLS is asked for on a connection in clear. RFC 4513 §3. */
    startTls: z.boolean().default(false),
    /** PEM file of the authority that the directory's certificate is from; left out: those of the system. */
    ca: z.string().optional(),
    bindDn: z.string().includes('=', { error: 'write a distinguished name, as in cn=xmpp,dc=a,dc=test' }),
    passwordFile: z.string().optional(),
    /** Name of an environment variable. */
    passwordEnv: z.string().optional(),
    base: z.string().min(1),
    filter: z
      .string()
      .includes('{user}', { error: 'say where the name of the user stands, as in (uid={user})' })
      .default('(uid={user})'),
    attributes: z
      .strictObject({
        user: attribute.default('uid'),
        clearance4774: attribute.default('confidentialityClearance'),
        clearanceX501: attribute.default('clearance'),
      })
      .prefault({}),
    refreshSeconds: z.number().positive().max(86_400).default(300),
    /** Older than this, what was read says nothing any more. */
    maxAgeSeconds: z.number().positive().max(86_400).default(900),
    /** For each question to the directory. */
    timeoutMs: z.int().min(100).max(60_000).default(5000),
    /** May users of the directory log in with the passwords that it has? */
    login: z.boolean().default(false),
  })
  .refine(({ url, startTls }) => url.startsWith('ldaps:') || startTls || isLoopback(url), {
    path: ['url'],
    message: 'passwords would go in clear to another machine; write ldaps://, or `startTls: true`',
  })
  .refine(({ url, startTls }) => !(url.startsWith('ldaps:') && startTls), {
    path: ['startTls'],
    message: 'ldaps:// has TLS from the first byte; leave out one of the two',
  })
  .refine(({ passwordFile, passwordEnv }) => (passwordFile === undefined) !== (passwordEnv === undefined), {
    path: ['passwordFile'],
    message: 'name the file with the password of `bindDn`, or (`passwordEnv`) the environment variable',
  })
  .refine(({ refreshSeconds, maxAgeSeconds }) => maxAgeSeconds > refreshSeconds, {
    path: ['maxAgeSeconds'],
    message: 'write more than `refreshSeconds`: what was read must hold until it is read again',
  });

export type DirectoryFile = z.infer<typeof directorySchema>;

function isLoopback(url: string): boolean {
  return /^ldap:\/\/(127\.\d+\.\d+\.\d+|\[::1\]|localhost)(:|\/|$)/.test(url);
}
