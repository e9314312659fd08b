import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { STEERING } from '../../../test/support/hostile-texts.ts'
import { runCli } from './index.ts'
import { createProgram } from './program.ts'
import { EXIT } from './exit-codes.ts'

/** Runs a line of which no command may get as far as opening a server. */
async function ran(args: readonly string[]) {
  const written = { out: '', err: '' }
  const code = await runCli(args, {
    openApp: () => Promise.reject(new Error('No server is opened here.')),
    variables: {},
    terminal: {
      out: (text) => (written.out += text),
      err: (text) => (written.err += text),
      isTerminal: false,
    },
  })
  return { code, ...written }
}

/** The names of every command, with those above it. */
function commandsOf(command: Command, above: readonly string[] = []): readonly (readonly string[])[] {
  return command.commands.flatMap((one) => {
    const names = [...above, one.name()]
    return [names, ...commandsOf(one, names)]
  })
}
const ALL = commandsOf(createProgram(() => Promise.resolve(), { out: () => {}, err: () => {} }))

const HOSTILE = ['\u001b[2J\u009b31m', '\u202egnp.exe', 'a\r\nb\nc', '\0', '\ud800', 'x'.repeat(100_000)]

test('every command tells what it is for', async () => {
  for (const names of ALL) {
    const { code, out, err } = await ran([...names, '--help'])
    expect([names, code, err]).toEqual([names, EXIT.ok, ''])
    expect(out).toContain(`Usage: pmo ${names.join(' ')}`)
  }
})

test('an option or a command that there is not is refused in one short line, whatever it holds', async () => {
  const lines = [
    ...HOSTILE.flatMap((text) => ALL.map((names) => [...names, `--${text}`])),
    ...HOSTILE.map((text) => [text]),
    [''],
  ]
  for (const args of lines) {
    const { code, err } = await ran(args)
    const about = args.map((one) => one.slice(0, 20))
    expect([about, code === EXIT.ok, STEERING.exec(err)]).toEqual([about, false, null])
    expect([about, err.length < 1000]).toEqual([about, true])
  }
})
