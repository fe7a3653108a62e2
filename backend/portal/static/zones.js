// @ts-check
/** Puts this browser's time zone into a form of a window that nobody has touched, and its times onto this clock. */

const zone = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-own-zone]"));
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (zone && own) {
  for (const name of ["opens", "closes"]) {
    const field = /** @type {HTMLInputElement} */ (zone.form?.elements.namedItem(name));
    const moment = new Date(`${field.value}Z`);
    field.value = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }
  zone.value = own;
}
