/** One element: its name, and its text or its children. A child that is undefined is left out. */
export type Xml = readonly [name: string, content: string | number | boolean | readonly (Xml | undefined)[]]

/** An element with a value; undefined without one, so that absent stays absent. */
export function leaf(name: string, value: string | number | boolean | undefined): Xml | undefined {
  return value === undefined ? undefined : [name, value]
}

/** An element with children; undefined where there are none. */
export function list(name: string, children: readonly (Xml | undefined)[]): Xml | undefined {
  return children.some((child) => child !== undefined) ? [name, children] : undefined
}

/** Writes an element as text, indented for whoever opens the file. Booleans are 1 and 0, as Microsoft Project writes them. */
export function xmlText([name, content]: Xml, indent = '\t'): string {
  if (typeof content !== 'object') {
    const value = typeof content === 'boolean' ? (content ? '1' : '0') : String(content)
    return `${indent}<${name}>${escapeXml(value)}</${name}>\n`
  }
  let text = `${indent}<${name}>\n`
  for (const child of content) if (child !== undefined) text += xmlText(child, `${indent}\t`)
  return `${text}${indent}</${name}>\n`
}

// The ranges that XML 1.0 has no way to write.
// oxlint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Text as XML carries it. What XML cannot carry becomes U+FFFD; a carriage return stays one. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(UNWRITABLE, '\uFFFD')
    .replace(/[&<>\r]/g, (mark) => ESCAPES[mark] ?? mark)
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
