// `/` finds, Esc shows all, j and k go from scenario to scenario
function move(by) {
  const visible = scenarios.filter((scenario) => !scenario.hidden);
  const at = visible.findIndex((scenario) => scenario.contains(document.activeElement));
  const to = at < 0 ? (by > 0 ? 0 : visible.length - 1) : at + by;
  visible[to]?.querySelector('summary').focus();
}

function isTyping(target) {
  return target.matches('input:not([type="checkbox"]), select, textarea');
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape' && document.body.dataset.narrowed !== '') {
    showAll();
    writeAddress();
  }
  if (isTyping(event.target)) return;
  if (event.key === '/') {
    event.preventDefault();
    find.focus();
  } else if (event.key === 'j') move(1);
  else if (event.key === 'k') move(-1);
});
