import fc from 'fast-check'
import { expect, test } from 'vitest'
import { capacityViewOf } from '../pages/capacity/capacity-view.ts'
import { connectionsViewOf } from '../pages/connections/connections-view.ts'
import { dependenciesAddressOf, dependenciesViewOf } from '../pages/dependencies/dependencies-view.ts'
import { addressOf, viewOf } from '../pages/portfolio/portfolio-view.ts'
import { projectViewOf } from '../pages/project/project-view.ts'
import { reportsAddressOf, reportsViewOf } from '../pages/reports/reports-view.ts'
import { roadmapAddressOf, roadmapViewOf } from '../pages/roadmap/roadmap-view.ts'
import { standardsAddressOf, standardsViewOf } from '../pages/standards/standards-view.ts'
import { MOST_LETTERS, wordOf } from './address-word.ts'

test('a word of an address is a text of a length that a server takes', () => {
  expect(wordOf('lock')).toBe('lock')
  expect(wordOf(42)).toBe('42')
  expect(wordOf('x'.repeat(MOST_LETTERS))).toHaveLength(MOST_LETTERS)
  for (const wrong of ['', '  ', 'x'.repeat(MOST_LETTERS + 1), null, undefined, {}, ['lock'], Symbol('x')])
    expect(wordOf(wrong)).toBeUndefined()
})

/** Names of parameters of all pages, so that what is made up meets those that are read. */
const NAMES =
  'portfolio program tag manager health text sort direction project critical links baseline over zoom at way only from to tab by period months least rule severity state owner waiver finding report kept format connection run connect asOf'

const hostile = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    'x'.repeat(10_000),
    ['x'.repeat(10_000)],
    Array.from({ length: 1000 }, () => 'rider-app'),
    '2026-99-99',
    '9999-12-31',
    1e308,
    5e-324,
    -1,
    'Infinity',
    'NaN',
    '__proto__',
    'constructor',
    'toString',
  ),
)

/** Each page's way from an address to a view and back. */
const PAGES: Readonly<Record<string, (search: Readonly<Record<string, unknown>>) => unknown>> = {
  portfolio: (search) => addressOf(viewOf(search)),
  roadmap: (search) => roadmapAddressOf(roadmapViewOf(search)),
  dependencies: (search) => dependenciesAddressOf(dependenciesViewOf(search)),
  capacity: capacityViewOf,
  standards: (search) => standardsAddressOf(standardsViewOf(search)),
  reports: (search) => reportsAddressOf(reportsViewOf(search)),
  connections: connectionsViewOf,
  project: (search) => projectViewOf(search, '2026-10-05'),
}

test.each(Object.entries(PAGES))(
  'whatever stands in its address, the page of %s reads a view that a server takes',
  (_, read) => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...NAMES.split(' ')), hostile), (search) => {
        expect(JSON.stringify(read(search)).length).toBeLessThan(8000)
      }),
    )
  },
)

test('a roadmap is never opened at a day that there is not, nor so close or far that nothing could be drawn', () => {
  expect(roadmapViewOf({ at: '2026-99-99', zoom: 1e308 })).not.toHaveProperty('at')
  expect(roadmapViewOf({ zoom: 1e308 }).zoom).toBeLessThan(100_000)
  expect(roadmapViewOf({ zoom: 5e-324 }).zoom).toBeGreaterThan(0.0001)
})
