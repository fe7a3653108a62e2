// @ts-check
/** Weaves the words of the page over the recordings too, and puts back what is taken away while the page is open.
 *
 * It tells who passed a picture on; it keeps nobody from making one. */

const pattern = /** @type {SVGElement} */ (document.querySelector("[data-part=woven]"));
const whole = /** @type {SVGElement} */ (pattern.cloneNode(true));
let woven = 0;
const words = pattern.textContent;

/** The places that carry the words: each part of the page, the code, and each stream of the recordings. */
const places = () => [
  ...[...document.querySelectorAll("main > section.card")],
  ...document.querySelectorAll(".stream:not(.stream-sound), .replay-code"),
];

/** Whether these are the words as they were woven, and seen. */
function stands(/** @type {Element} */ place) {
  const found = place.querySelector(":scope > [data-part=woven]");
  if (!found || found.textContent !== words) return false;
  const style = getComputedStyle(found);
  const seen = style.display !== "none" && style.visibility === "visible" && Number(style.opacity) > 0.1;
  return seen && !found.hasAttribute("style") && !found.hasAttribute("hidden");
}

function weave() {
  for (const place of places()) {
    if (stands(place)) continue;
    place.querySelector(":scope > [data-part=woven]")?.remove();
    const again = /** @type {SVGElement} */ (whole.cloneNode(true));
    const name = `woven-again-${(woven += 1)}`;
    again.querySelector("pattern")?.setAttribute("id", name);
    again.querySelector("rect")?.setAttribute("fill", `url(#${name})`);
    place.prepend(again);
  }
}

weave();
new MutationObserver(weave).observe(document.querySelector("main") ?? document.body, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ["class", "style", "hidden", "display", "opacity", "visibility"],
});
