/**
 * The first code of a plugin's process, given to `node -e`: it reads the first frame, which holds all other code, and runs that. So the
 * process needs no file at all. Plain JavaScript, because nothing strips types there.
 */
export const BOOTSTRAP = `
import { readSync } from 'node:fs'
import { registerHooks } from 'node:module'
const exactly = (length) => {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; ) {
    const read = readSync(3, bytes, at, length - at)
    if (read === 0) process.exit(0)
    at += read
  }
  return bytes
}
const prefix = exactly(8)
const init = JSON.parse(exactly(prefix.readUInt32LE(0)).toString())
exactly(prefix.readUInt32LE(4))
const hooks = registerHooks({
  resolve(specifier, context, next) {
    const url = init.packages[specifier] ?? (/^\\.{1,2}\\//.test(specifier) ? new URL(specifier, context.parentURL).href : specifier)
    return init.runtime[url] === undefined ? next(specifier, context) : { url, format: 'module', shortCircuit: true }
  },
  load(url, context, next) {
    const source = init.runtime[url]
    return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true }
  },
})
const { start } = await import(init.main)
hooks.deregister()
await start(init)
`
