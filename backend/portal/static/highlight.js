// @ts-check
/** Colours for one line of code: a small reader of words, strings, numbers and comments. It never changes the text. */

import { say } from "./saying.js";

const WORDS = {
  python3:
    "False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda match nonlocal not or pass raise return try while with yield case",
  cpp:
    "alignas auto bool break case catch char class const constexpr continue default delete do double else enum explicit " +
    "extern false float for friend if inline int long namespace new noexcept nullptr operator private protected public " +
    "return short signed sizeof static struct switch template this throw true try typedef typename union unsigned using " +
    "virtual void volatile while",
  javascript:
    "async await break case catch class const continue debugger default delete do else export extends false finally for " +
    "function if import in instanceof let new null of return static super switch this throw true try typeof undefined " +
    "var void while with yield",
};

/** @type {Record<string, {keywords: Set<string>, comment: string}>} */
const LANGUAGES = Object.fromEntries(
  Object.entries(WORDS).map(([name, words]) => [
    name,
    { keywords: new Set(words.split(" ")), comment: name === "python3" ? "#.*" : "//.*|/\\*.*?(?:\\*/|$)" },
  ]),
);

/** Characters that change how text is read without being seen; they are shown by their code point. */
const HIDDEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u0008\u000b-\u001f\u007f]/;

/** @param {string} language @returns {RegExp} */
function tokens(language) {
  const { comment } = LANGUAGES[language] ?? { comment: "#.*|//.*" };
  const parts = [
    `(?<comment>${comment})`,
    String.raw`(?<string>"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|` + "`(?:\\\\.|[^`\\\\])*`?)",
    String.raw`(?<number>\b\d[\w.]*)`,
    String.raw`(?<word>[A-Za-z_]\w*)`,
    `(?<hidden>${HIDDEN.source})`,
  ];
  return new RegExp(parts.join("|"), "gu");
}

/** @param {string} line @param {string} language @returns {DocumentFragment} the line with marked tokens */
export function highlighted(line, language) {
  const fragment = document.createDocumentFragment();
  const keywords = LANGUAGES[language]?.keywords;
  let at = 0;
  for (const found of line.matchAll(tokens(language))) {
    const [text] = found;
    const groups = found.groups ?? {};
    let kind = ["comment", "string", "number", "hidden"].find((name) => groups[name] !== undefined);
    if (groups.word !== undefined && keywords?.has(text)) kind = "keyword";
    if (kind === undefined) continue;
    fragment.append(line.slice(at, found.index));
    at = found.index + text.length;
    if (kind === "hidden") fragment.append(shown(text));
    else fragment.append(marked(text, kind));
  }
  fragment.append(line.slice(at));
  return fragment;
}

/** @param {string} text @param {string} kind @returns {HTMLElement} */
function marked(text, kind) {
  const span = document.createElement("span");
  span.className = `t-${kind}`;
  for (const part of text.split(new RegExp(`(${HIDDEN.source})`, "u"))) {
    if (HIDDEN.test(part)) span.append(shown(part));
    else span.append(part);
  }
  return span;
}

/** A hidden character, kept in the text and named beside it by CSS. @param {string} character @returns {HTMLElement} */
function shown(character) {
  const span = document.createElement("span");
  span.className = "t-hidden";
  span.dataset.code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  span.title = say("A character that is normally invisible");
  span.append(character);
  return span;
}
