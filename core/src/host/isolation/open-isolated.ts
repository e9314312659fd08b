import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Manifest } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import { bundleModule } from './bundle/bundle-module.ts'
import type { IsolatedEntry, IsolatedPlugin, IsolationOptions } from './isolated-plugin.ts'
import { DEFAULT_TIMING, type IsolationTiming } from './process/isolation-timing.ts'
import { PluginProcesses } from './process/plugin-processes.ts'
import type { Ready } from './process/plugin-process.ts'
import { refusedModules } from './process/refused-modules.ts'
import { runtimeSources } from './process/runtime-sources.ts'
import { proxyPlugin } from './proxy/proxy-plugin.ts'
import type { InitHead } from './wire.ts'

/** The process that serves no single connection. */
const NO_OWNER = ''

/**
 * Opens a plugin that runs in processes of its own (law 14). With a manifest nothing is started until it is used; without one it is
 * bundled where it needs to be, and its process says what it is.
 *
 * @throws PmoError `plugin-unusable` where the entry cannot be read or bundled, does not match its integrity, or exports no plugin
 */
export async function openIsolated(
  options: IsolationOptions & { readonly timing?: Partial<IsolationTiming> },
): Promise<IsolatedPlugin> {
  const place = placeOf(options.entry)
  const source = sourceOf(options.entry)
  const timing = { ...DEFAULT_TIMING, ...options.timing }
  const name = options.manifest?.id ?? place
  const processes = new PluginProcesses({
    ...options,
    plugin: name,
    timing,
    init: async () => initOf({ ...(await runtimeSources()), plugin: await source() }, name),
    ...(options.manifest !== undefined && { mismatch: mismatchWith(options.manifest) }),
  })
  try {
    const manifest = options.manifest ?? (await described(processes, place))
    processes.rename(manifest.id)
    return {
      manifest,
      plugin: proxyPlugin(manifest, processes),
      describe: () => described(processes, place),
      processes: () => processes.count,
      attempts: () => processes.attempts(),
      release: () => processes.release(),
      [Symbol.asyncDispose]: () => processes[Symbol.asyncDispose](),
    }
  } catch (error) {
    await processes[Symbol.asyncDispose]()
    throw error
  }
}

function initOf(
  code: Awaited<ReturnType<typeof runtimeSources>> & { readonly plugin: string },
  name: string,
): InitHead {
  return { ...code, refused: refusedModules(), title: `pmo plugin ${name}` }
}

function placeOf(entry: IsolatedEntry): string {
  return 'bundle' in entry ? entry.bundle : entry.module
}

/** Where the code comes from. A bundle is read anew for each process, and verified: what was verified is what runs. */
function sourceOf(entry: IsolatedEntry): () => Promise<string> {
  if ('module' in entry) {
    let bundled: Promise<string> | undefined
    return () => (bundled ??= bundleModule(entry.module))
  }
  return async () => {
    const { bundle, integrity } = entry
    const bytes = await readFile(bundle).catch((cause: unknown) => {
      throw new PmoError(
        'plugin-unusable',
        `The plugin ${bundle} cannot be read; install its package again, or correct the path.`,
        { cause },
      )
    })
    const found = `sha256-${createHash('sha256').update(bytes).digest('base64')}`
    if (integrity !== undefined && integrity !== found) {
      throw new PmoError(
        'plugin-unusable',
        `The file ${bundle} is not the one that its manifest names (${found} instead of ${integrity}); install the package again, and distrust it if that does not help.`,
      )
    }
    return bytes.toString('utf8')
  }
}

async function described(processes: PluginProcesses, place: string): Promise<Manifest> {
  const task = { phase: 'describe' }
  const call = await processes.call(NO_OWNER, task, { op: 'describe', contribution: 0 })
  const told = Manifest.safeParse(await call.result)
  if (told.success) return told.data
  const [issue] = told.error.issues
  throw new PmoError(
    'plugin-unusable',
    `The plugin ${place} describes itself wrongly at ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}. Mend the plugin or remove it from the configuration.`,
  )
}

/** What a process says of itself has to be what the manifest promised. */
function mismatchWith(manifest: Manifest): (ready: Ready) => string | undefined {
  const outline = ({ contributes }: Pick<Ready, 'contributes'>): string =>
    JSON.stringify(contributes.map(({ kind, streams }) => [kind, streams ?? []]))
  const promised = outline({
    contributes: manifest.contributes.map((one) =>
      one.kind === 'connector' ? { kind: one.kind, streams: Object.keys(one.streams) } : { kind: one.kind },
    ),
  })
  return (ready) => {
    const again = 'pack it again, or install it again'
    if (ready.id !== manifest.id || ready.version !== manifest.version)
      return `its code is ${ready.id} ${ready.version}, its manifest is of ${manifest.id} ${manifest.version}; ${again}`
    return outline(ready) === promised
      ? undefined
      : `its code contributes something else than its manifest says; ${again}`
  }
}
