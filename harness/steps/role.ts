import type { Account, ClientEndpoint, ComponentEndpoint } from '../actors/index.ts';

/** One session of a scenario, before it is opened: at the server under test, or at a server or a component that the harness plays. */
export type Role = ClientRole | PeerRole | ComponentRole;

export interface ComponentRole {
  /** `user` is empty: the component itself. */
  readonly account: Pick<Account, 'user' | 'resource'>;
  /** Whose user it is, and where that connects. */
  readonly component: ComponentEndpoint;
  readonly kind: 'client' | 'raw';
}

export interface PeerRole {
  readonly account: Pick<Account, 'user' | 'resource'>;
  /** The domain that it is a user of. */
  readonly peer: string;
  readonly kind: 'client' | 'raw';
}

interface ClientRole {
  readonly account: Account;
  /** Where it connects, from where and over what. */
  readonly endpoint: ClientEndpoint;
  readonly kind: 'client' | 'raw';
  /** The priority it is available with; `none`: connected, and never available. */
  readonly presence: number | 'none';
}

/** The JID that it will have. */
export function jidOf(role: Role): string {
  const { user, resource } = role.account;
  if ('component' in role && user === '') return role.component.domain;
  const domain =
    'peer' in role ? role.peer : 'component' in role ? role.component.domain : role.endpoint.domain;
  return `${user}@${domain}/${resource}`;
}
