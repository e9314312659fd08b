import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { readAttributes, root, type CodeBlock } from './code-block.ts'

/** A short piece of code within a sentence or a table. */
export interface InlineCode {
  readonly document: string
  readonly line: number
  readonly code: string
  /** Head of the table column that it stands in; empty outside tables. */
  readonly column: string
}

const EXTENSIONS = { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] }

/** What of a page can be checked. */
export interface MarkdownPage {
  readonly blocks: readonly CodeBlock[]
  readonly inline: readonly InlineCode[]
  readonly links: readonly { readonly line: number; readonly url: string }[]
  readonly headings: readonly string[]
}

/** Pages written by hand, those of templates included. */
export function markdownPages(): readonly string[] {
  return globSync(['*.md', '{sdk,core,plugins,examples,test}/**/*.md'], {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**', 'sdk/api.md', '**/.*/**'],
  }).toSorted()
}

const PREAMBLE = /^<!-- preamble\n([\s\S]*?)-->$/

/** Reads a page of the repository. */
export function readPage(document: string): MarkdownPage {
  return parsePage(document, readFileSync(join(root, document), 'utf8'))
}

/** Finds the code of a page. A comment `<!-- preamble … -->` right before a block is put before its code. */
export function parsePage(document: string, text: string): MarkdownPage {
  const blocks: CodeBlock[] = []
  const inline: InlineCode[] = []
  const links: { line: number; url: string }[] = []
  const headings: string[] = []
  const visit = (node: Nodes, before: Nodes | undefined, column: string): void => {
    const line = node.position?.start.line ?? 1
    if (node.type === 'link') links.push({ line, url: node.url })
    if (node.type === 'heading') headings.push(wordsOf(node))
    if (node.type === 'code') {
      const preamble = before?.type === 'html' ? PREAMBLE.exec(before.value)?.[1] : undefined
      blocks.push({
        document,
        line: line + 1,
        language: node.lang ?? '',
        attributes: readAttributes(node.meta ?? ''),
        code: node.value,
        ...(preamble !== undefined && {
          preamble: { code: preamble, line: (before?.position?.start.line ?? 0) + 1 },
        }),
      })
    } else if (node.type === 'inlineCode') {
      inline.push({ document, line, code: node.value, column })
    } else if (node.type === 'table') {
      const heads = node.children[0]?.children.map(wordsOf) ?? []
      for (const row of node.children.slice(1)) {
        for (const [index, cell] of row.children.entries()) visit(cell, undefined, heads[index] ?? '')
      }
    } else if ('children' in node) {
      for (const [index, child] of node.children.entries()) visit(child, node.children[index - 1], column)
    }
  }
  visit(fromMarkdown(text, EXTENSIONS), undefined, '')
  return { blocks, inline, links, headings }
}

/** The text of a node without its markup. */
const wordsOf = (node: Nodes): string => {
  if ('children' in node) return node.children.map(wordsOf).join('')
  return 'value' in node ? node.value : ''
}
