// What every script of a page uses: strings of the reader's language, requests, elements that are made and not written.

const given = document.getElementById("page");
/** What the server put into the page: {root, language, strings, …}. */
export const page = given ? JSON.parse(given.textContent) : { root: "", language: "en", strings: {} };

/** The text of a key, its {parts} filled in. */
export function t(key, parts = {}) {
  const text = page.strings[key];
  if (text === undefined) throw new Error(`no string has the key ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in parts ? parts[name] : whole));
}

/** An element with attributes and children; texts are texts and never markup. `on…` are listeners. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A request to the service; the JSON of its answer. Throws a Problem with what the service says is wrong. */
export async function ask(path, { method = "GET", body, signal, headers = {} } = {}) {
  const json = body !== undefined && !(body instanceof Blob) && !(body instanceof FormData);
  const response = await fetch(page.root + path, {
    method, signal, credentials: "same-origin",
    body: json ? JSON.stringify(body) : body,
    headers: json ? { "Content-Type": "application/json", ...headers } : headers,
  });
  const type = response.headers.get("Content-Type") || "";
  const answer = type.includes("json") ? await response.json() : await response.text();
  if (!response.ok) throw new Problem(response.status, answer);
  return answer;
}

/** What the service said is wrong, with the cure. */
export class Problem extends Error {
  constructor(status, answer) {
    super(answer.detail || answer.message || String(answer) || `HTTP ${status}`);
    this.status = status;
    this.remedy = answer.remedy || "";
  }
}
