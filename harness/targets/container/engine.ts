import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import { EnvironmentFault } from '../target.ts';

/** A container engine that answers: Docker, or podman's service, which speaks the same. */
export interface Engine {
  /** `unix:///run/podman/podman.sock` */
  readonly address: string;
  readonly api: Dockerode;
  /** The user, as `uid:gid` inside a container, whose files are this process's own. */
  readonly user: string;
}

/** Longest wait for an engine to say that it is there, in milliseconds. */
const answerTimeoutMs = 5000;

/**
 * The engine of this machine: the one that is named, else that of DOCKER_HOST, else the first of the usual sockets that answers.
 *
 * @throws EnvironmentFault with one sentence when there is none, that says how to get one.
 */
export async function findEngine(named = process.env['DOCKER_HOST']): Promise<Engine> {
  if (named !== undefined && named !== '') return askedOrFault(named);
  const sockets = usualSockets().filter((path) => existsSync(path));
  const forbidden: string[] = [];
  for (const path of sockets) {
    const engine = await asked(`unix://${path}`).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EACCES') forbidden.push(path);
      return undefined;
    });
    if (engine) return engine;
  }
  const [path] = forbidden;
  if (path !== undefined) throw new EnvironmentFault(notAllowed(path));
  throw new EnvironmentFault(sockets.length === 0 ? noSocket() : noAnswer(sockets));
}

/** The same, to run containers on: the library that does so finds its engine by these variables, and asks for nothing else. */
export async function engineForUse(): Promise<Engine> {
  const engine = await findEngine();
  process.env['DOCKER_HOST'] = engine.address;
  if (engine.address.startsWith('unix:')) process.env['TESTCONTAINERS_HOST_OVERRIDE'] ??= '127.0.0.1';
  return engine;
}

async function askedOrFault(address: string): Promise<Engine> {
  try {
    return await asked(address);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES')
      throw new EnvironmentFault(notAllowed(address.replace(/^unix:\/\//, '')), { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentFault(
      `no container engine answers at ${address} (${reason}): start it there, or name another with DOCKER_HOST=unix://PATH`,
      { cause: error },
    );
  }
}

async function asked(address: string): Promise<Engine> {
  // It is loaded only where a container is wanted: every other command starts without it
  const { default: Docker } = await import('dockerode');
  const api = new Docker({ ...optionsOf(address), timeout: answerTimeoutMs });
  const told: unknown = await api.info();
  return { address, api: new Docker(optionsOf(address)), user: isRootless(told) ? '0:0' : ownUser() };
}

/** As dockerode wants it. @throws EnvironmentFault */
function optionsOf(address: string): Dockerode.DockerOptions {
  if (!URL.canParse(address))
    throw new EnvironmentFault(
      `\`${address}\` is no address of a container engine: write unix://PATH or tcp://HOST:PORT`,
    );
  const { protocol, hostname, port, pathname } = new URL(address);
  return protocol === 'unix:' ? { socketPath: pathname } : { host: hostname, port };
}

/** Is the superuser of its containers the user who runs it? */
function isRootless(told: unknown): boolean {
  if (typeof told !== 'object' || told === null || !('SecurityOptions' in told)) return false;
  const { SecurityOptions: options } = told;
  return Array.isArray(options) && options.some((option) => String(option).includes('name=rootless'));
}

function ownUser(): string {
  return `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
}

/** Where engines listen whom nobody told otherwise: the superuser's, then this user's. */
function usualSockets(): string[] {
  const own = process.env['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.() ?? 0}`;
  return [
    '/var/run/docker.sock',
    '/run/podman/podman.sock',
    join(own, 'docker.sock'),
    join(own, 'podman', 'podman.sock'),
    join(homedir(), '.docker', 'run', 'docker.sock'),
  ];
}

function noSocket(): string {
  return `there is no container engine on this machine: apt-get install podman runc, then ${serviceCommand()}`;
}

function noAnswer(sockets: readonly string[]): string {
  return `no container engine answers at ${sockets.join(' or ')}: start Docker, or ${serviceCommand()}`;
}

function notAllowed(path: string): string {
  return `this user may not use the container engine at ${path}: \`usermod -aG docker USER\` and a new login where it is Docker, else an engine of your own, ${serviceCommand()}`;
}

/** What starts podman's service for whoever asks. */
function serviceCommand(): string {
  return process.getuid?.() === 0
    ? 'mkdir -p /run/podman && podman system service --time=0 unix:///run/podman/podman.sock &'
    : 'systemctl --user start podman.socket';
}
