import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'

/** The text that a reader of Markdown sees, by a parser that is not ours; HTML counts as not seen. */
export function shownText(markdown: string): string {
  return nodesOf(markdown)
    .map((node) => {
      if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value
      return node.type === 'break' ? '\n' : ''
    })
    .join('')
}

/** The HTML in it, tag by tag. */
export function shownHtml(markdown: string): readonly string[] {
  return nodesOf(markdown).flatMap((node) => (node.type === 'html' ? [node.value] : []))
}

/** The kinds of nodes that it consists of, each once, sorted. */
export function shownKinds(markdown: string): readonly string[] {
  return [...new Set(nodesOf(markdown).map(({ type }) => type))].toSorted()
}

function nodesOf(markdown: string): readonly Nodes[] {
  const found: Nodes[] = []
  const waiting: Nodes[] = [
    fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] }),
  ]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    found.push(node)
    if ('children' in node) waiting.push(...node.children.toReversed())
  }
  return found
}
