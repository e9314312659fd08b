import { expect, test } from 'vitest'
import { expectedArtefacts } from './expected-artefacts.ts'
import { PM2 } from './pm2.ts'

test('artefacts of phases that are over are due now, those of the current one at its gate', () => {
  const expected = expectedArtefacts([PM2], { phase: ' planning ' }) ?? []
  expect(expected.map(({ kind, due }) => `${kind} ${due}`)).toEqual([
    'project-initiation-request now',
    'business-case now',
    'project-charter now',
    'risk-log now',
    'issue-log now',
    'decision-log now',
    'project-handbook at_gate',
    'project-work-plan at_gate',
    'stakeholder-matrix at_gate',
    'change-log at_gate',
  ])
  expect(expected[2]).toEqual({
    kind: 'project-charter',
    state: 'approved',
    phase: 'Initiating',
    due: 'now',
    set: 'pm2',
  })
})

test('an unknown phase is not known, and no set asks for nothing', () => {
  expect(expectedArtefacts([PM2], {})).toBeUndefined()
  expect(expectedArtefacts([PM2], { phase: 'Selling' })).toBeUndefined()
  expect(expectedArtefacts([], { phase: 'Selling' })).toEqual([])
})

test('a project goes by the first set that is for its class', () => {
  const small = {
    id: 'small',
    classes: ['Run'],
    phases: [{ names: ['Doing'], artefacts: [{ kind: 'note', state: 'exists' as const }] }],
  }
  expect(expectedArtefacts([small, PM2], { class: 'run', phase: 'Doing' })).toMatchObject([{ set: 'small' }])
  expect(expectedArtefacts([small, PM2], { class: 'strategic', phase: 'Doing' })).toBeUndefined()
  expect(expectedArtefacts([small, PM2], { phase: 'Initiating' })).toHaveLength(6)
})
