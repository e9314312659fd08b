import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, type CodeBlock, type Finding } from './code-block.ts'

/** Stands for lines that a quotation leaves out. */
const LEFT_OUT = /^\s*\/\/ …$/

/**
 * What is wrong with a block that quotes a file (`from="examples/…"`): every line must stand there, in order and
 * side by side, but where `// …` says that something is left out. The quoted file is compiled and tested itself.
 */
export function judgeQuotation(block: CodeBlock): readonly Finding[] {
  const { from } = block.attributes
  if (from === undefined) return []
  const found = (line: number, message: string): readonly Finding[] => [
    { document: block.document, line, message },
  ]
  const path = join(root, from)
  if (!existsSync(path)) return found(block.line, `Quotes ${from}, which does not exist.`)
  const source = readFileSync(path, 'utf8').split('\n')
  let at = 0
  let line = block.line
  for (const piece of pieces(block.code)) {
    const start = findPiece(source, piece.lines, at)
    if (start < 0)
      return found(line + piece.offset, `${from} does not say this (any more); quote it as it is.`)
    at = start + piece.lines.length
  }
  return []
}

/** The parts between the lines that leave something out. */
function pieces(code: string): readonly { readonly offset: number; readonly lines: readonly string[] }[] {
  const found: { offset: number; lines: string[] }[] = [{ offset: 0, lines: [] }]
  for (const [index, line] of code.split('\n').entries()) {
    if (LEFT_OUT.test(line)) found.push({ offset: index + 1, lines: [] })
    else found.at(-1)?.lines.push(line)
  }
  return found.map(trimmed).filter(({ lines }) => lines.length > 0)
}

function trimmed({ offset, lines }: { readonly offset: number; readonly lines: readonly string[] }) {
  const first = lines.findIndex((line) => line.trim() !== '')
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return { offset: offset + Math.max(first, 0), lines: first < 0 ? [] : lines.slice(first, last + 1) }
}

/** Where lines stand in a source, all indented by the same amount more or less; −1: nowhere. */
function findPiece(source: readonly string[], lines: readonly string[], from: number): number {
  const [first = ''] = lines
  const wanted = first.trimStart()
  for (let at = from; at + lines.length <= source.length; at++) {
    const line = source[at] ?? ''
    if (line.trimStart() !== wanted) continue
    const shift = indent(line) - indent(first)
    const same = lines.every((text, index) => {
      const other = source[at + index] ?? ''
      return text.trim() === other.trim() && (text.trim() === '' || indent(other) - indent(text) === shift)
    })
    if (same) return at
  }
  return -1
}

const indent = (line: string): number => line.length - line.trimStart().length
