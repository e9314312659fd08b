import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const HERE = import.meta.dirname
const DIST = join(HERE, 'dist')
/** Says of which sources `dist` was built. */
const STAMP = join(DIST, '.built-from')
const SOURCES = [
  'src/**/*.{ts,tsx,css}',
  'public/**/*',
  'index.html',
  'package.json',
  'vite.config.ts',
  '../../sdk/client/src/*.ts',
]

/**
 * Builds the dashboard, unless what is there was built of the same sources.
 * @returns the folder to serve
 * @throws Error with what the build printed
 */
export async function buildDashboard(): Promise<string> {
  const stamp = await stampOfSources()
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === stamp) return DIST
  await runVite()
  await mkdir(DIST, { recursive: true })
  await writeFile(STAMP, stamp)
  return DIST
}

async function stampOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const files = (await Array.fromAsync(glob([...SOURCES], { cwd: HERE, withFileTypes: true })))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.toSorted()) hash.update(file).update(await readFile(file))
  return hash.digest('hex')
}

/** In a process of its own: the server keeps nothing of the builder in its memory. */
async function runVite(): Promise<void> {
  const manifest = createRequire(import.meta.url).resolve('vite/package.json')
  const child = spawn(
    process.execPath,
    [join(dirname(manifest), 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: HERE,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const printed: string[] = []
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  child.once('error', reject)
  child.once('close', (code) => {
    if (code === 0) resolve()
    else reject(new Error(printed.join('').trim() || `vite ended with ${code}`))
  })
  await promise
}
