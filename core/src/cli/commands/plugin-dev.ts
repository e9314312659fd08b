import { jsonText } from '../../texts/index.ts'
import { createInterface } from 'node:readline'
import {
  DevLoop,
  eventLines,
  failures,
  lawCounts,
  lawLines,
  openPluginPackage,
  repeatLine,
  runSession,
  type OpenTrial,
  type TrialEvent,
} from '../../authoring/index.ts'
import type { CommandContext } from '../context.ts'
import { SESSION_COMMAND } from '../dev-session.ts'
import { EXIT } from '../exit-codes.ts'
import type { Output } from '../output/output.ts'
import { localApi } from '../session.ts'

const HELP =
  'Enter does it again; e edits something in the fake tracker first, where there is one; q or Ctrl-C ends it.'

/** Runs a plugin on its fake tracker, anew at every change, until it is stopped. */
export async function devPlugin(context: CommandContext, folder: string): Promise<number> {
  const { output } = context
  const plugin = openPluginPackage(folder)
  const stopping = new AbortController()
  const signal = AbortSignal.any([context.signal, stopping.signal])
  const loop = new DevLoop({
    plugin,
    signal,
    sessionArguments: [...process.execArgv, process.argv[1] ?? '', 'plugin', SESSION_COMMAND, plugin.folder],
    begins: (changed) =>
      output.note(
        changed === undefined ? `${plugin.name} on trial. ${HELP}` : `\n${changed} has changed: once more.`,
      ),
    show: (event) => show(output, event),
  })
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    const word = line.trim().toLowerCase()
    if (word === 'q') stopping.abort()
    else loop.command(word === 'e' ? 'edit' : 'work')
  })
  try {
    await loop.run()
  } finally {
    lines.close()
    process.stdin.unref()
  }
  output.note('Ended; nothing of it was kept.')
  return EXIT.ok
}

function show(output: Output, event: TrialEvent): void {
  if (output.json) return output.write(`${jsonText(event)}\n`)
  for (const line of eventLines(event)) output.write(`${line}\n`)
  if (event.type === 'laws') {
    const { results, seed } = event.laws
    const broken = failures(results)
    for (const line of broken.flatMap(lawLines)) output.write(`${line}\n`)
    output.write(`laws: ${lawCounts(results)}\n`)
    if (broken.length > 0) output.write(`${repeatLine(seed, 'npx pmo plugin test')}\n`)
  }
  if (event.type === 'waiting') output.write('Waiting for a change …\n')
  if (event.type === 'problem' && event.fatal) output.write('Waiting for the next save …\n')
}

/** One life of a trial. */
export async function devSession(context: CommandContext, folder: string): Promise<number> {
  const { environment, openApp, signal } = context
  const openTrial: OpenTrial = async (trial) => {
    const app = await openApp({
      environment: { ...environment, port: environment.port ?? 0, logLevel: 'fatal' },
      trial,
    })
    await using opening = new AsyncDisposableStack()
    opening.use(app)
    const { address } = await app.listen()
    await app.work({ schedule: false })
    const resources = opening.move()
    return {
      api: localApi(app),
      address,
      token: app.firstToken ?? '',
      warnings: app.warnings,
      request: (path, init) => app.fetch(new Request(new URL(path, address), init)),
      [Symbol.asyncDispose]: () => resources.disposeAsync(),
    }
  }
  await runSession({ folder, openTrial, signal })
  return EXIT.ok
}
