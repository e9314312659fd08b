// Installs the workspace's packages when they are missing or the lockfile has changed since. Two first starts
// at once are safe: one installs, the other waits.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** What the installed packages were made from. @param {string} root */
function wantedState(root) {
  const hash = createHash('sha256')
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, name)))
  return hash.digest('hex')
}

/** @param {string} file @returns {string | undefined} */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * Takes the lock file, or tells that another process holds it. A lock whose process is gone is put aside by
 * renaming, so that of two who find it only one takes its place.
 * @param {string} file
 */
function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true })
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
  const holder = Number(textOf(file))
  if (holder > 0 && !isAlive(holder)) {
    const aside = `${file}.${process.pid}`
    try {
      renameSync(file, aside)
      rmSync(aside, { force: true })
    } catch {
      // Somebody else put it aside first.
    }
  }
  return false
}

/**
 * Runs pnpm through npx, silent unless it fails.
 * @param {string} root @returns {Promise<string | undefined>} what went wrong, as one sentence
 */
async function runInstall(root) {
  /** @type {{ packageManager: string }} */
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const args = ['--yes', manifest.packageManager, 'install', '--frozen-lockfile']
  // npm tells where it lives; its npx works without a shell on every system.
  const npx = process.env['npm_execpath']?.replace(/npm-cli\.js$/, 'npx-cli.js')
  const [command, all] =
    npx !== undefined && npx.endsWith('npx-cli.js') && existsSync(npx)
      ? [process.execPath, [npx, ...args]]
      : ['npx', args]
  const child = spawn(command, all, {
    cwd: root,
    // CI: never ask. pm_on_fail: npx has already brought the version that packageManager names; without this
    // pnpm would want to record itself in the lockfile, which a frozen one refuses.
    env: { ...process.env, CI: 'true', pnpm_config_pm_on_fail: 'ignore' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: command === 'npx' && process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output = (output + String(chunk)).slice(-20_000)
    })
  }
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message
      resolve(-1)
    })
    child.on('close', resolve)
  })
  if (code === 0) return undefined
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)) {
    return 'The packages could not be downloaded: the package registry does not answer. Check the network or proxy (npm config get registry), then run the same command again.'
  }
  process.stderr.write(output)
  return `Installing the packages failed (pnpm ended with ${code}; its output is above). Run: npx --yes ${manifest.packageManager} install`
}

/**
 * Makes sure that the packages of the lockfile are there.
 * @param {string} root folder of the workspace
 * @returns {Promise<string | undefined>} one sentence when that is not possible
 */
export async function ensureInstalled(root) {
  const stamp = join(root, 'node_modules', '.pmo-installed')
  const wanted = wantedState(root)
  if (textOf(stamp) === wanted) return undefined
  const lock = join(root, '.pmo', 'install.lock')
  let told = false
  while (!tryLock(lock)) {
    if (!told) process.stderr.write('Another process is installing the packages; waiting for it …\n')
    told = true
    await delay(200)
  }
  try {
    if (textOf(stamp) === wanted) return undefined
    process.stderr.write('Installing packages (first start, or they have changed) …\n')
    const problem = await runInstall(root)
    if (problem === undefined) writeFileSync(stamp, wanted)
    return problem
  } finally {
    rmSync(lock, { force: true })
  }
}
