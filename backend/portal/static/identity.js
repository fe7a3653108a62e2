// @ts-check
/**
 * The pictures of the identity step: opened when a reviewer asks for it, which is written down, and compared by eye. Nothing
 * here looks into a picture.
 */

import { Unverified } from "./sealed.js";
import { pictureOf } from "./stills.js";
import { newPiece } from "./stream.js";
import { say } from "./saying.js";

/** @param {HTMLElement} root @param {import("./stream.js").TrackInfo[]} tracks @param {import("./stream.js").Source} source */
export function prepareIdentity(root, tracks, source) {
  const button = root.querySelector("button");
  const list = root.querySelector("[data-part=pictures]");
  const words = root.querySelector("[data-part=words]");
  const outcome = root.querySelector("fieldset");
  if (!button || !list || !words || !outcome) throw new Error("the page lacks parts of the identity step");
  const pieces = tracks
    .filter((track) => track.stream === "identity")
    .flatMap((track) => track.segments.map((info) => newPiece(info, track)));
  button.disabled = pieces.length === 0;
  button.addEventListener("click", async () => {
    button.disabled = true;
    for (const [index, piece] of pieces.entries()) {
      const item = document.createElement("li");
      try {
        const picture = document.createElement("img");
        picture.src = await pictureOf(source, piece);
        picture.alt = say("Picture {n} of {count} that the candidate took", { n: index + 1, count: pieces.length });
        item.append(picture);
      } catch (error) {
        item.textContent = error instanceof Unverified ? error.message : say("This picture could not be loaded.");
        if (!(error instanceof Unverified)) console.warn("identity picture", error);
      }
      list.append(item);
    }
    if (pieces.length > 0) outcome.disabled = false;
    root.querySelector("[data-part=first]")?.remove();
    words.textContent = say("That you opened them is in the list of who looked.");
    root.dataset.done = "true";
  });
}
