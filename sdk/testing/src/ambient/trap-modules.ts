import { createRequire, syncBuiltinESMExports } from 'node:module'
import { noted, replace } from './trap-globals.ts'

const require = createRequire(import.meta.url)

/** Functions that lead out of the process, by the module that has them. `*`: all of it. */
const WAYS_OUT: Readonly<Record<string, readonly string[] | '*'>> = {
  fs: '*',
  'fs/promises': '*',
  child_process: '*',
  dns: '*',
  'dns/promises': '*',
  net: ['connect', 'createConnection', 'createServer', 'Socket', 'Server'],
  tls: ['connect', 'createServer'],
  dgram: ['createSocket'],
  http: ['request', 'get', 'createServer'],
  https: ['request', 'get', 'createServer'],
  http2: ['connect', 'createServer', 'createSecureServer'],
  worker_threads: ['Worker'],
  os: ['hostname', 'userInfo', 'networkInterfaces', 'homedir', 'tmpdir'],
  vm: ['runInNewContext', 'runInThisContext', 'createContext', 'Script'],
}

/**
 * Traps the platform's modules, also for those who have imported their functions by name. Gives the function
 * that takes the traps out.
 */
export function trapModules(): () => void {
  const undo: (() => void)[] = []
  for (const [name, ways] of Object.entries(WAYS_OUT)) {
    // Built-in modules are objects of functions; what else they hold is left alone.
    const module = require(`node:${name}`) as Readonly<Record<string, unknown>>
    const found = ways === '*' ? Object.keys(module).filter((key) => typeof module[key] === 'function') : ways
    for (const key of found) undo.push(replace(module, key, (original) => noted(original, `${name}.${key}`)))
  }
  syncBuiltinESMExports()
  return () => {
    for (const one of undo.toReversed()) one()
    syncBuiltinESMExports()
  }
}
