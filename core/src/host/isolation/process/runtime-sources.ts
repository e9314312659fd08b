import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import type { InitHead } from '../wire.ts'

/** Modules of the runtime, from the file that starts it; published packages hold JavaScript, the repository TypeScript. */
const SUFFIX = import.meta.url.slice(import.meta.url.lastIndexOf('.'))

/**
 * Of these packages the runtime is given the named modules and nothing else: no schemas, no engine, so that a process starts in a
 * few milliseconds. They import types alone, or each other.
 */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  '@headless-pmo/sdk': [
    'brand',
    'define-plugin',
    'json/parse-json',
    'json/verbatim',
    'facts/fact-kinds',
    'check/check-context',
  ],
  '@headless-pmo/engine': ['pages/prepare-items', 'pages/step', 'checks/raw-answers'],
}

export type RuntimeSources = Pick<InitHead, 'runtime' | 'main' | 'packages'>

let sources: Promise<RuntimeSources> | undefined

/** The code that a plugin's process runs beside the plugin, read once. */
export function runtimeSources(): Promise<RuntimeSources> {
  sources ??= collect()
  return sources
}

async function collect(): Promise<RuntimeSources> {
  const runtime: Record<string, string> = {}
  const packages: Record<string, string> = {}
  const main = new URL(`../child/main${SUFFIX}`, import.meta.url).href
  const add = async (url: string): Promise<void> => {
    if (runtime[url] !== undefined) return
    runtime[url] = ''
    const code = withoutTypes(url, await readFile(new URL(url), 'utf8'))
    runtime[url] = code
    for (const [, specifier = ''] of code.matchAll(
      /^(?:import|export)\s[^'"]*?\sfrom\s+['"](\.[^'"]+)['"]/gm,
    ))
      await add(new URL(specifier, url).href)
  }
  await add(main)
  for (const [name, modules] of Object.entries(PARTS)) {
    const entry = import.meta.resolve(name)
    const address = `runtime:${name}`
    const urls = modules.map((path) => new URL(`./${path}${entry.slice(entry.lastIndexOf('.'))}`, entry).href)
    for (const url of urls) await add(url)
    runtime[address] = urls.map((url) => `export * from ${JSON.stringify(url)}`).join('\n')
    packages[name] = address
  }
  return { runtime, main, packages }
}

function withoutTypes(url: string, code: string): string {
  if (!url.endsWith('.ts')) return code
  const warn = Object.getOwnPropertyDescriptor(process, 'emitWarning') ?? {}
  try {
    // Node itself strips types with it at every import; that the function is new is no news to an operator.
    Object.defineProperty(process, 'emitWarning', { ...warn, value: () => undefined })
    return stripTypeScriptTypes(code)
  } finally {
    Object.defineProperty(process, 'emitWarning', warn)
  }
}
