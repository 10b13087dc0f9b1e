import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EnvironmentFault } from '../target.ts';

/** The Debian whose packages are taken where this machine has another system. */
const usualSuite = 'bookworm';

/**
 * Where the packages of an image come from, as lines of apt's sources: a mirror of Debian, or left out, where this machine's own packages come
 * from. What else this machine has sources for is left alone.
 *
 * @throws EnvironmentFault where this machine has none.
 */
export function packageSources(mirror?: string): string[] {
  const suite = thisSuite();
  if (mirror !== undefined) return [`deb ${mirror} ${suite ?? usualSuite} main`];
  const own = suite === undefined ? [] : sourcesFrom(indexTargets(), suite);
  if (own.length > 0) return own;
  throw new EnvironmentFault(
    'this machine has no sources of Debian packages: name a mirror with --mirror, as in --mirror http://deb.debian.org/debian',
  );
}

/** Those of apt's sources (`URL RELEASE COMPONENT` each) that are of this release: its own, its updates and its security fixes. */
export function sourcesFrom(targets: readonly string[], suite: string): string[] {
  const own = targets.filter((target) => {
    const [, release = ''] = target.split(' ');
    return release === suite || release.startsWith(`${suite}-`) || release.startsWith(`${suite}/`);
  });
  return [...new Set(own)].map((target) => `deb ${target}`);
}

function indexTargets(): string[] {
  try {
    const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
    const args = ['indextargets', '--format', format, 'Created-By: Packages'];
    return execFileSync('apt-get', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}

/** The code name of the release that this machine runs, if it is one of Debian or one that is made as Debian's are. */
function thisSuite(): string | undefined {
  try {
    return /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
