import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  indicator,
  type FiguredProject,
  type Indicator,
  type Light,
  type SourceAsOf,
} from '../portfolio/index.ts'
import type { ProjectVerdicts } from '../standards/index.ts'
import { projectHealth, type ProjectHealth } from './project-health.ts'

const FRESH: readonly SourceAsOf[] = [{ connection: 'gh', asOf: '2026-03-01T00:00:00Z', stale: false }]
const VERDICTS: ProjectVerdicts = {
  project: 'web',
  pass: 10,
  fail: 0,
  unknown: 0,
  error: 0,
  open: 0,
  breach: 0,
  overdue: 0,
  overdueBreach: 0,
  waived: 0,
  asOf: '2026-03-01T00:00:00Z',
}

function figure(id: string, light: Light | undefined, more: Partial<Parameters<typeof indicator>[0]> = {}) {
  return indicator({
    id,
    subject: { kind: 'project', id: 'web' },
    title: id,
    formula: 'f',
    coverage: { known: light === 'unknown' ? 1 : 2, needed: 2, of: 'items' },
    asOf: FRESH,
    evidence: [],
    value: { type: 'count', count: 1 },
    ...(light !== undefined && { yardstick: 'As agreed.' }),
    ...(light !== undefined && light !== 'unknown' && { judged: { light, because: `It is ${light}.` } }),
    action: `Mend ${id}.`,
    complete: `Complete ${id}.`,
    ...more,
  })
}
const minutes = (id: string, value: number): Indicator =>
  figure(id, undefined, { value: { type: 'minutes', minutes: value } })

const project = (indicators: readonly Indicator[]): FiguredProject => ({
  project: { id: 'web', name: 'Web', sources: [] },
  indicators: [figure('status', 'green'), ...indicators],
})
const healthOf = (
  figured: FiguredProject,
  verdicts: ProjectVerdicts | undefined,
  today = '2026-03-02',
): ProjectHealth => projectHealth(figured, verdicts, today)
const lightOf = (health: ProjectHealth, id: string): Light | undefined =>
  health.parts.find((one) => one.id === id)?.light

describe('the health of a project', () => {
  test('is the worst of its parts, and says which', () => {
    const told = healthOf(project([figure('finish', 'red'), figure('overdue', 'amber')]), VERDICTS)
    expect(told.health).toMatchObject({ light: 'red', because: 'Dates: finish: It is red.' })
    expect(told.health.actions).toEqual(['Mend finish.'])
    expect(told.parts.map(({ id }) => id)).toEqual(['dates', 'effort', 'cost', 'findings', 'freshness'])
  })

  test('tells beside bad news what is not known, and with green that nothing is', () => {
    const told = healthOf(project([figure('finish', 'amber'), figure('overdue', 'unknown')]), VERDICTS)
    expect(told.parts[0]?.because).toBe('finish: It is amber. Not known: overdue.')
    const green = healthOf(project([figure('finish', 'green')]), VERDICTS)
    expect(green.health.because).not.toContain('Not known')
  })

  test('gives no say to what nothing was agreed about, and tells that', () => {
    const told = healthOf(project([figure('finish', 'green')]), VERDICTS)
    expect(told.health.light).toBe('green')
    expect(told.health.assumptions).toEqual([
      'Effort has no say: No item has an estimate, so that no effort was agreed.',
      'Cost has no say: No budget was agreed that a cost could be held against.',
    ])
  })

  test('is unknown where the project was never checked', () => {
    const told = healthOf(project([figure('finish', 'green')]), undefined)
    expect(told.health).toMatchObject({ light: 'unknown', state: 'unknown' })
    expect(told.health.because).toContain('The project was not checked yet.')
    expect(told.health.actions).toContain('Run the checks.')
  })

  test('holds expected effort against the estimates', () => {
    const effort = (planned: number, spent: number, remaining: number): Indicator | undefined =>
      healthOf(
        project([
          minutes('effort-planned', planned),
          minutes('effort-spent', spent),
          minutes('effort-remaining', remaining),
        ]),
        VERDICTS,
      ).parts.find(({ id }) => id === 'effort')
    expect(effort(1000, 500, 500)).toMatchObject({ light: 'green', value: { ratio: 1 } })
    expect(effort(1000, 600, 450)).toMatchObject({
      light: 'amber',
      because: 'It takes 5 % more effort than estimated.',
    })
    expect(effort(1000, 600, 500)).toMatchObject({ light: 'amber' })
    expect(effort(1000, 600, 501)).toMatchObject({ light: 'red' })
    expect(effort(0, 0, 0)?.light).toBeUndefined()
  })

  test('weighs findings by severity and day; what was waived has no light and is told', () => {
    const findings = (more: Partial<ProjectVerdicts>): Indicator | undefined =>
      healthOf(project([]), { ...VERDICTS, ...more }).parts.find(({ id }) => id === 'findings')
    expect(findings({ open: 1, breach: 1, fail: 1 })).toMatchObject({ light: 'amber' })
    expect(findings({ open: 1, breach: 1, overdue: 1, overdueBreach: 1, fail: 1 })).toMatchObject({
      light: 'red',
    })
    expect(findings({ open: 1, overdue: 1, fail: 1 })).toMatchObject({ light: 'amber' })
    expect(findings({ waived: 2, fail: 2 })).toMatchObject({
      light: 'green',
      because: '0 findings open, none of severity error. 2 more are waived.',
    })
    expect(findings({ unknown: 3 })).toMatchObject({ light: 'unknown', state: 'partial' })
  })

  test('is not green by rules that were not run for days, and red by them', () => {
    const fine = project([figure('finish', 'green')])
    expect(healthOf(fine, VERDICTS, '2026-03-03').health.light).toBe('green')
    const old = healthOf(fine, VERDICTS, '2026-03-04')
    expect(old.health).toMatchObject({ light: 'unknown', state: 'unknown' })
    expect(old.health.because).toBe(
      'Findings: The rules were run last on 2026-03-01; what has changed since was not judged.',
    )
    const bad = { ...VERDICTS, open: 1, breach: 1, overdue: 1, overdueBreach: 1 }
    expect(healthOf(fine, bad, '2026-03-09').health.light).toBe('red')
  })

  test('is never green on missing or old data, and never hides red behind them', () => {
    const light = fc.constantFrom<Light | undefined>('green', 'amber', 'red', 'unknown', undefined)
    fc.assert(
      fc.property(
        fc.array(light, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        fc.nat(2),
        fc.nat(2),
        (lights, stale, unknown, overdueBreach) => {
          const asOf = FRESH.map((one) => ({ ...one, stale }))
          const ids = ['start', 'finish', 'overdue', 'cost-planned', 'cost-actual']
          const figures = lights.map((one, index) => figure(ids[index] ?? '', one, { asOf }))
          const told = healthOf(
            { project: { id: 'web', name: 'Web', sources: [] }, indicators: figures },
            { ...VERDICTS, unknown, overdueBreach, open: overdueBreach, breach: overdueBreach },
          )
          const hasRed = lights.includes('red') || overdueBreach > 0
          expect(told.health.light === 'red').toBe(hasRed)
          const isDoubtful = stale || unknown > 0 || lights.includes('unknown')
          expect(isDoubtful && told.health.light === 'green').toBe(false)
          expect(told.health.light === 'green' && told.health.state !== 'known').toBe(false)
          expect(lightOf(told, 'freshness')).toBe(stale ? 'unknown' : 'green')
        },
      ),
    )
  })
})
