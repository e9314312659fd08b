import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommanderError } from 'commander'
import { createProgram } from '../../core/src/cli/program.ts'
import { root, type CodeBlock, type Finding } from './code-block.ts'
import type { InlineCode, MarkdownPage } from './markdown-page.ts'

/** A command line in a page. */
interface CommandLine {
  readonly document: string
  readonly line: number
  readonly words: readonly string[]
  /** In a sentence a command may be named without what it must be given. */
  readonly mention: boolean
}

const SHELLS = ['sh', 'bash', 'shell', 'console']

/** Judges every command of ours that a page names: in shell blocks, and in the text where it begins with `pmo` or `npm`. */
export async function judgeCommands(page: MarkdownPage): Promise<readonly Finding[]> {
  const lines = [
    ...page.blocks.filter((block) => SHELLS.includes(block.language)).flatMap(shellLines),
    ...page.inline.flatMap(inlineLine),
  ]
  const findings: Finding[] = []
  for (const { document, line, words, mention } of lines) {
    const message = await judgeCommand(words, mention)
    if (message !== undefined) findings.push({ document, line, message })
  }
  return findings
}

/** What is wrong with a command line; undefined when nothing is, or when it is none of ours. */
export async function judgeCommand(words: readonly string[], mention = false): Promise<string | undefined> {
  const [program, ...args] = words[0] === 'npx' ? words.slice(1) : words
  if (program === 'pmo' || program === '@headless-pmo/core') return judgePmo(args, mention)
  if (program !== 'npm') return undefined
  const rest = args.filter((word) => word !== '-s' && word !== '--silent')
  const script = rest[0] === 'run' ? rest[1] : rest[0]
  if (rest[0] !== 'run' && script !== 'start' && script !== 'test') return undefined
  if (script === undefined || !Object.hasOwn(scripts(), script)) {
    return `\`npm run ${script ?? ''}\` runs a script that package.json does not have.`
  }
  const separator = args.indexOf('--')
  return script === 'pmo' ? judgePmo(separator < 0 ? [] : args.slice(separator + 1), mention) : undefined
}

function scripts(): Readonly<Record<string, string>> {
  const read = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>
  }
  return read.scripts
}

/** The commands at the top, hidden ones left out. */
export function commandNames(): readonly string[] {
  const program = createProgram(() => Promise.resolve(), { out: () => undefined, err: () => undefined })
  return program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name())
    .filter((name) => name !== 'help')
}

/** Lets the real program read the line. Nothing is run. */
async function judgePmo(args: readonly string[], mention: boolean): Promise<string | undefined> {
  let said = ''
  const listen = (text: string): void => void (said += text)
  const program = createProgram(() => Promise.resolve(), { out: listen, err: listen })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return undefined
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (mention && (error.code === 'commander.missingArgument' || error.code === 'commander.help'))
      return undefined
    return error.exitCode === 0 ? undefined : `\`pmo ${args.join(' ')}\`: ${said.trim() || error.message}`
  }
}

/** The commands of a shell block: its lines, without prompts, comments, settings in front and what follows. */
function shellLines(block: CodeBlock): readonly CommandLine[] {
  const { document } = block
  return block.code
    .replaceAll('\\\n', '  ')
    .split('\n')
    .flatMap((text, index) =>
      text
        .split(/&&|\|\||[;|]/)
        .map((command) => ({ document, line: block.line + index, words: wordsOf(command), mention: false })),
    )
}

/**
 * A command within a sentence or a table is often a pattern: `sync [connection] [--full]`. Its optional parts
 * are taken as given, and of choices the first. `<command>` names none.
 */
function inlineLine({ document, line, code, column }: InlineCode): readonly CommandLine[] {
  const isCommand = /^(npx )?(pmo|npm|@headless-pmo\/core) /.test(code)
  if (!isCommand && column !== 'command') return []
  const pattern = code
    .replaceAll(/[[\]]/g, ' ')
    .replaceAll('…', '')
    .replaceAll(/<\w+>$/g, '')
  const words = wordsOf(isCommand ? pattern : `pmo ${pattern}`).map((word) => word.split('|')[0] ?? '')
  return [{ document, line, words, mention: true }]
}

const WORD = /"([^"]*)"|'([^']*)'|(#.*)|(\S+)/g

/** The words of a line as a shell would part them. */
function wordsOf(text: string): readonly string[] {
  const words = [...text.matchAll(WORD)].flatMap(([, double, single, comment, plain]) =>
    comment === undefined ? [double ?? single ?? plain ?? ''] : [],
  )
  const start = words.findIndex((word) => word !== '$' && !/^[A-Z_]+=/.test(word))
  return start < 0 ? [] : words.slice(start)
}
