import { expect, test } from 'vitest'
import { describeWithFixtures } from '../../../support/fixtures.ts'
import { assertHonest } from '../../common/gate/assert-honest.ts'
import { company, DESCRIPTION, get, guarded, rowsOf } from './client.ts'
import { tour, TOUR } from './tour.ts'

describeWithFixtures('the gates of Project Server', [DESCRIPTION], () => {
  test('let through all that the simulator says of itself, in both forms', async () => {
    const simulator = await guarded()
    expect(await tour(simulator)).toEqual(TOUR.flatMap(() => [200, 200]))
    assertHonest(simulator)
    // Every operation was seen; the defects of the description showed, each of them.
    expect(simulator.coverage().length).toBeGreaterThan(22)
    const paged = await guarded({ maxPageSize: 2 })
    const first = await get(paged, '/ProjectData/Tasks')
    const next = /"odata\.nextLink":"([^"]+)"/.exec(first.text)?.[1] ?? ''
    expect((await get(paged, `/ProjectData/${next}`)).status).toBe(200)
    await get(paged, '/ProjectData/Tasks', 'application/json;odata=verbose')
    await get(paged, '/ProjectData/Tasks/$links/Project')
    assertHonest(paged)
    expect(paged.unusedAllowances.filter((id) => simulator.unusedAllowances.includes(id))).toEqual([
      'not-implemented',
    ])
  })

  test.each([
    ['an unknown set', '/ProjectData/Nonsense', 404],
    ['an unknown option', '/ProjectData/Tasks?$search=x', 400],
    ['$expand, which is not implemented', '/ProjectData/Tasks?$expand=Project', 501],
    ['an unknown property', '/ProjectData/Tasks?$select=Nonsense', 400],
    ['an unknown property to order by', '/ProjectData/Tasks?$orderby=Nonsense', 400],
    ['a page of nonsense', '/ProjectData/Tasks?$top=many', 400],
    ['an option that the object model lacks', '/ProjectServer/Projects?$inlinecount=allpages', 400],
  ])('a request for %s is refused, and noted against the client', async (_what, path, status) => {
    const simulator = await guarded()
    expect((await get(simulator, path)).status).toBe(status)
    expect(simulator.violations.map(({ side }) => side)).toContain('request')
  })

  test.each([
    ['an unknown property', '/ProjectServer/Projects?$select=Nonsense'],
    ['what cannot be expanded', '/ProjectServer/Projects?$expand=Nonsense'],
    ['what was selected and not expanded', '/ProjectServer/Projects?$select=Calendar/Id'],
  ])('the object model refuses %s', async (_what, path) => {
    const simulator = await guarded()
    expect((await get(simulator, path)).status).toBe(400)
    assertHonest(simulator)
  })

  test.each([
    ['a text compared with a GUID', "TaskId eq 'x'"],
    ['a number compared with a text', 'TaskName gt 5'],
    ['a date without its prefix', "TaskStartDate gt '2026-01-01'"],
    ['a date of another form', "TaskStartDate gt datetime'01/02/2026'"],
    ['a GUID that is none', "ProjectId eq guid'1234'"],
    ['the syntax of OData V4', "contains(TaskName,'x')"],
    ['no condition', 'TaskName'],
    ['an open bracket', "(TaskName eq 'x'"],
  ])('a filter with %s is refused', async (_what, filter) => {
    const simulator = await company()
    const { status, text } = await get(simulator, `/ProjectData/Tasks?$filter=${encodeURIComponent(filter)}`)
    expect(status).toBe(400)
    expect(JSON.parse(text)).toHaveProperty(['odata.error', 'message', 'value'])
  })

  test('a list is cut at the page size, and its links lead through all of it, whatever the order', async () => {
    const simulator = await guarded({ maxPageSize: 2 })
    for (const order of ['', '$orderby=TaskName desc', '$orderby=TaskDeadline,TaskName', '$top=3']) {
      const whole = rowsOf((await get(await company(), `/ProjectData/Tasks?${order}`)).text)
      const found: unknown[] = []
      let path: string | undefined = `Tasks?${order}`
      for (let page = 0; path !== undefined && page < 10; page++) {
        const { text } = await get(simulator, `/ProjectData/${path}`)
        const rows = rowsOf(text)
        expect(rows.length).toBeLessThanOrEqual(2)
        found.push(...rows)
        path = /"odata\.nextLink":"([^"]+)"/.exec(text)?.[1]
      }
      expect(found).toEqual(whole)
    }
    assertHonest(simulator)
  })
})
