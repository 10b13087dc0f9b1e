// Which scenarios are shown: words, outcome, kind, group, level. The address says it, so that a link shows the same
const scenarios = [...document.querySelectorAll('details.scenario')];
const form = document.querySelector('form.tools');
const fields = [...form.querySelectorAll('input[name], select')];
const find = document.getElementById('find');
const look = new Set(['failed', 'broken', 'inconclusive', 'unexpected-pass']);

/** What a scenario is found by; made at the first search. */
const known = new Map();
function aboutOf(scenario) {
  if (!known.has(scenario)) {
    const ids = [...scenario.querySelectorAll('summary .chip')].map((chip) => chip.textContent);
    const required = ids.map((id) => document.getElementById(id)).filter(Boolean);
    const sentences = required.map((each) => each.querySelector('.sentence').textContent);
    const text = [scenario.querySelector('summary').textContent, scenario.dataset.says, ...sentences];
    known.set(scenario, {
      text: text.join('\n').toLowerCase(),
      folder: scenario.id.split('/').slice(0, -1).join('/') || 'scenarios',
      groups: new Set(required.map((each) => each.dataset.group)),
      levels: new Set(required.map((each) => each.dataset.level)),
    });
  }
  return known.get(scenario);
}

function fits(scenario, { q, standing, kind, group, level }) {
  const about = aboutOf(scenario);
  return (
    (!standing ||
      scenario.dataset.standing === standing ||
      (standing === 'look' && look.has(scenario.dataset.standing))) &&
    (!kind || scenario.dataset.kind === kind) &&
    (!group || about.folder === group || about.folder.startsWith(`${group}/`) || about.groups.has(group)) &&
    (!level || about.levels.has(level)) &&
    q
      .toLowerCase()
      .split(/\s+/)
      .every((word) => about.text.includes(word))
  );
}

function wanted() {
  return Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
}

function refresh() {
  const asked = wanted();
  const isAll = Object.values(asked).every((value) => value === '');
  let count = 0;
  for (const scenario of scenarios) {
    scenario.hidden = !isAll && !fits(scenario, asked);
    if (!scenario.hidden) count += 1;
  }
  for (const folder of document.querySelectorAll('.folder')) {
    folder.hidden = !folder.querySelector('details.scenario:not([hidden])');
  }
  const all = `${scenarios.length} scenario${scenarios.length === 1 ? '' : 's'}`;
  document.getElementById('shown').textContent = isAll ? all : `${count} of ${all} shown`;
  document.getElementById('none').hidden = count > 0;
  document.getElementById('reset').hidden = isAll;
  document.body.dataset.narrowed = isAll ? '' : describe(asked);
}

function describe(asked) {
  return Object.entries(asked)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name === 'q' ? 'text' : name} “${value}”`)
    .join(', ');
}

/** The address after what was typed or chosen; the place in the page stays. */
function writeAddress() {
  const asked = Object.entries(wanted()).filter(([, value]) => value !== '');
  const hash = asked.length === 0 ? '#scenarios' : `#?${new URLSearchParams(asked)}`;
  history.replaceState(null, '', hash);
}

/** Take the filter from an address `#?standing=failed&q=label`; false: it has none. */
function readAddress() {
  if (!location.hash.startsWith('#?')) return false;
  const asked = new URLSearchParams(location.hash.slice(2));
  for (const field of fields) {
    field.value = asked.get(field.name) ?? '';
    if (field.selectedIndex === -1) field.value = '';
  }
  refresh();
  document.getElementById('scenarios').scrollIntoView();
  return true;
}

function showAll() {
  for (const field of fields) field.value = '';
  refresh();
}

for (const field of fields) {
  field.addEventListener('input', () => {
    refresh();
    writeAddress();
  });
}
for (const id of ['clear', 'reset']) {
  document.getElementById(id).addEventListener('click', () => {
    showAll();
    writeAddress();
    find.focus();
  });
}
form.addEventListener('submit', (event) => event.preventDefault());
