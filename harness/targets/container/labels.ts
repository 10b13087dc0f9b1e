/** On a container: whose it is (`owner.ts`). */
export const ownerLabel = 'cmbac.owner';
/** On an image that was made here: which server is in it. */
export const serverLabel = 'cmbac.server';
/** On it too: the version of that server's package, and those of all packages in it, as `name=version` with blanks between. */
export const versionLabel = 'cmbac.version';
export const packagesLabel = 'cmbac.packages';
