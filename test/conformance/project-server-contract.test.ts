import type { ContractEndpoint } from '@headless-pmo/sdk'
import { ProjectServerSimulator } from '@headless-pmo/simulators/project-server'
import { memoryStore } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import { fetchFrom, microsoftConnector, microsoftSync, SITE } from './project-server-sync.ts'

/** The endpoint that a path belongs to: the first whose template fits. */
const endpointOf = (contract: readonly ContractEndpoint[], path: string): ContractEndpoint | undefined =>
  contract.find((endpoint) => {
    const pattern = endpoint.path
      .split(/\{\w+\}/)
      .map((part) => part.replaceAll(/[$()*+.?[\\\]^|]/g, String.raw`\$&`))
      .join("[^/']+")
    return new RegExp(`^${pattern}$`).test(path)
  })

test('what the store relies on is what it asks, and what it is answered', async () => {
  const simulator = new ProjectServerSimulator()
  simulator.edit({
    kind: 'createCalendar',
    name: 'Standard',
    calendar: { exceptions: [{ name: 'New Year', start: '2026-01-01', finish: '2026-01-01', shifts: [] }] },
  })
  simulator.edit({
    kind: 'createField',
    field: {
      name: 'Phase',
      entity: 'Task',
      type: 21,
      entries: [
        {
          id: simulator.world.newId(),
          internalName: `Entry_${'a'.repeat(32)}`,
          value: 'Build',
          description: '',
        },
      ],
    },
  })
  const ada = simulator.edit({
    kind: 'createResource',
    name: 'Ada',
    resource: {
      exceptions: [{ name: 'Leave', start: '2026-02-02', finish: '2026-02-06', shifts: [] }],
      rates: [
        {
          table: 0,
          from: '2026-01-01T00:00:00',
          until: '2026-12-31T00:00:00',
          standard: 90,
          overtime: 0,
          perUse: 0,
        },
      ],
    },
  }).id
  const project = simulator.edit({ kind: 'createProject', name: 'House' }).id
  const [dig = '', pour = ''] = ['Dig', 'Pour'].map(
    (name) => simulator.edit({ kind: 'createTask', project, name }).id,
  )
  simulator.edit({ kind: 'link', project, from: dig, to: pour, lag: 600 })
  simulator.edit({ kind: 'assign', project, task: dig, resource: ada })
  simulator.edit({ kind: 'setBaseline', project, baseline: { number: 0 } })
  const time = { kind: 'bookTime', project, task: dig, resource: ada } as const
  const line = simulator.edit({ ...time, days: [{ day: '2026-01-05', billable: 60 }] }).id
  simulator.edit({ kind: 'createRisk', project, title: 'Rain' })
  simulator.edit({ kind: 'createIssue', project, title: 'Pump' })

  const contract = (microsoftConnector().contract ?? []).filter(({ path }) => path.startsWith('/_api/'))
  const asked = new Set<string>()
  const broken: string[] = []
  const fetch = fetchFrom(simulator)
  const watched: typeof fetch = async (input, init) => {
    const reply = await fetch(input, init)
    const request = new Request(input)
    const path = decodeURIComponent(new URL(request.url).pathname).replace('/pwa', '')
    const endpoint = endpointOf(contract, path)
    asked.add(endpoint?.path ?? `not in the contract: ${path}`)
    const checked = endpoint?.reply.safeParse(await reply.clone().json())
    if (checked?.success === false) broken.push(`${path}: ${checked.error.message}`)
    return reply
  }
  const own = { store: memoryStore(), config: { server: { url: SITE } }, fetch: watched }
  await microsoftSync(own)
  await microsoftSync(own, {
    refresh: new Map([['serverTimesheets', [{ ref: line }]]]),
    streams: ['serverTimesheets'],
  })
  expect(broken).toEqual([])
  expect([...asked].toSorted()).toEqual(contract.map(({ path }) => path).toSorted())
})
