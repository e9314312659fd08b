import { parseJson } from './parse-json.ts'
import { sliceAt, sliceElements } from './slice-elements.ts'
import type { Verbatim } from './verbatim.ts'

/**
 * Wraps one whole JSON document.
 *
 * @throws SyntaxError when the text is not JSON
 * @example
 * ```ts
 * const issue = verbatim('{"id":1.0}')
 * issue.text // '{"id":1.0}', as it was sent
 * ```
 */
export function verbatim(text: string): Verbatim {
  return { '~verbatim': true, text, value: parseJson(text) }
}

/**
 * Splits a JSON document into the elements of one of its arrays, each with its text on the wire.
 *
 * @param document the reply's body, or a document that is already parsed: it is not parsed again
 * @param path property names that lead to the array; empty: the document itself is the array
 * @throws SyntaxError when the text is not JSON; TypeError when there is no array at the path
 * @example
 * ```ts
 * verbatimElements('{"items":[{"id":1.0},{"id":2}]}', ['items']).map((e) => e.text) // ['{"id":1.0}', '{"id":2}']
 * ```
 */
export function verbatimElements(document: string | Verbatim, path: readonly string[] = []): Verbatim[] {
  const { text, value } = typeof document === 'string' ? verbatim(document) : document
  let found = value
  for (const name of path) found = property(found, name)
  if (!Array.isArray(found)) {
    throw new TypeError(
      `Expected an array at ${path.length === 0 ? 'the top' : path.join('.')} of the reply.`,
    )
  }
  return sliceElements(text, found, path)
}

/**
 * One value within a JSON document, with its text on the wire.
 *
 * @param path property names that lead to the value
 * @throws SyntaxError when the text is not JSON; TypeError when there is nothing at the path
 * @example
 * ```ts
 * verbatimAt('{"data":{"issue":{"id":1.0}}}', ['data', 'issue']).text // '{"id":1.0}'
 * ```
 */
export function verbatimAt(text: string, path: readonly string[]): Verbatim {
  let found = parseJson(text)
  for (const name of path) found = property(found, name)
  if (found === undefined) throw new TypeError(`Expected a value at ${path.join('.')} of the reply.`)
  return { '~verbatim': true, text: sliceAt(text, path), value: found }
}

/**
 * Composes one element of several, keeping the wire text of each: an issue with its links, say.
 *
 * @example
 * ```ts
 * const issue = verbatim('{"id":1.0}')
 * const links = verbatimElements('[{"to":2}]')
 * verbatimObject({ issue, links }).text // '{"issue":{"id":1.0},"links":[{"to":2}]}'
 * ```
 */
export function verbatimObject(parts: Readonly<Record<string, Verbatim | readonly Verbatim[]>>): Verbatim {
  const texts: string[] = []
  const value: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(parts)) {
    const many = Array.isArray(part)
    texts.push(
      `${JSON.stringify(name)}:${many ? `[${part.map((p) => p.text).join(',')}]` : (part as Verbatim).text}`,
    )
    value[name] = many ? part.map((p) => p.value) : (part as Verbatim).value
  }
  return { '~verbatim': true, text: `{${texts.join(',')}}`, value }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}
