#!/usr/bin/env node
// The way in: `npm start`, `npm run pmo`, `npm test` and the installed `pmo` command.
//
// In a checkout it may be the very first thing that runs, on any Node from 20 on: it installs what is missing
// or outdated, then hands over to the Node that the lockfile pins. In a published package nothing is left to
// install and it runs what was built. Plain JavaScript without dependencies, because nothing is there yet.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')

/** @param {string} message */
function stop(message) {
  process.stderr.write(`pmo: ${message}\n`)
  process.exit(1)
}

/** The Node that the lockfile pins. @returns {string} */
function pinnedNode() {
  const binary = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(binary) ? realpathSync(binary) : process.execPath
}

/**
 * Runs a program in our place: same terminal, our signals, its exit code.
 * @param {string} command @param {string[]} args
 */
function become(command, args) {
  const bin = join(root, 'node_modules', '.bin')
  const separator = process.platform === 'win32' ? ';' : ':'
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${separator}${process.env.PATH ?? ''}` },
  })
  // On a terminal the child gets Ctrl-C from the terminal as well; it takes two signals within a moment as one.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('error', (error) => stop(`${command} could not be started: ${error.message}.`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

async function main() {
  const args = process.argv.slice(2)
  if (!existsSync(join(root, 'pnpm-workspace.yaml'))) {
    if (!('Temporal' in globalThis)) {
      stop(`Node ${process.versions.node} is too old: install Node 26 or later, then run pmo again.`)
    }
    const { main } = await import(pathToFileURL(join(here, '..', 'dist', 'main.js')).href)
    await main()
    return
  }
  const problem = await ensureInstalled(root)
  if (problem !== undefined) stop(problem)
  const node = pinnedNode()
  if (args[0] === '--run') {
    // Scripts of package.json, with the pinned Node first on PATH.
    const [, script = '', ...rest] = args
    process.chdir(root)
    become(node, ['--run', script, ...(rest.length > 0 ? ['--', ...rest] : [])])
  } else {
    // Compiled code is kept beside the packages it came from: halves the time of every start after the first.
    process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules', '.cache', 'pmo')
    become(node, [join(root, 'core', 'src', 'main.ts'), ...args])
  }
}

await main()
