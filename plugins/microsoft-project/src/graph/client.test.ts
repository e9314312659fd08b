import { expect, test } from 'vitest'
import { Config } from '../config.ts'
import { graphOf } from './client.ts'

const URL_OF_GRAPH = 'https://graph.example'

/** A Graph whose replies are given by address, or by the requests of a batch. */
function graphBy(answer: (path: string) => { readonly status: number; readonly body: unknown }) {
  const asked: string[] = []
  const graph = graphOf({
    config: Config.parse({ planner: { url: URL_OF_GRAPH } }),
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const path = request.url.slice(URL_OF_GRAPH.length)
      asked.push(`${request.method} ${path}`)
      if (request.method === 'GET') {
        const { status, body } = answer(path)
        return Response.json(body, { status })
      }
      const { requests } = (await request.json()) as {
        readonly requests: readonly { readonly id: string; readonly url: string }[]
      }
      const responses = requests.map(({ id, url }) => ({ id, ...answer(`/v1.0${url}`) }))
      return Response.json({ responses: responses.toReversed() })
    },
  })
  return { graph, asked }
}

const paths = (count: number): string[] => Array.from({ length: count }, (_each, at) => `/things/${at}`)

test('many requests go in batches of twenty, and replies come in the order of the paths', async () => {
  const { graph, asked } = graphBy((path) => ({ status: 200, body: { path } }))
  const replies = await graph.getAll(paths(45))
  expect(replies.map(({ text }) => text)).toEqual(paths(45).map((path) => `{"path":"/v1.0${path}"}`))
  expect(asked).toEqual(Array.from({ length: 3 }, () => 'POST /v1.0/$batch'))
})

test('nothing is asked for nothing, and one path needs no batch', async () => {
  const { graph, asked } = graphBy(() => ({ status: 200, body: {} }))
  expect(await graph.getAll([])).toEqual([])
  await graph.getAll(['/things/1'])
  expect(asked).toEqual(['GET /v1.0/things/1'])
})

test('what a batch puts off is asked again by itself, so that the host waits as long as it is told', async () => {
  const first = new Set(['/v1.0/things/1', '/v1.0/things/3'])
  const { graph, asked } = graphBy((path) =>
    first.delete(path) ? { status: 429, body: {} } : { status: 200, body: { path } },
  )
  const replies = await graph.getAll(paths(5))
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect(asked).toEqual(['POST /v1.0/$batch', 'GET /v1.0/things/1', 'GET /v1.0/things/3'])
})

test('a link to the next page is followed with its version and its token as they are', async () => {
  const { graph, asked } = graphBy(() => ({ status: 200, body: {} }))
  await graph.get(`${URL_OF_GRAPH}/beta/planner/tasks?%24skiptoken=a%3D%3D&x=1`)
  expect(asked).toEqual(['GET /beta/planner/tasks?%24skiptoken=a%3D%3D&x=1'])
})

test('a link to another place is not followed', async () => {
  const { graph, asked } = graphBy(() => ({ status: 200, body: {} }))
  await expect(async () => graph.get('https://elsewhere.example/v1.0/groups')).rejects.toThrow(
    'Microsoft Graph gave a link to another place (elsewhere.example). Check that planner.url is its address.',
  )
  expect(asked).toEqual([])
})

test('a reply keeps the bytes of the wire', async () => {
  const graph = graphOf({
    config: Config.parse({ planner: { url: URL_OF_GRAPH } }),
    fetch: () => Promise.resolve(new Response('{ "id" : 9007199254740993, "n":1.0 }')),
  })
  expect(await graph.get('/things/1')).toEqual({ status: 200, text: '{ "id" : 9007199254740993, "n":1.0 }' })
})

test('what the host throws comes out as it was', async () => {
  const thrown = Object.assign(new Error('The budget is spent.'), { code: 'budget-exhausted' })
  const graph = graphOf({
    config: Config.parse({ planner: { url: URL_OF_GRAPH } }),
    fetch: () => Promise.reject(thrown),
  })
  await expect(graph.get('/things/1')).rejects.toBe(thrown)
})

test('a batch that is no batch is an error with what to check', async () => {
  const graph = graphOf({
    config: Config.parse({ planner: { url: URL_OF_GRAPH } }),
    fetch: () => Promise.resolve(new Response('<html>Sign in</html>')),
  })
  await expect(graph.getAll(paths(2))).rejects.toThrow('not to a proxy or login page')
})
