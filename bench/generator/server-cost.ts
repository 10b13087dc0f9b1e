import { readdirSync, readFileSync } from 'node:fs';

/** What processes and their children have cost so far. */
export interface ServerCost {
  /** Processor seconds, in user mode and in the kernel. */
  readonly cpuSeconds: number;
  readonly residentMB: number;
}

/** Reads it from `/proc`; `undefined` where there is none, or none of them. Source: proc_pid_stat(5). */
export function serverCost(pids: readonly number[]): ServerCost | undefined {
  const all = processes();
  const family = all.filter((each) => pids.some((pid) => isOf(each.pid, pid, all)));
  if (family.length === 0) return undefined;
  const sum = (of: (each: Process) => number): number => family.reduce((total, each) => total + of(each), 0);
  return {
    cpuSeconds: sum((each) => each.ticks) / ticksPerSecond,
    residentMB: sum((each) => each.residentMB),
  };
}

/** USER_HZ: 100 on every architecture that Linux runs Node on. */
const ticksPerSecond = 100;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly residentMB: number;
}

function processes(): Process[] {
  try {
    return readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? readProcess(Number(entry)) : []));
  } catch {
    return [];
  }
}

/** None if it ended meanwhile. */
function readProcess(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before it may hold anything; after its bracket come state and parent, fields 3 and 4
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const field = (number: number): number => fields[number - 3] ?? 0;
    const kB = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0;
    return [{ pid, parent: field(4), ticks: field(14) + field(15), residentMB: Number(kB) / 1024 }];
  } catch {
    return [];
  }
}

/** Is it that process, or one that descends from it? */
function isOf(pid: number, ancestor: number, all: readonly Process[]): boolean {
  if (pid === ancestor) return true;
  const parent = all.find((each) => each.pid === pid)?.parent ?? 0;
  return parent !== 0 && isOf(parent, ancestor, all);
}
