// Run in each page by test_everybody_can_use_it.py: answers what is wrong with it.
() => {
  const bad = [], seen = el => el.offsetParent !== null && getComputedStyle(el).visibility !== 'hidden';
  const name = el => (el.getAttribute('aria-label') || (el.labels && el.labels[0] && el.labels[0].textContent)
    || el.textContent || el.title || '').trim();
  for (const el of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary'))
    if (seen(el) && !name(el)) bad.push('no name: ' + el.outerHTML.slice(0, 120));
  const ids = [...document.querySelectorAll('[id]')].map(el => el.id);
  for (const id of new Set(ids)) if (ids.filter(other => other === id).length > 1) bad.push('id twice: ' + id);
  if (document.querySelectorAll('h1').length !== 1) bad.push('not one h1');
  if (document.querySelectorAll('main').length !== 1) bad.push('not one main');
  if (!document.documentElement.lang || !document.title) bad.push('no lang or title');
  for (const el of document.querySelectorAll('[aria-describedby]'))
    for (const id of el.getAttribute('aria-describedby').split(' ')) if (!document.getElementById(id)) bad.push('dangling ' + id);
  const rgb = text => { const m = text.match(/[\d.]+/g).map(Number); return {c: m.slice(0, 3), a: m[3] === undefined ? 1 : m[3]}; };
  const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = el => { for (let at = el; at; at = at.parentElement) { const found = rgb(getComputedStyle(at).backgroundColor);
    if (found.a === 1) return found.c; } return [255, 255, 255]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.nodeValue.trim() || !seen(el) || el.closest('svg, script, noscript, .unseen, .skip')) continue;
    const [a, b] = [light(rgb(getComputedStyle(el).color).c), light(ground(el))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push('contrast ' + ratio.toFixed(2) + ': ' + el.outerHTML.slice(0, 100));
  }
  for (const el of document.querySelectorAll('button, select, .button, input[type=checkbox]')) {
    const box = el.getBoundingClientRect();
    const label = el.closest('label');
    const height = label ? label.getBoundingClientRect().height : box.height;
    if (seen(el) && height < 24) bad.push('small target: ' + el.outerHTML.slice(0, 100));
  }
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) bad.push('wider than the window by ' + wide);
  return bad;
}
