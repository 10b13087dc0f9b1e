import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/**
 * Whose something is that a run leaves on this machine while it lives: a process, told from every other that has ever had its number.
 *
 * A number alone says nothing: it is given anew, after a start of the machine, in another namespace, and when the process has ended.
 */
export interface Owner {
  readonly host: string;
  /** Of this start of the machine; empty where the system does not say. */
  readonly boot: string;
  /** The namespace that `pid` is a number in; empty where the system has none. */
  readonly namespace: string;
  readonly pid: number;
  /** When it was started, in ticks since the machine was; empty where the system does not say. */
  readonly started: string;
}

const ownerText = z.object({
  host: z.string(),
  boot: z.string(),
  namespace: z.string(),
  pid: z.int().positive(),
  started: z.string(),
});

/** This process. */
export function thisOwner(): Owner {
  const { pid } = process;
  return { ...thisMachine(), pid, started: startOf(pid) ?? '' };
}

/** As it is written to a file or a label. */
export function writeOwner(owner: Owner): string {
  return JSON.stringify(owner);
}

/** `undefined`: it was not written by `writeOwner`. */
export function readOwner(text: string): Owner | undefined {
  try {
    return ownerText.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Has it ended, beyond doubt? Of what another machine owns, or a process in another namespace, nobody here can tell: what is not known to be
 * nobody's is somebody's.
 */
export function hasEnded(owner: Owner): boolean {
  const here = thisMachine();
  if (owner.host !== here.host) return false;
  if (owner.boot !== here.boot) return true;
  if (owner.namespace !== here.namespace) return false;
  return startOf(owner.pid) !== owner.started;
}

function thisMachine(): Pick<Owner, 'host' | 'boot' | 'namespace'> {
  return {
    host: hostname(),
    boot: textOf('/proc/sys/kernel/random/boot_id'),
    namespace: linkOf('/proc/self/ns/pid'),
  };
}

/** `undefined`: there is no such process; empty: there is, and the system does not say since when. */
function startOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  if (stat === '') return isThere(pid) ? '' : undefined;
  // The name of the program may hold blanks and brackets: fields are counted after it (proc(5): starttime is the 22nd)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
