import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { CONFIG_FILE } from '../../config/index.ts'
import type { App } from '../app.ts'
import type { CommandContext } from '../context.ts'
import { folderToken } from '../data-folder.ts'
import { hasDemo, openDemo, type DemoWorkspace } from '../demo.ts'
import { EXIT } from '../exit-codes.ts'
import { buildSite, builtSite } from '../site.ts'
import { localApi } from '../session.ts'
import { keepHeapSmall } from '../small-heap.ts'

/** Runs the server until it is told to end. */
export async function serve(context: CommandContext, options: { readonly config?: string }): Promise<number> {
  const configFile = options.config ?? (existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined)
  return run(context, { configFile, site: builtSite() })
}

/**
 * `serve` with the dashboard brought up to date; where there is no pmo.config.ts, with the demo's trackers and
 * configuration.
 */
export async function start(context: CommandContext, options: { readonly config?: string }): Promise<number> {
  const { output, environment } = context
  const building = environment.siteDir ?? buildSite((warning) => output.note(`Warning: ${warning}`))
  const configFile = options.config ?? (existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined)
  if (configFile !== undefined || !hasDemo()) return run(context, { configFile, site: await building })
  // The trackers start while the database opens.
  const opening = openDemo(environment.dataDir)
  await using ending = new AsyncDisposableStack()
  ending.defer(async () => (await opening.catch(() => undefined))?.[Symbol.asyncDispose]())
  output.note(
    `There is no ${CONFIG_FILE} here: this is the demo company, its data is in ${environment.dataDir}.`,
  )
  // Its failure is looked at below, once the pages are built.
  opening.catch(() => undefined)
  const site = await building
  // Awaited here, or the trackers would end before the server.
  return await run(context, { configFile: opening.then((demo) => demo.configFile), site, demo: opening })
}

/** What to look at in the demo. */
const NEXT_STEPS = [
  'npm run -s pmo -- status',
  'npm run -s pmo -- projects',
  'npm run -s pmo -- items --status in_progress',
  'npm run -s pmo -- check',
]

interface Served {
  readonly configFile: string | Promise<string> | undefined
  /** Folder of the pages at `/`. */
  readonly site: string | undefined
  readonly demo?: Promise<DemoWorkspace>
}

async function run(context: CommandContext, { configFile, site: built, demo }: Served): Promise<number> {
  keepHeapSmall()
  const { environment, output, signal } = context
  const site = environment.siteDir ?? built
  await using app = await context.openApp({
    environment: { ...environment, ...(site !== undefined && { siteDir: site }) },
    ...(configFile !== undefined && { configFile }),
  })
  const { address } = await app.listen()
  for (const warning of [...app.warnings, ...(await brokenConnections(app))])
    output.note(`Warning: ${warning}`)
  if (app.applied.length > 0) output.note(`Configuration:\n  ${app.applied.join('\n  ')}`)
  const token = app.firstToken ?? (demo === undefined ? undefined : folderToken(environment.dataDir))
  if (token !== undefined) await (await demo)?.fill({ address, token })
  const code = site === undefined ? undefined : await signInCode(app, environment.dataDir)
  output.result({ address, ...(token !== undefined && { token }) }, () =>
    [
      `Headless PMO is at ${address}`,
      // The fragment is never sent: the page takes it, signs in with it, and removes it from the address.
      ...(code === undefined ? [] : [`Dashboard: ${address}/#token=${code} (signs in once, within an hour)`]),
      ...(token !== undefined ? [`Token: ${token}`] : []),
      ...(demo === undefined
        ? []
        : ['Look at it in another terminal:', ...NEXT_STEPS.map((step) => `  ${step}`)]),
      'Ctrl-C ends it.',
    ].join('\n'),
  )
  await app.work({ schedule: true })
  if (!signal.aborted) await once(signal, 'abort')
  output.note('Stopping …')
  return EXIT.ok
}

/** Connections that cannot be read as they are written, and why: nobody looks for that in a server that has started. */
async function brokenConnections(app: App): Promise<readonly string[]> {
  const { connections } = await localApi(app).connections.list.query({})
  return connections.flatMap(({ id, problem }) =>
    problem === undefined ? [] : `connection ${id}: ${problem}`,
  )
}

/** What a link to the dashboard signs in with: a code for the token that the data folder keeps. */
async function signInCode(app: App, dataDir: string): Promise<string | undefined> {
  const token = app.firstToken ?? folderToken(dataDir)
  return token === undefined ? undefined : app.signInCode(token)
}
