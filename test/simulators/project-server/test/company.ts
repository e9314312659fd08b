import type { Edit, EditOutcome } from '../state/edit.ts'
import type { World } from '../state/world.ts'

export const IDS = {
  project: '11111111-1111-4111-8111-111111111111',
  other: '22222222-2222-4222-8222-222222222222',
  ada: '33333333-3333-4333-8333-333333333333',
  phase: '44444444-4444-4444-8444-444444444444',
  dig: '55555555-5555-4555-8555-555555555555',
  pour: '66666666-6666-4666-8666-666666666666',
  line: '77777777-7777-4777-8777-777777777777',
} as const

/** A small portfolio in which everything occurs once: two projects, a link between them, time, a risk, an issue. */
export const seedCompany = (world: World, edit: (edit: Edit) => EditOutcome): void => {
  const { project, other, ada, phase, dig, pour, line } = IDS
  edit({
    kind: 'createCalendar',
    name: 'Standard',
    calendar: {
      exceptions: [
        { name: 'New Year', start: '2026-01-01', finish: '2026-01-01', shifts: [] },
        {
          name: 'Short Friday',
          start: '2026-01-02',
          finish: '2026-12-25',
          shifts: [[480, 720]],
          recurrence: { type: 1, frequency: 1, days: 32 },
        },
      ],
    },
  })
  const entry = world.newId()
  const { id: field } = edit({
    kind: 'createField',
    field: {
      name: 'Phase',
      entity: 'Task',
      type: 21,
      entries: [
        { id: entry, internalName: `Entry_${entry.replaceAll('-', '')}`, value: 'Build', description: '' },
      ],
    },
  })
  edit({
    kind: 'createResource',
    id: ada,
    name: 'Ada',
    resource: {
      email: 'ada@contoso.example',
      login: 'contoso\\ada',
      exceptions: [{ name: 'Leave', start: '2026-02-02', finish: '2026-02-06', shifts: [] }],
      rates: [
        {
          table: 0,
          from: '1984-01-01T00:00:00',
          until: '2049-12-31T00:00:00',
          standard: 95.5,
          overtime: 120,
          perUse: 10,
        },
      ],
    },
  })
  edit({ kind: 'createProject', id: other, name: 'Harbour', publish: false })
  edit({ kind: 'createTask', project: other, name: 'Dredge' })
  edit({ kind: 'createProject', id: project, name: 'House', plan: { owner: 'Grace' }, publish: false })
  edit({ kind: 'createTask', project, id: phase, name: 'Ground work', publish: false })
  edit({
    kind: 'createTask',
    project,
    id: dig,
    name: 'Dig',
    task: {
      parent: phase,
      work: 960,
      actualWork: 480,
      percentComplete: 50,
      percentWorkComplete: 50,
      actualStart: '2026-01-05T08:00:00',
      cost: 1520.5,
      custom: { [field]: [`Entry_${entry.replaceAll('-', '')}`] },
    },
    publish: false,
  })
  edit({
    kind: 'createTask',
    project,
    id: pour,
    name: "Pour O'Brien's slab",
    task: {
      parent: phase,
      elapsed: true,
      duration: 2880,
      milestone: false,
      constraint: 4,
      constraintDate: '2026-01-12T08:00:00',
      deadline: '2026-02-01T17:00:00',
    },
    publish: false,
  })
  edit({ kind: 'link', project, from: dig, to: pour, lag: 4800, publish: false })
  edit({
    kind: 'assign',
    project,
    task: dig,
    resource: ada,
    assignment: { units: 0.5, work: 960, actualWork: 480 },
    publish: false,
  })
  edit({ kind: 'setBaseline', project, baseline: { number: 0 } })
  edit({
    kind: 'createPeriod',
    period: {
      id: '88888888-8888-4888-8888-888888888888',
      name: '2026-2',
      start: '2026-01-05',
      end: '2026-01-11',
    },
  })
  edit({
    kind: 'bookTime',
    id: line,
    project,
    task: dig,
    resource: ada,
    days: [{ day: '2026-01-05', billable: 480 }],
  })
  edit({ kind: 'createRisk', project, title: 'Wet ground', risk: { owner: 'Grace', due: '2026-01-20' } })
  edit({ kind: 'createIssue', project, title: 'Pump broken' })
}
