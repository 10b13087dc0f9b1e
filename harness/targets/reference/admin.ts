import { z } from 'zod';
import { EnvironmentFault, type Provision } from '../target.ts';

/** The reference server's provisioning interface. */
export interface Admin {
  /** Makes this all there is, and forgets sessions, rosters and stored messages. */
  replace(provision: Provision): Promise<void>;
  /** Changes the named verbs while it runs. */
  change(provision: Provision): Promise<void>;
}

/** Longest wait for an answer, in milliseconds. */
const answerTimeoutMs = 5_000;

const refusal = z.object({ error: z.string() });

/** @throws EnvironmentFault (every function) with the server's sentence when it does not take the provisioning. */
export function adminOf(address: string, token: string): Admin {
  const ask = async (method: 'PUT' | 'PATCH', provision: Provision): Promise<void> => {
    const response = await fetch(`http://${address}/provision`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(provision),
      signal: AbortSignal.timeout(answerTimeoutMs),
    }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new EnvironmentFault(`the reference server cannot be provisioned: ${reason}`);
    });
    const text = await response.text();
    if (response.status === 204) return;
    throw new EnvironmentFault(`the reference server refuses the provisioning: ${sentenceOf(text)}`);
  };
  return {
    replace: (provision) => ask('PUT', provision),
    change: (provision) => ask('PATCH', provision),
  };
}

function sentenceOf(body: string): string {
  try {
    const said = refusal.safeParse(JSON.parse(body));
    return said.success ? said.data.error : body;
  } catch {
    return body;
  }
}
