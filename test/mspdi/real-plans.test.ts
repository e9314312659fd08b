import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { writePlan } from '@headless-pmo/mspdi'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'
import { schemaErrors, SCHEMA } from './against-schema.ts'
import { differences } from './differences.ts'
import { planOf, recordsOf } from './read-back.ts'

/**
 * What does not come back, and why. An entry that no plan needs any more fails the test, so that the list stays true.
 */
const KNOWN: Readonly<Record<'2007' | '2010', Readonly<Record<string, string>>>> = {
  '2010': {
    'container.aliases': 'a plan of before 2010 has no GUIDs; written ones follow from public keys',
    'calendar.aliases': 'the same',
    'workItem.aliases': 'the same',
    'resource.aliases': 'the same',
    'assignment.aliases': 'the same',
    'workItem.warnings': 'what was wrong with the file that was read is right in the one that is written',
    'resource.warnings': 'the same',
  },
  '2007': {
    'container.aliases': 'the published schema has no GUIDs',
    'calendar.aliases': 'the same',
    'workItem.aliases': 'the same',
    'resource.aliases': 'the same',
    'assignment.aliases': 'the same',
    'workItem.scheduling': 'the published schema has no manually scheduled tasks',
    'workItem.active': 'the published schema has no inactive tasks',
    'workItem.fields.StartSlack': 'the published schema has no such element',
    'workItem.fields.FinishSlack': 'the same',
    'workItem.warnings': 'what was wrong with the file that was read is right in the one that is written',
    'resource.warnings': 'the same',
  },
}

describeWithFixtures('real plans', ['schedules/INDEX.md', SCHEMA], () => {
  const files = globSync(fixture('schedules/{native,plans,portfolios}/*.xml')).toSorted()

  test('there are 21 of them', () => {
    expect(files).toHaveLength(21)
  })

  test.each(['2007', '2010'] as const)(
    'read, written for release %s and read again they are equal, but for what is listed',
    async (release) => {
      const needed = new Set<string>()
      const written: Record<string, string> = {}
      for (const file of files) {
        const before = await recordsOf(basename(file), readFileSync(file))
        const text = [...writePlan(planOf(before, release))].join('')
        written[basename(file)] = text
        const after = await recordsOf(basename(file), new TextEncoder().encode(text))
        expect(before.length).toBeGreaterThan(2)
        const found = differences(before, after)
        for (const what of found.keys()) needed.add(what)
        expect([...found.keys()].filter((what) => !Object.hasOwn(KNOWN[release], what))).toEqual([])
        // What is written once more does not change any more.
        expect([...writePlan(planOf(after, release))].join('')).toBe(text)
      }
      expect(Object.keys(KNOWN[release]).filter((what) => !needed.has(what))).toEqual([])
      // The release of 2010 has no schema.
      expect(await schemaErrors(release === '2007' ? written : {})).toEqual([])
    },
  )
})
