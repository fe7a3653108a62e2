// @ts-check
/** Gives the formulas of a statement their size: the page's policy allows no style in the text itself. */

/** @param {ParentNode} root */
export function sizeFormulas(root) {
  for (const element of root.querySelectorAll("img[data-size]")) {
    const formula = /** @type {HTMLElement} */ (element);
    const [width, height, drop] = (formula.dataset.size ?? "").split(" ");
    formula.style.width = `${width}em`;
    formula.style.height = `${height}em`;
    formula.style.verticalAlign = `${drop}em`;
  }
}

sizeFormulas(document);
