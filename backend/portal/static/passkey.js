// @ts-check
/** Makes a passkey (also to join with), or signs in with one: the browser's WebAuthn between two calls of the server. */

import { say } from "./saying.js";

const island = /** @type {HTMLElement | null} */ (document.querySelector("[data-island=passkey]"));
if (island) prepare(island);

/** @param {HTMLElement} root */
function prepare(root) {
  const words = /** @type {HTMLElement} */ (root.querySelector("[data-part=words]"));
  const make = /** @type {HTMLButtonElement | null} */ (root.querySelector("[data-part=make]"));
  const use = /** @type {HTMLButtonElement | null} */ (root.querySelector("[data-part=use]"));
  const button = make ?? use;
  if (!button) return;
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    button.disabled = true;
    tell(say("This browser does not know passkeys."));
    return;
  }
  button.addEventListener("click", async () => {
    if (person(root)?.reportValidity() === false) return;
    button.disabled = true;
    words.hidden = true;
    try {
      const next = new URL(make ? await made(root) : await signedIn(root), location.href);
      const isHere = next.pathname === location.pathname;
      location.assign(next);
      if (isHere) location.reload();
    } catch (error) {
      const aborted = error instanceof DOMException;
      const none = say("No passkey was given. Try again, or use your password.");
      tell(aborted ? none : /** @type {Error} */ (error).message);
      button.disabled = false;
    }
  });

  /** @param {string} text */
  function tell(text) {
    words.hidden = false;
    words.textContent = text;
  }
}

/** Who joins; nobody where a member makes a passkey. @param {HTMLElement} root @returns {HTMLInputElement | null} */
function person(root) {
  return root.querySelector("[data-part=person]");
}

/** @param {HTMLElement} root @returns {Promise<string>} */
async function made(root) {
  const name = /** @type {HTMLInputElement} */ (root.querySelector("[data-part=name]")).value;
  const joining = person(root);
  const who = joining ? { person: joining.value } : {};
  const offer = await call(root.dataset.offer ?? "", root, who);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(offer.options));
  const credential = /** @type {PublicKeyCredential} */ (await navigator.credentials.create({ publicKey }));
  const answer = JSON.stringify(credential.toJSON());
  return (await call(root.dataset.keep ?? "", root, { ...who, ceremony: offer.ceremony, answer, name })).next;
}

/** @param {HTMLElement} root @returns {Promise<string>} */
async function signedIn(root) {
  const offer = await call(root.dataset.offer ?? "", root, {});
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(offer.options));
  const credential = /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey }));
  const answer = JSON.stringify(credential.toJSON());
  return (await call(root.dataset.keep ?? "", root, { ceremony: offer.ceremony, answer, next: root.dataset.next ?? "" })).next;
}

/** @param {string} url @param {HTMLElement} root @param {object} body @returns {Promise<any>} */
async function call(url, root, body) {
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": root.dataset.csrf ?? "" };
  const answer = await fetch(url, { method: "POST", credentials: "same-origin", headers, body: JSON.stringify(body) });
  if (answer.redirected) {
    location.assign(answer.url);
    throw new Error(say("Please show again that it is you."));
  }
  if (!answer.ok) throw new Error((await refusal(answer)) ?? say("This passkey did not work. Try again, or use your password."));
  return answer.json();
}

/** What the server says is wrong, where it says so in words for this page. @param {Response} answer @returns {Promise<string | null>} */
async function refusal(answer) {
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return null;
  return (await answer.json()).refused ?? null;
}
