import { Module as ModuleLoader, registerHooks } from 'node:module'
import { refuse, refused } from './refused.ts'
import type { InitHead } from '../wire.ts'

/** Builtin modules that only compute. */
const COMPUTING = [
  'assert',
  'assert/strict',
  'buffer',
  'crypto',
  'events',
  'path',
  'path/posix',
  'path/win32',
  'punycode',
  'querystring',
  'stream',
  'stream/consumers',
  'stream/promises',
  'stream/web',
  'string_decoder',
  'timers',
  'timers/promises',
  'url',
  'util',
  'util/types',
  'zlib',
]

/** Address of the plugin's one file. It exists nowhere. */
export const PLUGIN_URL = 'file:///plugin/plugin.mjs'

/** Under this name the modules that stand in for builtins find what they export. */
const STAND_INS = Symbol.for('headless-pmo.stand-ins')

type Module = Readonly<Record<string, unknown>>

function sourceOf(name: string, module: Module): string {
  const names = Object.keys(module).filter((key) => key !== 'default' && /^[A-Za-z_$][\w$]*$/.test(key))
  return [
    `const it = globalThis[Symbol.for('headless-pmo.stand-ins')][${JSON.stringify(name)}]`,
    ...names.map((key, index) => `const v${index} = it[${JSON.stringify(key)}]`),
    `export { ${names.map((key, index) => `v${index} as ${key}`).join(', ')} }`,
    'export default it',
  ].join('\n')
}

/** A builtin module in name only. */
function nameOnly(name: string, names: readonly string[]): Module {
  const whole = refused(`node:${name}`)
  return Object.freeze(Object.fromEntries(names.map((key) => [key, Reflect.get(whole, key) as unknown])))
}

/**
 * Decides what a plugin can import: itself, what only computes, and stand-ins. Everything else is refused. The decision needs nothing
 * that the plugin could have replaced: operators and tables without a prototype.
 */
export async function guardModules(init: InitHead, own: Readonly<Record<string, Module>>): Promise<void> {
  const computing: Record<string, unknown> = Object.create(null)
  for (const name of COMPUTING) computing[name] = await import(`node:${name}`)
  const require = (specifier: string): unknown => {
    const name = bare[specifier] ?? specifier
    const module = computing[name] as { readonly default?: unknown } | undefined
    if (module !== undefined) return module.default ?? module
    const standIn = standIns[name]
    return standIn === undefined ? refuse(`require of ${specifier}`) : standIn
  }
  const standIns: Record<string, Module> = Object.create(null)
  for (const [name, names] of Object.entries(init.refused)) standIns[name] = nameOnly(name, names)
  for (const [name, module] of Object.entries(own))
    standIns[name] = Object.isFrozen(module) ? module : Object.freeze({ ...standIns[name], ...module })
  standIns['module'] = Object.freeze({
    ...standIns['module'],
    // What bundlers write for CommonJS parts of a bundle.
    createRequire: () => Object.freeze(require),
    builtinModules: Object.freeze([]),
  })

  const bare: Record<string, string> = Object.create(null)
  const allowed: Record<string, true> = Object.create(null)
  const addresses: Record<string, string> = Object.create(null)
  const sources: Record<string, string> = Object.create(null)
  for (const name of COMPUTING) {
    bare[name] = bare[`node:${name}`] = name
    allowed[name] = allowed[`node:${name}`] = true
  }
  for (const [name, module] of Object.entries(standIns)) {
    const address = `stand-in:${name}`
    bare[name] = bare[`node:${name}`] = name
    addresses[name] = addresses[`node:${name}`] = address
    sources[address] = sourceOf(name, module)
  }
  addresses[PLUGIN_URL] = PLUGIN_URL
  sources[PLUGIN_URL] = init.plugin
  Object.defineProperty(globalThis, STAND_INS, { value: Object.freeze(standIns) })

  registerHooks({
    resolve(specifier, context, next) {
      if (allowed[specifier] === true) return next(specifier, context)
      const url = addresses[specifier]
      if (url === undefined) return refuse(`import of ${specifier}`)
      return { url, format: 'module', shortCircuit: true }
    },
    load(url, context, next) {
      const source = sources[url]
      if (source !== undefined) return { format: 'module', source, shortCircuit: true }
      return next(url, context)
    },
  })
  // Hooks that are registered later come first: whoever got hold of Node's own class is to find nothing there that loads.
  for (const holder of [ModuleLoader, ModuleLoader.prototype]) {
    for (const name of Reflect.ownKeys(holder))
      if (name !== 'constructor') Reflect.deleteProperty(holder, name)
  }
}
