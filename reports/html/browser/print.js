// On paper: what needs a look is there in full, before everything else, which is one line each
const undo = [];

function inFull(scenario) {
  const place = document.createComment('');
  const wasOpen = scenario.open;
  scenario.replaceWith(place);
  document.getElementById('in-full').append(scenario);
  open(scenario);
  undo.push(() => {
    scenario.open = wasOpen;
    place.replaceWith(scenario);
  });
}

function setOpen(details, isOpen) {
  const wasOpen = details.open;
  details.open = isOpen;
  undo.push(() => {
    details.open = wasOpen;
  });
}

window.addEventListener('beforeprint', () => {
  for (const scenario of scenarios) {
    if (scenario.hidden) continue;
    if (look.has(scenario.dataset.standing)) inFull(scenario);
    else setOpen(scenario, false);
  }
  for (const details of document.querySelectorAll('#scope details')) setOpen(details, true);
  for (const folder of document.querySelectorAll('.folder')) {
    folder.classList.toggle('empty', !folder.querySelector('details.scenario:not([hidden])'));
  }
  document.getElementById('in-full').hidden = !document.querySelector('#in-full .scenario');
});
window.addEventListener('afterprint', () => {
  while (undo.length > 0) undo.pop()();
  for (const folder of document.querySelectorAll('.folder.empty')) folder.classList.remove('empty');
  document.getElementById('in-full').hidden = true;
});

document.documentElement.classList.add('js');
refresh();
reveal();
