import { readFileSync } from 'node:fs';
import { type Answer, answer } from './answer.ts';
import { RequestError } from './errors.ts';
import type { Desk } from './request.ts';
import type { Sources } from './sources.ts';
import { SpifShelf } from './spif-shelf.ts';

/** The files of fixtures/, named from there. */
export const fixtures: Sources = {
  read: (path) => {
    try {
      return readFileSync(new URL(`../../fixtures/${path}`, import.meta.url));
    } catch {
      throw new RequestError('file-unreadable', `there is no file \`${path}\``);
    }
  },
  stamp: (path) => {
    if (path.includes('nowhere')) throw new RequestError('file-unreadable', `there is no file \`${path}\``);
    return path;
  },
};

/** When the tests of this layer happen. */
export const now = new Date('2026-11-15T12:00:00Z');

/** With the fixtures, on one day. */
export const desk: Desk = { sources: fixtures, shelf: new SpifShelf(fixtures), now: () => now };

/** The SPIF files of HARNESS-A, governing, and HARNESS-B. */
export const spif = ['policies/harness-a/spif.xml', 'policies/harness-b/spif.xml'];

/** SECRET of HARNESS-A: MRACAQQG… is A-S of fixtures/labels.yaml. */
export const secret = { base64: 'MRACAQQGCysGAQQBgf1ZggIB' };
export const secretAlpha = {
  value: { policy: 'HARNESS-A', classification: 'SECRET', categories: { Compartment: ['ALPHA'] } },
};
export const upToSecret = { base64: 'MBEGCysGAQQBgf1ZggIBAwIDeA==' };
export const upToRestricted = {
  policy: 'HARNESS-A',
  classifications: ['UNCLASSIFIED', 'RESTRICTED'],
};

/** The answer to a request under HARNESS-A and HARNESS-B. */
export function ask(request: object): Answer {
  return answer({ spif, ...request }, desk);
}
