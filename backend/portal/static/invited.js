// @ts-check
/** The page of an invitation: reads the code behind the # of the address, which no server gets to see. */

const island = /** @type {HTMLElement} */ (document.querySelector("[data-island=invited]"));
const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (island.querySelector(`[data-part=${name}]`));

/** The code in groups of four, letters folded as the app does (Crockford's base 32); empty when it is none. */
function codeOf(/** @type {string} */ text) {
  const folded = text.toUpperCase().replace(/[- ]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(folded) ? folded.replace(/(.{4})(?=.)/g, "$1-") : "";
}

function show() {
  let text = location.hash.slice(1);
  try {
    text = decodeURIComponent(text);
  } catch {
    text = "";
  }
  const code = codeOf(text);
  part("ready").hidden = part("code-words").hidden = !code;
  part("missing").hidden = Boolean(code);
  part("code").textContent = code;
  const link = /** @type {HTMLAnchorElement} */ (part("open"));
  if (code) link.href = `recrutr://join/${code}?server=${encodeURIComponent(island.dataset.server ?? "")}`;
  else link.removeAttribute("href");
}

/** The window on this computer's clock, below the one on the clock of whoever invites. */
function showWindow() {
  const told = /** @type {HTMLElement | null} */ (island.querySelector("[data-part=window]"));
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!told || own === told.dataset.zone) return;
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang; // day before month, as above
  const words = new Intl.DateTimeFormat(language, {
    day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "shortOffset",
  });
  for (const name of ["opens", "closes"]) part(`own-${name}`).textContent = words.format(Number(told.dataset[name]) * 1000);
  part("own-zone").textContent = own;
  part("own-window").hidden = false;
}

show();
showWindow();
addEventListener("hashchange", show);
