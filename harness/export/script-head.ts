import type { Edition } from './edition.ts';

/** What stands above the cast: what the script shows, and what the server must have been told. */
export function headLines(edition: Edition): string[] {
  const { part, scenario, setup, rooms, domain } = edition;
  const twin = part.name === 'twin' ? `, the twin of “${scenario.title}”` : '';
  return [
    `# ${part.title}`,
    `# ${scenario.id}${twin}`,
    `# requirements: ${scenario.requirements.join(', ')}`,
    ...provisionTags(edition),
    '# In force on the server, which the script cannot see to:',
    ...setup.map(
      ({ what, name, setting, inWords }) =>
        `#   ${what} ${name}, ${setting}: ${inWords.replaceAll(/\s+/g, ' ')}`,
    ),
    ...(JSON.stringify(part.steps).includes('room')
      ? [`#   rooms that users make, at conference.${domain} (in the scenario: ${rooms[0] ?? ''})`]
      : []),
    '',
  ];
}

/** For a server that `cmbac scs` provisions. */
function provisionTags({ needs, rooms, domain }: Edition): string[] {
  return Object.entries(needs).map(([verb, words]) => {
    const text = JSON.stringify({ [verb]: words });
    return `## provision: ${text.replaceAll(rooms[0] ?? `muc.${domain}`, `conference.${domain}`)}`;
  });
}
