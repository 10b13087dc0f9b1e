import { type Field, type FieldOption, flagValues } from '../forms/form.ts';
import { type FilledIn, readFlag } from '../forms/read-form.ts';
import { maxHistoryLength, maxRoomOccupants, type RoomConfig } from './room-config.ts';

/** One thing that an owner configures: how the form shows it, and what a form that came back says of it. */
export interface ConfigField {
  shown(config: RoomConfig): readonly Field[];
  /** What changes; nothing where the form does not name it. `undefined`: a value that it cannot have. */
  read(form: FilledIn, config: RoomConfig): Partial<RoomConfig> | undefined;
}

/** Characters of each text. */
const maxNameLength = 256;
const maxDescriptionLength = 2048;
const maxPasswordLength = 256;

const anyText = /^[^\p{Cc}]*$/u;
const severalLines = /^[^\p{Cc}]*([\t\r\n][^\p{Cc}]*)*$/u;
/** A language tag, or none. */
const languageTag = /^([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8})?$/;

const whoOptions: readonly FieldOption[] = [
  { label: 'Moderators only', value: 'moderators' },
  { label: 'Anyone', value: 'anyone' },
];
const privateOptions: readonly FieldOption[] = [
  { label: 'Anyone', value: 'anyone' },
  { label: 'Anyone with voice', value: 'participants' },
  { label: 'Moderators only', value: 'moderators' },
  { label: 'Nobody', value: 'none' },
];
const roleOptions: readonly FieldOption[] = [
  { label: 'Moderators', value: 'moderator' },
  { label: 'Participants', value: 'participant' },
  { label: 'Visitors', value: 'visitor' },
];

/** What a room's form has, in its order: one entry a setting. Source: XEP-0045 §10.1.3, §15.5.3. */
export const configFields: readonly ConfigField[] = [
  text(
    ['muc#roomconfig_roomname', 'Name', maxNameLength, anyText],
    ({ name }) => name,
    (name) => ({ name }),
  ),
  text(
    ['muc#roomconfig_roomdesc', 'Description', maxDescriptionLength, severalLines],
    ({ description }) => description,
    (description) => ({ description }),
  ),
  text(
    ['muc#roomconfig_lang', 'Language of what is said', maxNameLength, languageTag],
    ({ language }) => language,
    (language) => ({ language }),
  ),
  flag(
    ['muc#roomconfig_persistentroom', 'Does the room outlive its last occupant?'],
    ({ isPersistent }) => isPersistent,
    (isPersistent) => ({ isPersistent }),
  ),
  flag(
    ['muc#roomconfig_publicroom', 'Is it on the list of rooms?'],
    ({ isPublic }) => isPublic,
    (isPublic) => ({ isPublic }),
  ),
  flag(
    ['muc#roomconfig_moderatedroom', 'Is it moderated?'],
    ({ isModerated }) => isModerated,
    (isModerated) => ({ isModerated }),
  ),
  flag(
    ['muc#roomconfig_membersonly', 'Is it for members only?'],
    ({ isMembersOnly }) => isMembersOnly,
    (isMembersOnly) => ({ isMembersOnly }),
  ),
  { shown: shownPassword, read: readPassword },
  choice(
    ['muc#roomconfig_whois', 'Who learns the real addresses of occupants?', whoOptions],
    ({ whois }) => whois,
    { moderators: { whois: 'moderators' }, anyone: { whois: 'anyone' } },
  ),
  flag(
    ['muc#roomconfig_changesubject', 'May participants change the subject?'],
    ({ canChangeSubject }) => canChangeSubject,
    (canChangeSubject) => ({ canChangeSubject }),
  ),
  flag(
    ['muc#roomconfig_allowinvites', 'May members invite others, where it is for members only?'],
    ({ canInvite }) => canInvite,
    (canInvite) => ({ canInvite }),
  ),
  choice(
    ['muc#roomconfig_allowpm', 'Who may write to single occupants?', privateOptions],
    ({ privateMessages }) => privateMessages,
    {
      anyone: { privateMessages: 'anyone' },
      participants: { privateMessages: 'participants' },
      moderators: { privateMessages: 'moderators' },
      none: { privateMessages: 'none' },
    },
  ),
  number(
    [['muc#roomconfig_maxusers'], 'Most occupants', 1, maxRoomOccupants],
    ({ maxOccupants }) => maxOccupants,
    (maxOccupants) => ({ maxOccupants }),
  ),
  {
    shown: ({ showsRoles }) => [
      {
        var: 'muc#roomconfig_presencebroadcast',
        type: 'list-multi',
        label: 'Whose presence is shown to all?',
        values: [...showsRoles],
        options: roleOptions,
      },
    ],
    read: readRoles,
  },
  number(
    // The second is what Prosody and ejabberd call it
    [
      ['muc#maxhistoryfetch', 'muc#roomconfig_historylength'],
      'Messages kept for those who enter later',
      0,
      maxHistoryLength,
    ],
    ({ historyLength }) => historyLength,
    (historyLength) => ({ historyLength }),
  ),
];

type Get<Value> = (config: RoomConfig) => Value;
type Set<Value> = (value: Value) => Partial<RoomConfig>;

function flag([name, label]: readonly [string, string], get: Get<boolean>, set: Set<boolean>): ConfigField {
  return {
    shown: (config) => [{ var: name, type: 'boolean', label, values: flagValues(get(config)) }],
    read: (form) => {
      const values = form.get(name);
      if (values === undefined) return {};
      const value = readFlag(values);
      return value === undefined ? undefined : set(value);
    },
  };
}

function text(
  [name, label, maxLength, pattern]: readonly [string, string, number, RegExp],
  get: Get<string>,
  set: Set<string>,
): ConfigField {
  return {
    shown: (config) => [{ var: name, type: 'text-single', label, values: textValues(get(config)) }],
    read: (form) => {
      const values = form.get(name);
      if (values === undefined) return {};
      const value = textOfField(values, maxLength, pattern);
      return value === undefined ? undefined : set(value);
    },
  };
}

function choice(
  [name, label, options]: readonly [string, string, readonly FieldOption[]],
  get: Get<string>,
  set: Readonly<Record<string, Partial<RoomConfig>>>,
): ConfigField {
  return {
    shown: (config) => [{ var: name, type: 'list-single', label, values: [get(config)], options }],
    read: (form) => {
      const values = form.get(name);
      if (values === undefined) return {};
      const [value = '', another] = values;
      return another === undefined && Object.hasOwn(set, value) ? set[value] : undefined;
    },
  };
}

/** A whole number within bounds; `none` is the highest. The first of its names is the one that the form shows. */
function number(
  [names, label, least, most]: readonly [readonly [string, ...string[]], string, number, number],
  get: Get<number>,
  set: Set<number>,
): ConfigField {
  return {
    shown: (config) => [{ var: names[0], type: 'text-single', label, values: [String(get(config))] }],
    read: (form) => {
      const values = names.map((name) => form.get(name)).find((given) => given !== undefined);
      if (values === undefined) return {};
      const [value = '', another] = values;
      const wished = value === 'none' ? most : Number(value);
      const isNumber = value === 'none' || /^\d{1,9}$/.test(value);
      return another === undefined && isNumber && wished >= least && wished <= most ? set(wished) : undefined;
    },
  };
}

function shownPassword({ password }: RoomConfig): readonly Field[] {
  const isProtected = password !== '';
  return [
    {
      var: 'muc#roomconfig_passwordprotectedroom',
      type: 'boolean',
      label: 'Is a password needed to enter?',
      values: flagValues(isProtected),
    },
    {
      var: 'muc#roomconfig_roomsecret',
      type: 'text-private',
      label: 'The password',
      values: textValues(password),
    },
  ];
}

/** A room without a password is none that asks for one; one that asks for one has it. XEP-0045 §10.1.3. */
function readPassword(form: FilledIn, { password: before }: RoomConfig): Partial<RoomConfig> | undefined {
  const flags = form.get('muc#roomconfig_passwordprotectedroom');
  const texts = form.get('muc#roomconfig_roomsecret');
  const isProtected = flags === undefined ? undefined : readFlag(flags);
  const password = texts === undefined ? before : textOfField(texts, maxPasswordLength, anyText);
  if (password === undefined || (flags !== undefined && isProtected === undefined)) return undefined;
  if (isProtected === false) return { password: '' };
  return isProtected === true && password === '' ? undefined : { password };
}

function readRoles(form: FilledIn): Partial<RoomConfig> | undefined {
  const values = form.get('muc#roomconfig_presencebroadcast');
  if (values === undefined) return {};
  const roles = values.filter(
    (value) => value === 'moderator' || value === 'participant' || value === 'visitor',
  );
  return roles.length === values.length ? { showsRoles: new Set(roles) } : undefined;
}

/** The text of a field of one line; empty where nothing stands in it. */
function textOfField(values: readonly string[], maxLength: number, pattern: RegExp): string | undefined {
  // A client may write a text of several lines as several values
  const text = values.join('\n');
  return text.length <= maxLength && pattern.test(text) ? text : undefined;
}

function textValues(text: string): string[] {
  return text === '' ? [] : [text];
}
