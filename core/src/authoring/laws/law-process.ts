/**
 * Tries the laws of a plugin in a process of its own: the author's code runs nowhere else, always as it is on the disk,
 * and the kit may watch what it reaches for. Argument: the package's folder.
 * @module
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describePlugin, type Plugin } from '@headless-pmo/sdk'
import { explainAuthorError } from '../package/author-error.ts'
import { openPluginPackage } from '../package/plugin-package.ts'
import { loadConformance, loadPlugin, type ConformanceOptions } from './conformance-options.ts'
import type { LawMessage } from './law-message.ts'
import type { LawOutcome, LawOutcomes } from './law-outcome.ts'

/** The kit without its test runner, as far as this needs it. */
interface Kit {
  readonly checkLaws: (
    plugin: Plugin,
    options: ConformanceOptions & { readonly onResult: (result: LawOutcome) => void },
  ) => Promise<Omit<LawOutcomes, 'described'>>
}

const tell = (message: LawMessage): Promise<void> =>
  new Promise((done) => {
    if (process.send === undefined) done()
    else process.send(message, () => done())
  })

async function loadKit(folder: string): Promise<Kit> {
  // The kit of the author's package, not ours: its version is the author's choice.
  const file = createRequire(join(folder, 'package.json')).resolve('@headless-pmo/testing/kit')
  return (await import(pathToFileURL(file).href)) as Kit
}

const folder = process.argv[2] ?? '.'
try {
  const plugin = openPluginPackage(folder)
  const { checkLaws } = await loadKit(plugin.folder)
  const options = await loadConformance(plugin)
  const loaded = await loadPlugin(plugin)
  const described = describePlugin(loaded)
  await tell({ type: 'described', manifest: described })
  const report = await checkLaws(loaded, {
    ...options,
    onResult: (result) => void tell({ type: 'result', result }),
  })
  await tell({ type: 'report', report: { ...report, described } })
} catch (error) {
  await tell({ type: 'problem', text: explainAuthorError(error, folder) })
  process.exitCode = 1
}
process.disconnect?.()
