import { readFileSync } from 'node:fs'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { writeReport, type CheckDocument } from '../../core/src/standards/findings/formats/index.ts'
import {
  hostileDocument,
  sampleDocument,
} from '../../core/src/standards/findings/test-support/sample-document.ts'

const schema = readFileSync(new URL('junit.xsd', import.meta.url), 'utf8')

/** What libxml2 finds wrong with a report. */
async function errorsOf(document: CheckDocument): Promise<readonly string[]> {
  const xml = [{ fileName: 'report.xml', contents: writeReport('junit', document) }]
  const { errors } = await validateXML({ xml, schema, initialMemoryPages: 512, maxMemoryPages: 16_384 })
  return errors.map(({ rawMessage }) => rawMessage)
}

/** Elements of a report with their attributes, read with a parser of its own. */
function elementsOf(document: CheckDocument): readonly (readonly [string, Record<string, string>])[] {
  const found: [string, Record<string, string>][] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => found.push([name, { ...attributes }]))
  parser.on('error', (error) => {
    throw error
  })
  parser.write(writeReport('junit', document)).close()
  return found
}

test('JUnit reports are valid, whatever the texts of trackers and plugins hold', async () => {
  const nothing = sampleDocument({ rules: [], results: [], findings: [], undecided: [] })
  for (const document of [sampleDocument(), hostileDocument(), nothing])
    expect(await errorsOf(document)).toEqual([])
  // The schema does notice.
  const { errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: '<testsuites tests="1"/>' }],
    schema,
  })
  expect(errors).not.toEqual([])
})

test('JUnit has a case a rule and project: breaches fail, what is unknown is skipped, what broke is in error', () => {
  const elements = elementsOf(sampleDocument())
  const [, suites] = elements[0] ?? []
  expect(suites).toMatchObject({ tests: '5', failures: '1', errors: '1' })
  const cases = elements
    .filter(([name]) => name === 'testcase')
    .map(([, { classname, name }]) => `${classname} ${name}`)
  expect(cases).toEqual([
    'agile.stale docks',
    'agile.owner docks',
    'agile.owner unassigned',
    'data.fresh docks',
    'house.odd docks',
  ])
  const told = elements.filter(([name]) => ['failure', 'skipped', 'error'].includes(name))
  expect(told.map(([name, { message }]) => `${name}: ${message?.slice(0, 24)}`)).toEqual([
    'failure: warning: DOCK-17: It has',
    'skipped: Not applicable.',
    'skipped: It was never read. (4 ti',
    'error: The check threw.',
  ])
  for (const [name, { tests, failures, errors, skipped }] of elements.filter(([one]) => one === 'testsuite'))
    expect([name, Number(failures) + Number(errors) + Number(skipped) <= Number(tests)]).toEqual([name, true])
})
