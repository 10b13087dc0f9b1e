import type { Federation } from '../../harness/targets/index.ts';

/** A server to be measured, with everything about it that matters to the figures. */
export interface Contender {
  readonly name: string;
  /** Left out of the table, and why, where it cannot run here. */
  readonly missing?: string;
  start(setting: Setting): Promise<RunningContender>;
}

/** What every contender is started with. */
export interface Setting {
  /** A folder of its own, removed afterwards. */
  readonly folder: string;
  readonly domain: string;
  /** Password by user name. */
  readonly accounts: Readonly<Record<string, string>>;
  /** A domain for rooms. Left out: there are none. */
  readonly rooms?: string;
  /** Users who may not have what the load's label is on; only a server that enforces labels asks. Left out: nobody. */
  readonly uncleared?: readonly string[];
  /** How it exchanges messages with another server: under TLS, with certificates. Left out: it does with none. */
  readonly federation?: Federation;
}

export interface RunningContender {
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; left out: not offered. */
  readonly tlsPort?: number;
  /** PEM of the authority of its certificate. */
  readonly ca: string;
  readonly version: string;
  stop(): Promise<void>;
}
