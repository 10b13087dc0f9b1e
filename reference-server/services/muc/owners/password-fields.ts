import { type Field, flagValues } from '../../forms/form.ts';
import { type FilledIn, readFlag } from '../../forms/read-form.ts';
import type { RoomConfig } from '../room-config.ts';
import { type ConfigField, oneLine, textOfField, textValues } from './field-kinds.ts';

/** Characters of a password. */
const maxPasswordLength = 256;

/** Whether there is a password, and which. */
export const passwordFields: ConfigField = { shown: shownPassword, read: readPassword };

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
  const password = texts === undefined ? before : textOfField(texts, maxPasswordLength, oneLine);
  if (password === undefined || (flags !== undefined && isProtected === undefined)) return undefined;
  if (isProtected === false) return { password: '' };
  return isProtected === true && password === '' ? undefined : { password };
}
