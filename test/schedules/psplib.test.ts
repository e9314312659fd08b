import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { criticalPaths, networkOf, schedule } from '../../core/src/coordination/schedule/index.ts'
import { ALWAYS } from '../../core/src/working-time/index.ts'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'

const FOLDER = 'schedules/psplib'

interface Instance {
  readonly durations: readonly number[]
  /** Successors of each job, from 0. */
  readonly successors: readonly (readonly number[])[]
  /** "MPM-Time": the length of the critical path as the instance's authors state it. */
  readonly length: number
}

function read(file: string): Instance {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  const numbers = (line: string | undefined): number[] => (line ?? '').trim().split(/\s+/).map(Number)
  const after = (title: string, skipped: number): number =>
    lines.findIndex((line) => line.startsWith(title)) + skipped
  const rows = (from: number): number[][] => {
    const end = lines.findIndex((line, index) => index >= from && line.startsWith('*'))
    return lines.slice(from, end).map((line) => numbers(line))
  }
  return {
    successors: rows(after('PRECEDENCE', 2)).map(([, , , ...jobs]) => jobs.map((job) => job - 1)),
    durations: rows(after('REQUESTS', 3)).map(([, , duration = Number.NaN]) => duration),
    length: numbers(lines[after('pronr.', 1)]).at(-1) ?? Number.NaN,
  }
}

/** The longest path by trying again until nothing grows: slow, and nothing like the engine. */
function longestPath({ durations, successors }: Instance): number {
  const starts = durations.map(() => 0)
  for (let grown = true; grown;) {
    grown = false
    for (const [job, next] of successors.entries())
      for (const successor of next) {
        const earliest = (starts[job] ?? 0) + (durations[job] ?? 0)
        if (earliest <= (starts[successor] ?? 0)) continue
        starts[successor] = earliest
        grown = true
      }
  }
  return Math.max(...starts.map((start, job) => start + (durations[job] ?? 0)))
}

describeWithFixtures('the published instances of PSPLIB', [FOLDER], () => {
  const files = readdirSync(fixture(FOLDER)).filter((name) => name.endsWith('.sm'))

  test('are there', () => {
    expect(files.length).toBeGreaterThan(20)
  })

  test.each(files)('%s: its critical path is as long as its longest path, and as its authors say', (name) => {
    const instance = read(join(fixture(FOLDER), name))
    const network = networkOf({
      nodes: instance.durations.map((duration) => ({ duration })),
      links: instance.successors.flatMap((next, from) => next.map((to) => ({ from, to }))),
    })
    const result = schedule(network, ALWAYS.table)
    expect(result.finishOfAll).toBe(longestPath(instance))
    expect(result.finishOfAll).toBe(instance.length)
    const [path] = criticalPaths(network, result).paths
    const length = (path?.nodes ?? []).reduce((sum, node) => sum + (instance.durations[node] ?? 0), 0)
    expect(length).toBe(instance.length)
  })
})
