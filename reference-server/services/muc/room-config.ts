/** How a room is run, as its owners configure it. XEP-0045 §10.2, §15.5.3. */
export interface RoomConfig {
  readonly name: string;
  readonly description: string;
  /** The language of what is said in it: `en`. Empty: none is named. */
  readonly language: string;
  /** It outlives its last occupant, and a restart of the server. */
  readonly isPersistent: boolean;
  /** It is on the list of rooms; hidden otherwise. */
  readonly isPublic: boolean;
  readonly isModerated: boolean;
  readonly isMembersOnly: boolean;
  /** What one has to know to enter; empty: nothing. */
  readonly password: string;
  /** Who learns the real addresses of occupants. */
  readonly whois: 'moderators' | 'anyone';
  /** May participants change the subject? Otherwise moderators alone. */
  readonly canChangeSubject: boolean;
  /** May members invite others to a members-only room? Otherwise admins alone. */
  readonly canInvite: boolean;
  /** Who may write to single occupants. */
  readonly privateMessages: 'anyone' | 'participants' | 'moderators' | 'none';
  /** Most occupants. */
  readonly maxOccupants: number;
  /** Messages kept for those who enter later. */
  readonly historyLength: number;
  /** Those of these roles are shown to the others. */
  readonly showsRoles: ReadonlySet<'moderator' | 'participant' | 'visitor'>;
}

/**
 * Most occupants, whatever a room's owners wish: whoever enters is sent a presence of each, and all of the history, and may not leave
 * more than 2000 stanzas unacknowledged.
 */
export const maxRoomOccupants = 1500;

/** A room that nobody has configured. */
export const defaultConfig: RoomConfig = {
  name: '',
  description: '',
  language: '',
  isPersistent: false,
  isPublic: true,
  isModerated: false,
  isMembersOnly: false,
  password: '',
  whois: 'moderators',
  canChangeSubject: false,
  canInvite: true,
  privateMessages: 'anyone',
  maxOccupants: maxRoomOccupants,
  historyLength: 50,
  showsRoles: new Set(['moderator', 'participant', 'visitor']),
};

/** Most messages that a room keeps, whatever its owners wish. */
export const maxHistoryLength = 200;
