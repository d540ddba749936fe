// The first lines of a delimited table, read without sending it anywhere.

const BYTES = 65_536;
const ROWS = 3;

/** {columns, rows} of a file; null for one whose kind only the service can read. Throws for one that is no text. */
export async function header(file) {
  if (/\.(xlsx|parquet|jsonl?|gz|zst|bz2|xz)$/i.test(file.name)) return null;
  const bytes = new Uint8Array(await file.slice(0, BYTES).arrayBuffer());
  const text = decode(bytes);
  if (text === null) return null;
  const [columns, ...rows] = records(text, delimiterOf(text));
  return columns ? { columns, rows: rows.slice(0, ROWS) } : null;
}

/** The text of bytes, by their mark of order, else as UTF-8; null where they are neither. */
function decode(bytes) {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true }); // the last character may be cut
  } catch {
    return null;
  }
}

function delimiterOf(text) {
  const line = text.slice(0, text.search(/\r|\n|$/));
  const counts = ["\t", ";", ",", "|"].map((each) => [line.split(each).length, each]);
  return counts.sort((one, other) => other[0] - one[0])[0][1];
}

/** The first records by RFC 4180: quotes keep delimiters and line breaks. */
function records(text, delimiter) {
  const found = [];
  let [row, cell, quoted] = [[], "", false];
  for (let at = 0; at < text.length && found.length <= ROWS; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') cell += text[(at += 1)];
      else quoted = false;
    } else if (character === '"' && !cell) quoted = true;
    else if (character === delimiter) {
      row.push(cell);
      cell = "";
    } else if (character === "\n" || character === "\r") {
      if (character === "\r" && text[at + 1] === "\n") at += 1;
      found.push([...row, cell]);
      [row, cell] = [[], ""];
    } else cell += character;
  }
  if (cell || row.length) found.push([...row, cell]);
  return found;
}
