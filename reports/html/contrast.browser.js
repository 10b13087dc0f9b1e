// Run in the page by its test: every visible text with less contrast than WCAG 2.1 §1.4.3 asks for (4.5, large text 3)
(() => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const painted = new Map();
  function paint(colours) {
    const key = colours.join('|');
    if (!painted.has(key)) {
      for (const colour of ['#fff', ...colours]) {
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
      }
      painted.set(key, [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3));
    }
    return painted.get(key);
  }
  function luminance(rgb) {
    const [r, g, b] = rgb.map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function backgrounds(element) {
    const found = [];
    for (let each = element; each; each = each.parentElement)
      found.unshift(getComputedStyle(each).backgroundColor);
    return found;
  }
  const bad = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('svg, script, style, option') || !element.checkVisibility())
      continue;
    const style = getComputedStyle(element);
    const behind = backgrounds(element);
    const [one, other] = [luminance(paint(behind)), luminance(paint([...behind, style.color]))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const isLarge = Number.parseFloat(style.fontSize) >= 24;
    if (ratio < (isLarge ? 3 : 4.5))
      bad.add(
        `${element.className || element.tagName}: ${ratio.toFixed(1)} “${node.data.trim().slice(0, 30)}”`,
      );
  }
  return [...bad];
})();
