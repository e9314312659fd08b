import { expect, test } from 'vitest'
import { JiraCloudSimulator } from '../index.ts'
import { northwindJira } from './northwind.ts'

const NOW = '2026-03-02T09:00:00Z'
const told = () =>
  new JiraCloudSimulator({ ...northwindJira({ now: NOW }), siteUrl: 'https://northwind.example' })

test('tells half a year of two teams, and the same for the same present', () => {
  const [one, other] = [told(), told()]
  const issues = [...one.world.issues.values()]
  const total = (project: string): number => issues.filter(({ key }) => key.startsWith(`${project}-`)).length
  expect(total('MEM')).toBeGreaterThan(550)
  expect(total('LOCK')).toBeGreaterThan(450)
  expect(JSON.stringify([...other.world.issues.values()])).toBe(JSON.stringify(issues))
})

test('nothing happens after the present, and no history goes back in time', () => {
  const { world } = told()
  const present = Date.parse(NOW)
  for (const issue of world.issues.values()) {
    const times = [issue.created, ...issue.histories.map(({ at }) => at), issue.updated]
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    expect(issue.updated).toBeLessThan(present)
  }
})

test('work is carried over from sprint to sprint, and one sprint of each team runs', () => {
  const { world } = told()
  const sprints = [...world.sprints.values()]
  expect(sprints.filter(({ state }) => state === 'active').map(({ name }) => name)).toEqual([
    'MEM Sprint 12',
    'LOCK Sprint 12',
  ])
  const issues = [...world.issues.values()]
  expect(issues.filter(({ sprintIds }) => sprintIds.length > 1).length).toBeGreaterThan(60)
  for (const { id } of sprints.filter(({ state }) => state !== 'future'))
    expect(issues.filter(({ sprintIds }) => sprintIds.includes(id)).length).toBeGreaterThan(10)
})

test('a release slips: it was promised for an earlier day, and enough is left to do', () => {
  const { world } = told()
  const [membership] = [...world.projects.values()]
  const release = membership?.versions.find(({ name }) => name === 'Membership 2.0')
  expect(release).toMatchObject({ released: false, releaseDate: '2026-03-28' })
  const open = [...world.issues.values()].filter(
    ({ fixVersionIds, resolutionId }) => resolutionId === null && fixVersionIds.includes(release?.id ?? ''),
  )
  expect(open.length).toBeGreaterThan(20)
})

test('epics wait for work that another team does in GitHub', () => {
  const links = [...told().world.issues.values()].flatMap(({ remoteLinks }) => remoteLinks)
  expect(links.length).toBeGreaterThan(3)
  for (const { url } of links)
    expect(url).toMatch(/^https:\/\/github\.com\/northwind-cycles\/[a-z-]+\/issues\/\d+$/)
})
