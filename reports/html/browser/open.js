// What is behind a scenario's line is built when it is first opened
function build(scenario) {
  const text = scenario.querySelector('.body > script');
  if (!text) return;
  const body = text.parentElement;
  body.innerHTML = text.textContent;
  for (const each of body.querySelectorAll('[id^=":"]')) each.id = scenario.id + each.id;
  for (const link of body.querySelectorAll('a[href^="#:"]')) {
    link.setAttribute('href', `#${encodeURI(scenario.id)}${link.getAttribute('href').slice(1)}`);
  }
}

function open(scenario) {
  build(scenario);
  scenario.open = true;
}

document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target.open && target.matches('.scenario')) build(target);
  },
  true,
);

/** Open whatever the address names, and everything around it. */
function reveal() {
  if (readAddress()) return;
  const id = decodeURIComponent(location.hash.slice(1));
  const owner = document.getElementById(id.split(':')[0]);
  if (owner && owner.matches('.scenario')) open(owner);
  const element = id && document.getElementById(id);
  if (!element) return;
  if (element.closest('[hidden]')) showAll();
  for (let each = element; each; each = each.parentElement) {
    if (each instanceof HTMLDetailsElement) each.open = true;
  }
  element.scrollIntoView({ block: element.matches('.stanza') ? 'center' : 'start' });
  (element.querySelector(':scope > summary') ?? element).focus({ preventScroll: true });
}

for (const [id, isOpen] of [
  ['open', true],
  ['close', false],
]) {
  document.getElementById(id).addEventListener('click', () => {
    for (const scenario of scenarios) {
      if (scenario.hidden) continue;
      if (isOpen) open(scenario);
      else scenario.open = false;
    }
  });
}
window.addEventListener('hashchange', reveal);
// A second click on the same link
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && decodeURIComponent(link.hash) === decodeURIComponent(location.hash)) reveal();
});
