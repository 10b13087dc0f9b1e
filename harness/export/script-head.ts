import type { Edition } from './edition.ts';

/** What stands above the cast: what the script shows, and what the server must have been told. */
export function headLines({ part, scenario, setup, rooms, domain }: Edition): string[] {
  const twin = part.name === 'twin' ? `, the twin of “${scenario.title}”` : '';
  return [
    `# ${part.title}`,
    `# ${scenario.id}${twin}`,
    `# requirements: ${scenario.requirements.join(', ')}`,
    ...Object.entries(part.provision).map(([verb, words]) => `## provision: ${JSON.stringify({ [verb]: words })}`),
    '# In force on the server, which the script cannot see to:',
    ...setup.map(({ what, name, setting, inWords }) => `#   ${what} ${name}, ${setting}: ${inWords.replaceAll(/\s+/g, ' ')}`),
    ...(JSON.stringify(part.steps).includes('room') ? [`#   rooms that users make, at conference.${domain} (in the scenario: ${rooms[0] ?? ''})`] : []),
    '',
  ];
}
