import { createRequire } from 'node:module'

/** Builtins that libraries import without need: they are there in name, and refuse every use. All others are refused at their import. */
const IN_NAME_ONLY = [
  'async_hooks',
  'child_process',
  'diagnostics_channel',
  'dns',
  'dns/promises',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'module',
  'net',
  'os',
  'perf_hooks',
  'process',
  'readline',
  'tls',
  'tty',
  'worker_threads',
]

let names: Readonly<Record<string, readonly string[]>> | undefined

/** The names of their exports, which a static import needs. */
export function refusedModules(): Readonly<Record<string, readonly string[]>> {
  const require = createRequire(import.meta.url)
  // A builtin is an object or a function; only its names are taken.
  names ??= Object.fromEntries(
    IN_NAME_ONLY.map((name) => [name, Object.keys(require(`node:${name}`) as object)]),
  )
  return names
}
