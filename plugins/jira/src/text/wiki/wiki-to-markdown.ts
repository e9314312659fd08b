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
  const pieces = splitMacros(text.replaceAll(/\r\n?/g, '\n'))
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'text') reader.text(piece.text, pieces[index + 1]?.kind === 'raw')
    else if (piece.kind === 'raw') reader.raw(piece)
    else reader.tag(piece)
  }
  reader.end()
  return writer.end()
}
