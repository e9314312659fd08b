import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

const gzipped = promisify(gzip)
const brotlied = promisify(brotliCompress)

const HERE = import.meta.dirname
const DIST = join(HERE, 'dist')
/** Says of which sources `dist` was built. */
const STAMP = '.built-from'
/** Bytes; what is smaller fits into one packet anyway. */
const COMPRESSED_FROM = 1024

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
  if ((await readFile(join(DIST, STAMP), 'utf8').catch(() => '')) === stamp) return DIST
  // Built beside and put in place whole: servers may start at the same time, and none serves half a build.
  const fresh = join(HERE, 'node_modules', `.dist-${process.pid}`)
  try {
    await runVite(fresh)
    await compress(fresh)
    await writeFile(join(fresh, STAMP), stamp)
    await rm(DIST, { recursive: true, force: true })
    await rename(fresh, DIST)
  } catch (error) {
    // Another process was faster, with the same sources.
    if ((await readFile(join(DIST, STAMP), 'utf8').catch(() => '')) !== stamp) throw error
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  return DIST
}

/** Puts a compressed copy beside each text: it is made once, so it may be made well. */
async function compress(folder: string): Promise<void> {
  for await (const file of glob('**/*.{js,css,html,svg}', { cwd: folder })) {
    const path = join(folder, file)
    const text = await readFile(path)
    if (text.byteLength < COMPRESSED_FROM) continue
    await writeFile(`${path}.gz`, await gzipped(text, { level: 9 }))
    await writeFile(`${path}.br`, await brotlied(text))
  }
}

async function stampOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const files = (await Array.fromAsync(glob([...SOURCES], { cwd: HERE, withFileTypes: true })))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.toSorted()) hash.update(file).update(await readFile(file))
  return hash.digest('hex')
}

/** What is wrong, without where in the builder it was noticed. */
function reasonOf(text: string): string {
  const [said = ''] = text.split(/\n\s+at /)
  return said.trim()
}

/** In a process of its own: the server keeps nothing of the builder in its memory. */
async function runVite(outDir: string): Promise<void> {
  const manifest = createRequire(import.meta.url).resolve('vite/package.json')
  const child = spawn(
    process.execPath,
    [join(dirname(manifest), 'bin', 'vite.js'), 'build', '--outDir', outDir, '--logLevel', 'warn'],
    {
      cwd: HERE,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
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
    else reject(new Error(reasonOf(printed.join('')) || `vite ended with ${code}.`))
  })
  await promise
}
