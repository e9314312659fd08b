import { MarkdownWriter } from '../markdown/writer.ts'
import { BlockReader } from './block-reader.ts'
import { splitMacros } from './split-macros.ts'

/**
 * Jira's wiki text as Markdown; undefined where it says nothing. What is no notation, or is not closed, stays the
 * text it is. The time grows with the length of the text alone.
 */
export function wikiToMarkdown(text: string): string | undefined {
  if (text.trim() === '') return undefined
  const writer = new MarkdownWriter()
  const reader = new BlockReader(writer)
  for (const piece of splitMacros(text.replaceAll(/\r\n?/g, '\n'))) {
    if (piece.kind === 'text') reader.text(piece.text)
    else if (piece.kind === 'raw') reader.raw(piece)
    else reader.tag(piece)
  }
  reader.end()
  return writer.end()
}
