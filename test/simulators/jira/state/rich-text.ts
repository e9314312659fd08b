import { isJsonObject, type Json, type JsonObject } from '../../common/json.ts'
import type { RichText } from './model.ts'

const lineNodes = (text: string): Json[] =>
  text
    .split('\n')
    .flatMap((line, index) => [
      ...(index === 0 ? [] : [{ type: 'hardBreak' }]),
      ...(line === '' ? [] : [{ type: 'text', text: line }]),
    ])

/** As Cloud shows it: an ADF document. Empty text is no document. */
export const adfOf = (text: RichText | null): JsonObject | null => {
  if (text === null || text === '') return null
  if (typeof text !== 'string') return text
  const content = text.split(/\n{2,}/).map((block) => ({ type: 'paragraph', content: lineNodes(block) }))
  return { type: 'doc', version: 1, content }
}

const textIn = (node: Json): string => {
  if (!isJsonObject(node)) return ''
  if (node['type'] === 'hardBreak') return '\n'
  const own = node['text']
  if (typeof own === 'string') return own
  const content = node['content']
  const inner = Array.isArray(content) ? content.map(textIn) : []
  return node['type'] === 'doc' ? inner.join('\n\n') : inner.join('')
}

/** As Data Center shows it: wiki text. A document's marks are lost. */
export const wikiOf = (text: RichText | null): string | null => {
  if (text === null || text === '') return null
  return typeof text === 'string' ? text : textIn(text)
}
