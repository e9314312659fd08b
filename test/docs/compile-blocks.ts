import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize, posix } from 'node:path'
import { isCompiled, isTypeScript, type CodeBlock, type Finding } from './code-block.ts'
import { judgeQuotation } from './quotation.ts'
import { compilerFolder } from './type-script-compiler.ts'

/** A block as it is compiled. */
interface BlockFile {
  /** Path in the compiler's folder. */
  readonly path: string
  readonly block: CodeBlock
  readonly text: string
  /** Lines of the text that stand before the code. */
  readonly linesBefore: number
}

/** Compiles all blocks at once, each as a module beside the others of its document. */
export async function compileBlocks(blocks: readonly CodeBlock[]): Promise<readonly Finding[]> {
  const files = blocks.filter(isCompiled).map(blockFile)
  const twice = files.filter(({ path }, index) => files.findIndex((f) => f.path === path) !== index)
  if (twice.length > 0) {
    return twice.map(({ block }) => ({
      ...placeOf(block),
      message: 'Two blocks of this page have this file name.',
    }))
  }
  using folder = compilerFolder()
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true })
    writeFileSync(join(folder.path, path), text)
  }
  const printed = await folder.compile(
    // Blocks lie elsewhere than what they import: nothing is emitted, so nothing needs rewriting.
    { noUnusedLocals: false, rewriteRelativeImportExtensions: false },
    files.map(({ path }) => path),
  )
  return readErrors(printed, files)
}

function blockFile(block: CodeBlock): BlockFile {
  const name = block.attributes.file ?? `block-${block.line}.ts`
  // A document's blocks lie in one folder, deep enough that `../` stays inside.
  const path = posix.join(block.document.replaceAll(/[^\w-]/g, '_'), 'package', name)
  const before = block.preamble?.code ?? ''
  const after = /^\s*(import|export)\b/m.test(before + block.code) ? '' : '\nexport {}'
  return {
    path,
    block,
    text: `${before}${block.code}${after}\n`,
    linesBefore: before.split('\n').length - 1,
  }
}

const ERROR = /^(\S+?)\((\d+),\d+\): error (TS\d+: .*)$/

/** Puts what the compiler found back to the lines of the documents. Mistakes elsewhere are not ours to tell. */
function readErrors(printed: string, files: readonly BlockFile[]): readonly Finding[] {
  const findings: Finding[] = []
  for (const line of printed.split('\n')) {
    const [, path = '', at = '0', message = ''] = ERROR.exec(line) ?? []
    const file = files.find((f) => f.path === normalize(path).replaceAll('\\', '/'))
    if (file === undefined) {
      // The second line of a message.
      const last = findings.at(-1)
      if (line.startsWith('  ') && last !== undefined) {
        findings[findings.length - 1] = { ...last, message: `${last.message} ${line.trim()}` }
      }
      continue
    }
    const { block, linesBefore } = file
    const within = Number(at) - 1 - linesBefore
    const inPreamble = within < 0 && block.preamble !== undefined
    const number = inPreamble ? block.preamble.line + Number(at) - 1 : block.line + Math.max(within, 0)
    findings.push({ document: block.document, line: number, message })
  }
  // The compiler goes by file name; people read from the top.
  return findings.toSorted((a, b) => a.document.localeCompare(b.document) || a.line - b.line)
}

const placeOf = ({ document, line }: CodeBlock): Pick<Finding, 'document' | 'line'> => ({ document, line })

/** What is wrong with a block before any compiler sees it. */
export function judgeBlock(block: CodeBlock): readonly Finding[] {
  const { noCheck, reason, unknown } = block.attributes
  const found = (message: string): Finding => ({ ...placeOf(block), message })
  return [
    ...unknown.map((word) =>
      found(`"${word}" behind the fence means nothing here; there is no-check, reason, file, from.`),
    ),
    ...(noCheck && (reason === undefined || reason === '')
      ? [found('Not compiled without a reason: write no-check reason="why".')]
      : []),
    ...(!noCheck && reason !== undefined ? [found('A reason, but for what? no-check is missing.')] : []),
    ...(isTypeScript(block) && /@(ts-nocheck|ts-ignore|noErrors)\b/.test(block.code)
      ? [found('The block turns the compiler off; leave it to the compiler or say no-check.')]
      : []),
    ...(block.language === '' ? [found('Say the language behind the fence; `text` for none.')] : []),
    ...(block.language === 'json' ? jsonProblem(block) : []),
    ...judgeQuotation(block),
  ]
}

function jsonProblem(block: CodeBlock): readonly Finding[] {
  try {
    JSON.parse(block.code)
    return []
  } catch (error) {
    return [{ ...placeOf(block), message: `No JSON: ${String(error)}` }]
  }
}
