import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { PortfolioRecord } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../test/support/fixtures.ts'
import { blocks, countTags, value } from './support/count-tags.ts'
import { daysOf } from './support/recurring-days.ts'
import { ofKind, readRecords } from './support/read-records.ts'

const FOLDERS = ['native', 'plans', 'portfolios']
const files = FOLDERS.flatMap((folder) => {
  const path = fixture(`schedules/${folder}`)
  return existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith('.xml'))
        .map((name) => `${folder}/${name}`)
    : []
})
const text = (file: string): string => readFileSync(fixture(`schedules/${file}`), 'utf8')

function countsOf(records: readonly PortfolioRecord[]) {
  const items = ofKind(records, 'workItem')
  const links = ofKind(records, 'dependency')
  const typed = (type: string): number => links.filter((link) => link.type === type).length
  return {
    tasks: items.length,
    summaries: items.filter(({ summary }) => summary === true).length,
    milestones: items.filter(({ isMilestone }) => isMilestone === true).length,
    links: { FF: typed('FF'), FS: typed('FS'), SF: typed('SF'), SS: typed('SS') },
    calendars: ofKind(records, 'calendar').length,
    resources: ofKind(records, 'resource').length,
    assignments: ofKind(records, 'assignment').filter(({ resource }) => resource !== undefined).length,
    baselines: ofKind(records, 'baseline').length,
  }
}

/** The table of the collection's index: file, tasks (summaries/milestones), links, …, resources/assignments. */
function indexTable() {
  return readFileSync(fixture('schedules/INDEX.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim())
      const numbers = /^(\d+) \((\d+)\/(\d+)\)$/.exec(cells[2] ?? '')
      const [fs, ss, ff, sf] = (cells[3] ?? '').split('/').map(Number)
      const [resources, assignments] = (cells[7] ?? '').split('/').map(Number)
      return numbers === null
        ? []
        : [
            {
              file: cells[1] ?? '',
              tasks: Number(numbers[1]),
              summaries: Number(numbers[2]),
              milestones: Number(numbers[3]),
              links: { FS: fs, SS: ss, FF: ff, SF: sf },
              resources,
              assignments,
            },
          ]
    })
}

/** Every field of the sample resource is filled by its own number; dates with that day of a month. */
function expectedSample(key: string): unknown {
  const [, name = '', digits = ''] = /^Resource (\D+?)(\d+)$/.exec(key) ?? []
  const number = Number(digits)
  if (name === 'Text') return digits
  if (name === 'Duration') return number * 480
  if (name === 'Outline Code') return 'ABCDEFGHIJ'.charAt(number - 1).repeat(3)
  return number
}

function sampleOf(key: string, content: unknown): unknown {
  return /(Start|Finish|Date)\d+$/.test(key) ? Number(String(content).slice(8, 10)) : content
}

describeWithFixtures('plans of Microsoft Project', ['schedules/INDEX.md'], () => {
  test('the collection is there', () => {
    expect(files).toHaveLength(21)
  })

  test.each(files)('%s: as many of everything as its tags say', async (file) => {
    const xml = text(file)
    expect(countsOf(await readRecords(xml))).toEqual(countTags(xml))
  })

  test.each(files)('%s: every reference leads somewhere, every ref is used once', async (file) => {
    const records = await readRecords(text(file))
    const refs = new Set(records.map(({ kind, ref }) => `${kind} ${ref}`))
    expect(refs.size).toBe(records.length)
    const dangling = records.flatMap((record) => {
      const targets: [string, unknown][] =
        record.kind === 'workItem'
          ? [
              ['workItem', record.parent],
              ['calendar', record.calendar],
              ['container', record.container],
            ]
          : record.kind === 'dependency'
            ? [
                ['workItem', record.from],
                ['workItem', record.to],
              ]
            : record.kind === 'assignment'
              ? [
                  ['workItem', record.item],
                  ['resource', record.resource],
                ]
              : record.kind === 'resource'
                ? [
                    ['calendar', record.calendar],
                    ['account', record.account],
                  ]
                : record.kind === 'calendar'
                  ? [['calendar', record.base]]
                  : record.kind === 'container'
                    ? [['calendar', record.calendar]]
                    : []
      return targets.filter(([kind, target]) => typeof target === 'string' && !refs.has(`${kind} ${target}`))
    })
    expect(dangling).toEqual([])
  })

  test.each(files)('%s: the outline is the one that the outline numbers tell', async (file) => {
    const items = ofKind(await readRecords(text(file)), 'workItem')
    const byOutline = new Map(items.map(({ outline, ref }) => [outline, ref]))
    for (const { outline, parent } of items) {
      const above = outline?.split('.').slice(0, -1).join('.') ?? ''
      expect({ outline, parent }).toEqual({
        outline,
        parent: above === '' ? undefined : byOutline.get(above),
      })
    }
  })

  test.each(files)('%s: dates, durations, work and costs are those of the file', async (file) => {
    const xml = text(file)
    const priced = xml.includes('<CurrencyCode>')
    const tasks = new Map(
      blocks(xml, 'Tasks', 'Task').map((task) => [`plan.xml#task/${value(task, 'UID')}`, task]),
    )
    const minutes = (length: string | undefined): number | undefined => {
      const parts = /^PT(\d+)H(\d+)M(\d+)S$/.exec(length ?? '')
      return parts === null ? undefined : Number(parts[1]) * 60 + Number(parts[2]) + Number(parts[3]) / 60
    }
    for (const item of ofKind(await readRecords(xml), 'workItem')) {
      // Values of the task itself stand before those of its links and baselines.
      const task =
        (tasks.get(item.ref) ?? '').split(/<(?:PredecessorLink|Baseline|ExtendedAttribute)>/)[0] ?? ''
      expect(item.plannedStart).toBe(value(task, 'Start'))
      expect(item.plannedFinish).toBe(value(task, 'Finish'))
      expect(item.lateFinish).toBe(value(task, 'LateFinish'))
      expect(item.duration?.minutes ?? -1).toBeCloseTo(minutes(value(task, 'Duration')) ?? -1, 4)
      expect(item.estimate ?? -1).toBeCloseTo(minutes(value(task, 'Work')) ?? -1, 4)
      expect(Number(item.plannedCost?.amount ?? 0) * 100).toBeCloseTo(
        priced ? Number(value(task, 'Cost') ?? 0) : 0,
        2,
      )
      expect((item.totalFloat ?? 0) * 10).toBe(Number(value(task, 'TotalSlack') ?? 0))
    }
  })

  test.each(indexTable())('$file: as many of everything as the index says', async ({ file, ...counts }) => {
    expect(countsOf(await readRecords(text(file)))).toMatchObject(counts)
  })

  test.each(files)('%s: nothing to warn about but a currency that is not there', async (file) => {
    const xml = text(file)
    const told: string[] = []
    const records = await readRecords(xml, { warn: (message) => told.push(message) })
    const warnings = records.flatMap((record) => record.warnings ?? [])
    expect(told).toEqual([])
    const unpriced = !xml.includes('<CurrencyCode>')
    expect(warnings.filter((warning) => !(unpriced && warning.startsWith('Amounts are left out')))).toEqual(
      [],
    )
  })

  test('recurring exceptions fall on exactly the days that Microsoft Project spelled out beside them', async () => {
    const xml = text('native/calendar-recurring-exceptions-project2016-mspdi.xml')
    const [calendar] = ofKind(await readRecords(xml), 'calendar')
    const exceptions = calendar?.exceptions ?? []
    expect(exceptions).toHaveLength(27)
    const spelled = xml
      .split('<DayType>0</DayType>')
      .slice(1)
      .flatMap((day) =>
        daysOf({
          from: value(day, 'FromDate')?.slice(0, 10) ?? '',
          until: value(day, 'ToDate')?.slice(0, 10) ?? '',
          shifts: [],
        }),
      )
    const found = new Set(exceptions.flatMap(daysOf))
    expect([...found].toSorted()).toEqual([...new Set(spelled)].toSorted())
    // Each of them ends on the day that the file states as its end.
    for (const exception of exceptions)
      expect(`${exception.name} ${daysOf(exception).at(-1)}`).toBe(`${exception.name} ${exception.until}`)
    expect(exceptions.at(-1)?.shifts).toEqual([
      { from: '09:00', to: '13:00' },
      { from: '14:00', to: '17:00' },
    ])
  })

  test('lags of one and two days and weeks are that long in working minutes', async () => {
    const records = await readRecords(text('native/task-links-project2003-mspdi.xml'))
    const lags = ofKind(records, 'dependency').map(({ type, lag }) => `${type} ${JSON.stringify(lag)}`)
    expect(lags).toEqual([
      'FS undefined',
      'FS {"minutes":480,"basis":"working"}',
      'FS {"minutes":960,"basis":"working"}',
      'FS {"minutes":2400,"basis":"working"}',
      'FS {"minutes":4800,"basis":"working"}',
      'SF {"minutes":960,"basis":"working"}',
      'SS {"minutes":960,"basis":"working"}',
      'FF {"minutes":960,"basis":"working"}',
    ])
  })

  test('leads in percent of the predecessor', async () => {
    const records = await readRecords(text('plans/Software_Development_Plan.xml'))
    const percents = ofKind(records, 'dependency').flatMap(({ lag }) => (lag === undefined ? [] : [lag]))
    expect(percents).toHaveLength(3)
    expect(percents.filter((lag) => 'percent' in lag).map((lag) => 'percent' in lag && lag.percent)).toEqual([
      -75, -50, -50,
    ])
  })

  test('the numbers of the local fields: each resource field holds what its own number counts', async () => {
    const [resource] = ofKind(await readRecords(text('native/mspdiresource.xml')), 'resource')
    const fields = Object.entries(resource?.fields ?? {})
    expect(fields.length).toBeGreaterThan(100)
    expect(fields.map(([key, content]) => [key, sampleOf(key, content)])).toEqual(
      fields.map(([key]) => [key, expectedSample(key)]),
    )
  })

  test('the splits of split tasks', async () => {
    const records = await readRecords(text('native/mspdisplittask.xml'))
    expect(ofKind(records, 'assignment').map(({ item, splits }) => [item, splits])).toEqual([
      ['plan.xml#task/1', [{ from: '2006-09-26T17:00:00', until: '2006-10-01T17:00:00' }]],
      [
        'plan.xml#task/2',
        [
          { from: '2006-09-25T17:00:00', until: '2006-09-27T17:00:00' },
          { from: '2006-10-04T17:00:00', until: '2006-10-09T17:00:00' },
        ],
      ],
    ])
  })

  test('baselines 1 to 10 of a task and of a resource', async () => {
    const records = await readRecords(text('native/baselines.xml'), { config: { currency: 'USD' } })
    const saved = ofKind(records, 'baseline')
    for (const kind of ['workItem', 'resource']) {
      expect(
        saved
          .filter(({ subjectKind }) => subjectKind === kind)
          .map(({ number, work, cost }) => [number, work, cost?.amount]),
      ).toEqual(Array.from({ length: 10 }, (_, index) => [index + 1, (index + 1) * 60, String(index + 1)]))
    }
  })
})
