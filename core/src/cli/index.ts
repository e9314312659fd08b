/**
 * The `pmo` command: reads the line, finds the server or opens the data folder, does one thing, ends with a code.
 * @module
 */
import { existsSync } from 'node:fs'
import { CommanderError } from 'commander'
import { CONFIG_FILE, readEnvironment } from '../config/index.ts'
import type { Run } from './add-commands.ts'
import type { OpenApp } from './app.ts'
import { commandContext } from './context.ts'
import { errorSentence } from './cli-error.ts'
import { DEMO_FOLDER, findDataFolder } from './data-folder.ts'
import { DEMO_CONFIG, hasDemo } from './demo.ts'
import { EXIT } from './exit-codes.ts'
import { Output, type Terminal } from './output/output.ts'
import { createProgram } from './program.ts'
import { onInterrupt } from './signals.ts'
import { shortened, withoutSteering } from '../texts/index.ts'

export type { Trial } from '../authoring/index.ts'
export type { App, AppOptions, OpenApp } from './app.ts'
export { tokenFile } from './data-folder.ts'
export { processTerminal } from './terminal.ts'
export { readableLog } from './output/readable-log.ts'

/** What the command line stands on. */
export interface CliParts {
  readonly openApp: OpenApp
  readonly terminal: Terminal
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** The config file that a data folder goes with. */
function usualConfigOf(dataDir: string): string | undefined {
  if (existsSync(CONFIG_FILE)) return CONFIG_FILE
  return dataDir === DEMO_FOLDER && hasDemo() ? DEMO_CONFIG : undefined
}

/** Runs one command line. Never throws. @returns the exit code, see {@link EXIT} */
export async function runCli(args: readonly string[], parts: CliParts): Promise<number> {
  let code: number = EXIT.ok
  const run: Run = async (work, { json, config: configFile, isStart }) => {
    using interrupt = onInterrupt()
    const output = new Output(parts.terminal, json === true)
    try {
      const read = readEnvironment(parts.variables)
      const hasConfig = configFile !== undefined || existsSync(CONFIG_FILE)
      const named = parts.variables['PMO_DATA_DIR']
      const dataDir =
        isStart === true && !hasConfig && (named === undefined || named === '')
          ? DEMO_FOLDER
          : findDataFolder(named, hasConfig)
      const environment = { ...read, dataDir }
      const usualConfig = usualConfigOf(dataDir)
      const { signal } = interrupt
      code = await work(
        commandContext({
          environment,
          output,
          openApp: parts.openApp,
          signal,
          isDemo: usualConfig === DEMO_CONFIG,
          ...(usualConfig !== undefined && { usualConfig }),
        }),
      )
    } catch (error) {
      code = interrupt.signal.aborted ? EXIT.interrupted : EXIT.failed
      output.settle()
      if (!interrupt.signal.aborted) output.failure(errorSentence(error))
    }
  }
  const program = createProgram(run, parts.terminal)
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      parts.terminal.err(`pmo: ${withoutSteering(shortened(errorSentence(error)))}\n`)
      return EXIT.failed
    }
    const shown = error.exitCode === 0
    if (!shown) parts.terminal.err('Run pmo --help for what there is.\n')
    return shown ? EXIT.ok : EXIT.usage
  }
  return code
}
