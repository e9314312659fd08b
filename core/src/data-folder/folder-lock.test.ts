import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isPmoError } from '../config/index.ts'
import { folderOwner, lockFolder } from './folder-lock.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pmo-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function refusal(folder: string): unknown {
  try {
    lockFolder(folder).release()
    return undefined
  } catch (error) {
    return error
  }
}

/** A process that locks the folder as soon as its input says so, and tells how that went. */
function contender(folder: string) {
  const script = `
    import { lockFolder } from ${JSON.stringify(new URL('folder-lock.ts', import.meta.url).href)}
    process.stdout.write('ready\\n')
    process.stdin.once('data', () => {
      try { lockFolder(${JSON.stringify(folder)}); process.stdout.write('locked\\n') }
      catch (error) { process.stdout.write(error.code + '\\n') }
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stdout.setEncoding('utf8')
  const lines = child.stdout.iterator()
  const line = async (): Promise<string> => String((await lines.next()).value).trim()
  return {
    pid: child.pid,
    ready: line,
    async lock(): Promise<string> {
      child.stdin.write('go\n')
      return line()
    },
    async kill(): Promise<void> {
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    },
  }
}

test('is held by one, and free again after its release', () => {
  const folder = temporaryFolder()
  const lock = lockFolder(folder)
  lock.announce('http://127.0.0.1:4400')
  expect(folderOwner(folder)).toMatchObject({ pid: process.pid, address: 'http://127.0.0.1:4400' })
  const refused = refusal(folder)
  expect(isPmoError(refused, 'data-folder-locked')).toBe(true)
  expect(String(refused)).toContain('in use by this process itself')
  lock.release()
  expect(folderOwner(folder)).toBeUndefined()
  expect(refusal(folder)).toBeUndefined()
})

test('is the same lock by another name of the folder', () => {
  const folder = temporaryFolder()
  const alias = `${folder}-alias`
  symlinkSync(folder, alias)
  onTestFinished(() => rmSync(alias))
  const lock = lockFolder(folder)
  expect(isPmoError(refusal(alias), 'data-folder-locked')).toBe(true)
  lock.release()
})

test('names another process and its start, and is free the moment that one is killed', async () => {
  const folder = temporaryFolder()
  const other = contender(folder)
  await other.ready()
  expect(await other.lock()).toBe('locked')
  const refused = refusal(folder)
  expect(isPmoError(refused, 'data-folder-locked')).toBe(true)
  expect(String(refused)).toMatch(new RegExp(`in use by process ${other.pid}, started \\d{4}-\\d\\d-\\d\\dT`))
  await other.kill()
  expect(refusal(folder)).toBeUndefined()
})

test('goes to exactly one of those that race for a dead process’s folder, whoever has its pid now', async () => {
  const folder = temporaryFolder()
  for (let round = 0; round < 3; round++) {
    const dead = contender(folder)
    await dead.ready()
    expect(await dead.lock()).toBe('locked')
    await dead.kill()
    // What the dead one said about itself stays behind; its pid may be anybody's by now.
    writeFileSync(
      join(folder, 'owner.json'),
      JSON.stringify({ pid: process.pid, startedAt: '2020-01-01T00:00:00Z' }),
    )
    const racers = Array.from({ length: 6 }, () => contender(folder))
    await Promise.all(racers.map((racer) => racer.ready()))
    const outcomes = await Promise.all(racers.map((racer) => racer.lock()))
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'data-folder-locked'), 'locked'])
    await Promise.all(racers.map((racer) => racer.kill()))
  }
})

test('says when the folder cannot be used', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  expect(isPmoError(refusal(join(folder, 'file')), 'data-folder-unusable')).toBe(true)
})

test.skipIf(process.getuid?.() === 0)('says when the folder cannot be written', () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o500)
  expect(isPmoError(refusal(folder), 'data-folder-unusable')).toBe(true)
})

test.skipIf(process.getuid?.() === 0)('takes no lock that would hold nobody off', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'lock'), '', { mode: 0o400 })
  expect(isPmoError(refusal(folder), 'data-folder-unusable')).toBe(true)
})
