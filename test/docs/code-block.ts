import { resolve } from 'node:path'

/** The root of the repository. */
export const root = resolve(import.meta.dirname, '../..')

/** A piece of code in a page or a doc comment. */
export interface CodeBlock {
  /** Path of the page or source file from the root. */
  readonly document: string
  /** Line of the document on which the code begins, from 1. */
  readonly line: number
  /** `ts`, `sh`, …: the first word behind the fence, or empty. */
  readonly language: string
  readonly attributes: BlockAttributes
  readonly code: string
  /** Lines that a reader does not see and the compiler needs; they stand before the code. */
  readonly preamble?: { readonly code: string; readonly line: number }
}

/** What stands behind the language of a fence: `no-check reason="…"`, `file="src/map.ts"`, `from="examples/…"`. */
export interface BlockAttributes {
  /** The block is not compiled; `reason` then says why. */
  readonly noCheck: boolean
  readonly reason?: string
  /** Name under which other blocks of the same document import this one. */
  readonly file?: string
  /** File of the repository that the block quotes; it is compiled there. */
  readonly from?: string
  /** Words that mean nothing here. */
  readonly unknown: readonly string[]
}

/** Something wrong in a document, at its place. */
export interface Finding {
  readonly document: string
  readonly line: number
  readonly message: string
}

/** `README.md:12: what is wrong`, as editors and people read it. */
export const showFinding = (finding: Finding): string =>
  `${finding.document}:${finding.line}: ${finding.message}`

const ATTRIBUTE = /([\w-]+)(?:="([^"]*)")?/g

/** Reads the words behind a fence's language. */
export function readAttributes(text: string): BlockAttributes {
  const found = new Map<string, string | undefined>()
  for (const [, name = '', value] of text.matchAll(ATTRIBUTE)) found.set(name, value)
  const reason = found.get('reason')
  const file = found.get('file')
  const from = found.get('from')
  return {
    noCheck: found.has('no-check'),
    ...(reason !== undefined && { reason }),
    ...(file !== undefined && { file }),
    ...(from !== undefined && { from }),
    unknown: [...found.keys()].filter((name) => !['no-check', 'reason', 'file', 'from'].includes(name)),
  }
}

/** Whether a block is TypeScript. */
export const isTypeScript = (block: CodeBlock): boolean => ['ts', 'typescript'].includes(block.language)

/** Whether a block is compiled as it stands. */
export const isCompiled = (block: CodeBlock): boolean =>
  isTypeScript(block) && !block.attributes.noCheck && block.attributes.from === undefined
