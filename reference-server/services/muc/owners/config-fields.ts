import type { FieldOption } from '../../forms/form.ts';
import type { FilledIn } from '../../forms/read-form.ts';
import { maxHistoryLength, maxRoomOccupants, type RoomConfig } from '../room-config.ts';
import { type ConfigField, choice, flag, number, oneLine, text } from './field-kinds.ts';
import { passwordFields } from './password-fields.ts';

/** Characters of each text. */
const maxNameLength = 256;
const maxDescriptionLength = 2048;

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
    ['muc#roomconfig_roomname', 'Name', maxNameLength, oneLine],
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
  passwordFields,
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

function readRoles(form: FilledIn): Partial<RoomConfig> | undefined {
  const values = form.get('muc#roomconfig_presencebroadcast');
  if (values === undefined) return {};
  const roles = values.filter(
    (value) => value === 'moderator' || value === 'participant' || value === 'visitor',
  );
  return roles.length === values.length ? { showsRoles: new Set(roles) } : undefined;
}
