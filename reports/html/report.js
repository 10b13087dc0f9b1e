// Finding and opening scenarios. The page says everything without it.
const scenarios = [...document.querySelectorAll('details.scenario')];
const find = document.getElementById('find');
const shown = document.getElementById('shown');
const none = document.getElementById('none');
const filters = [...document.querySelectorAll('[data-filter]')];
const texts = new Map(
  scenarios.map((scenario) => [scenario, scenario.querySelector('summary').textContent.toLowerCase()]),
);

function refresh() {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  const pressed = filters.filter((button) => button.getAttribute('aria-pressed') === 'true');
  const wanted = new Set(pressed.map((button) => button.dataset.filter));
  let count = 0;
  for (const scenario of scenarios) {
    const fits =
      (wanted.size === 0 || wanted.has(scenario.dataset.standing)) &&
      words.every((word) => texts.get(scenario).includes(word));
    scenario.hidden = !fits;
    if (fits) count += 1;
  }
  for (const folder of document.querySelectorAll('.folder')) {
    folder.hidden = !folder.querySelector('details.scenario:not([hidden])');
  }
  shown.textContent = `${count} of ${scenarios.length} shown`;
  none.hidden = count > 0;
}

function showAll() {
  find.value = '';
  for (const button of filters) button.setAttribute('aria-pressed', 'false');
  refresh();
}

/** Open whatever the address names, and everything around it. */
function reveal() {
  const id = decodeURIComponent(location.hash.slice(1));
  const element = id && document.getElementById(id);
  if (!element) return;
  if (element.closest('[hidden]')) showAll();
  for (let each = element; each; each = each.parentElement) {
    if (each instanceof HTMLDetailsElement) each.open = true;
  }
  element.scrollIntoView({ block: element.matches('.stanza') ? 'center' : 'start' });
  (element.querySelector(':scope > summary') ?? element).focus({ preventScroll: true });
}

function move(by) {
  const visible = scenarios.filter((scenario) => !scenario.hidden);
  const at = visible.findIndex((scenario) => scenario.contains(document.activeElement));
  const to = at < 0 ? (by > 0 ? 0 : visible.length - 1) : at + by;
  visible[to]?.querySelector('summary').focus();
}

function typing(target) {
  return target instanceof HTMLInputElement && target.type !== 'checkbox';
}

find.addEventListener('input', refresh);
find.form.addEventListener('submit', (event) => event.preventDefault());
for (const button of filters) {
  button.addEventListener('click', () => {
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    refresh();
  });
}
document.getElementById('clear').addEventListener('click', showAll);
for (const [id, open] of [
  ['open', true],
  ['close', false],
]) {
  document.getElementById(id).addEventListener('click', () => {
    for (const scenario of scenarios) if (!scenario.hidden) scenario.open = open;
  });
}
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape' && event.target === find) showAll();
  if (typing(event.target)) return;
  if (event.key === '/') {
    event.preventDefault();
    find.focus();
  } else if (event.key === 'j') move(1);
  else if (event.key === 'k') move(-1);
});
// On paper: what failed is open
window.addEventListener('beforeprint', () => {
  for (const scenario of scenarios) if (scenario.dataset.standing === 'failed') scenario.open = true;
});
window.addEventListener('hashchange', reveal);
// A second click on the same link
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && decodeURIComponent(link.hash) === decodeURIComponent(location.hash)) reveal();
});
reveal();
