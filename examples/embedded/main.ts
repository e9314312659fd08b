/**
 * A Node program with a PMO inside: `DESK_URL=https://desk.example.com node main.ts`. Nothing listens and nothing is kept: with
 * `inMemory` left out, the data folder or PostgreSQL of the environment keeps it.
 * @module
 */
import { createClient } from '@headless-pmo/client'
import { openApp, readEnvironment } from '@headless-pmo/core'
import { desk } from './desk.ts'

/** Reads the desk once, and tells how many of its tickets are in which state. */
export async function deskReport(url: string): Promise<string[]> {
  await using app = await openApp({
    environment: readEnvironment({ PMO_LOG_LEVEL: 'silent' }),
    inMemory: true,
    config: {
      plugins: [desk],
      connections: { desk: { plugin: 'desk', url, sync: { every: 'never' } } },
      projects: [{ id: 'support', name: 'Support', sources: [{ connection: 'desk' }] }],
    },
  })
  await app.work({ schedule: false })

  // The same typed client as over the network; in this process it needs no token.
  const { api } = createClient({
    url: 'http://pmo',
    token: 'none',
    fetch: (input, init) => app.fetch(new Request(input, init)),
  })
  const { id } = await api.sync.start.mutate({ connection: 'desk' })
  for await (const step of await api.sync.progress.query({ run: id })) if (step.endedAt !== undefined) break
  const { state, problem } = await api.sync.run.query({ run: id })
  if (state !== 'ok') throw new Error(`The desk could not be read: ${problem ?? state}`)

  const { projects } = await api.projects.list.query({})
  return projects.map(({ name, counts }) => `${name}: ${counts.done} of ${counts.total} done`)
}

if (import.meta.main) {
  const url = process.env['DESK_URL']
  if (url === undefined) throw new Error('Set DESK_URL to the address of the desk.')
  for (const line of await deskReport(url)) console.log(line)
}
