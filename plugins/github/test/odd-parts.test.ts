import type { ConnectorContext, Fetch } from '@headless-pmo/sdk'
import { describe, expect, test } from 'vitest'
import { github } from '../src/client.ts'
import { Config } from '../src/config.ts'
import { openProject } from '../src/projects.ts'
import { listRepositories } from '../src/repositories.ts'

function answering(body: unknown): ConnectorContext<Config> {
  const fetch: Fetch = async () => Response.json(body)
  return {
    fetch,
    config: Config.parse({ repositories: ['acme/app'] }),
    log: { info: () => undefined, warn: () => undefined },
    signal: new AbortController().signal,
  }
}

describe('a part with an odd field stays open, and with it all that is in it', () => {
  test('a project whose title and fields are none', async () => {
    const project = {
      id: 'PVT_1',
      fullDatabaseId: '7',
      number: 1,
      title: 9007199254740992,
      fields: { nodes: [{ name: 1 }] },
    }
    const context = answering({ data: { owner: { projectV2: project } } })
    expect(await openProject(github(context), 'acme', 1)).toMatchObject({
      key: 'project:7',
      title: 'acme/projects/1',
      data: { id: 'PVT_1' },
    })
  })

  test('a repository whose description is none', async () => {
    const context = answering({
      id: 5,
      full_name: 'acme/app',
      name: ['app'],
      description: { __proto__: 1 },
      owner: { id: 1, login: 'acme', type: 'Organization' },
    })
    const [part] = await Array.fromAsync(listRepositories(context))
    expect(part).toMatchObject({ key: '5', title: 'acme/app', data: { organization: true } })
  })
})
