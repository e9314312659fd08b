import { toJson } from './parse-json.ts'
import type { Verbatim } from './verbatim.ts'

/**
 * Gives each element of an array its slice of the source text. Compact replies are sliced by comparing with
 * the element written again, which runs at native speed; where that differs (spaces, escapes, `1.0`), a
 * scanner finds the element's end.
 */
export function sliceElements(
  text: string,
  elements: readonly unknown[],
  path: readonly string[],
): Verbatim[] {
  let at = skipSpace(text, valueStart(text, path) + 1)
  return elements.map((value) => {
    const written = rewritten(value)
    const end =
      written !== undefined && text.startsWith(written, at) && endsValue(text, at + written.length)
        ? at + written.length
        : valueEnd(text, at)
    const slice = text.slice(at, end)
    at = skipSpace(text, end)
    if (text[at] === ',') at = skipSpace(text, at + 1)
    return { '~verbatim': true, text: slice, value }
  })
}

/** A value written again; undefined where it nests too deep for the writer's own recursion. */
function rewritten(value: unknown): string | undefined {
  try {
    return toJson(value)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The slice of the value that property names lead to, which must be there. */
export function sliceAt(text: string, path: readonly string[]): string {
  const start = valueStart(text, path)
  return text.slice(start, valueEnd(text, start))
}

/** Whether a value may end here: a number written as `1` must not match the start of `1.0`. */
function endsValue(text: string, at: number): boolean {
  const next = text[at]
  return next === undefined || next === ',' || next === ']' || next === '}' || isSpace(next)
}

function valueStart(text: string, path: readonly string[]): number {
  let at = skipSpace(text, 0)
  for (const name of path) at = lastProperty(text, at, name)
  return at
}

/** Where the value of a property begins; of repeated names the last counts, as for `JSON.parse`. */
function lastProperty(text: string, objectStart: number, name: string): number {
  let at = skipSpace(text, objectStart + 1)
  let found = -1
  while (text[at] === '"') {
    const keyEnd = stringEnd(text, at)
    const key: unknown = JSON.parse(text.slice(at, keyEnd))
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1)
    if (key === name) found = start
    at = skipSpace(text, valueEnd(text, start))
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return found
}

function valueEnd(text: string, start: number): number {
  const first = text[start]
  if (first === '"') return stringEnd(text, start)
  if (first !== '{' && first !== '[') {
    let at = start
    while (!endsValue(text, at)) at++
    return at
  }
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const c = text[at]
    if (c === '"') at = stringEnd(text, at) - 1
    else if (c === '{' || c === '[') depth++
    else if ((c === '}' || c === ']') && --depth === 0) return at + 1
  }
  return text.length
}

function stringEnd(text: string, start: number): number {
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return text.length
    let backslashes = 0
    while (text[quote - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return quote + 1
    at = quote + 1
  }
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && isSpace(text[at])) at++
  return at
}

const isSpace = (c: string | undefined): boolean => c === ' ' || c === '\n' || c === '\r' || c === '\t'
