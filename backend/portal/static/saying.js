// @ts-check
/**
 * Words in the language of the page: English in the code, others from a module that the server made of its catalogue.
 * `python -m installers.languages` finds the texts, so each is written out in its call. Where the module cannot be loaded,
 * words are English.
 */

/** @type {Record<string, string | string[]>} */ let words = {};
export const language = document.documentElement.lang || "en";
const plural = new Intl.PluralRules(language);
if (language !== "en") {
  try {
    words = (await import(`./words-${language}.js`)).default;
  } catch (error) {
    console.warn("words", error);
  }
}

/** @param {string} text @param {Record<string, string | number>} values @returns {string} */
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** This text, its `{places}` filled. @param {string} text @param {Record<string, string | number>} [values] @returns {string} */
export function say(text, values = {}) {
  const found = words[text];
  return filled(typeof found === "string" ? found : text, values);
}

/**
 * What fits the number `n`, which stands at `{n}`.
 * @param {string} one @param {string} many @param {number} n @param {Record<string, string | number>} [values] @returns {string}
 */
export function sayCount(one, many, n, values = {}) {
  const found = words[one];
  const forms = Array.isArray(found) ? found : [one, many];
  return filled(plural.select(n) === "one" ? forms[0] : forms[1], { n, ...values });
}
