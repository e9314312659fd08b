import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { isHolderGone, PROCESS_HOLDER } from './holder.ts'

test('a process that ended on this host is gone; ours, a living one and one of another host are not', () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  expect(isHolderGone(`${hostname()}:${pid}:abc`)).toBe(true)
  expect(isHolderGone(PROCESS_HOLDER)).toBe(false)
  expect(isHolderGone(`${hostname()}:${process.ppid}:abc`)).toBe(false)
  expect(isHolderGone(`elsewhere.example:${pid}:abc`)).toBe(false)
  expect(isHolderGone('x')).toBe(false)
})

test('an earlier process with our id is gone', () => {
  expect(isHolderGone(`${hostname()}:${process.pid}:earlier`)).toBe(true)
})
