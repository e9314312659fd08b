import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kitClock, type KitClock } from '../host/index.ts'
import { edit, items } from '../scenario/index.ts'
import { EDIT_KINDS, type Edit, type EditKind, type Upstream } from '../upstream/index.ts'
import { fakeUpstream } from './index.ts'

const tracker = fakeUpstream({
  accepts: ({ header }, { apiKey }) => header('x-key') === apiKey,
  streams: {
    issues: {
      archived: 'gone',
      draw: (random) => ({ points: random.below(10) }),
      render: ({ ref, title, status, updated, fields }) => ({ id: ref, title, status, updated, ...fields }),
    },
  },
  respond({ path, query, pageSize }, { issues }) {
    if (path === '/issues') return issues.changedSince(query('since') ?? '1970-01-01').slice(0, pageSize)
    if (path === '/deleted') return issues.deleted()
    const ref = path.slice('/issues/'.length)
    return issues.get(ref) ?? issues.get(issues.movedTo(ref) ?? '')
  },
})

async function open(seed = 0): Promise<{ readonly upstream: Upstream; readonly clock: KitClock }> {
  const clock = kitClock()
  return { clock, upstream: await tracker({ clock, pageSize: 100, seed, secrets: { apiKey: 'k' } }) }
}

const ask = (upstream: Upstream, path: string, key = 'k'): Promise<Response> =>
  upstream.transport(new Request(`http://t.test${path}`, { headers: { 'x-key': key } }))

const labels = fakeUpstream({
  streams: {
    labels: {
      can: ['create'],
      ref: (number) => `label-${number}`,
      render: ({ ref, number }) => ({ ref, big: 2n ** 60n + BigInt(number) }),
    },
  },
  respond: (_request, world) => world.labels.all(),
})

interface Shown {
  readonly id: string
  readonly title: string
  readonly updated: string
}

const list = async (upstream: Upstream, path = '/issues'): Promise<readonly Shown[]> =>
  (await (await ask(upstream, path)).json()) as readonly Shown[]

const issue = (more: Partial<Edit> = {}): Edit => edit('create', more)

describe('a fake tracker', () => {
  test('refuses wrong credentials, and does not find what is not there', async () => {
    const { upstream } = await open()
    expect((await ask(upstream, '/issues', 'wrong')).status).toBe(401)
    expect((await ask(upstream, '/issues/7')).status).toBe(404)
  })

  test('writes integers of any size, and can only what it is said to', async () => {
    const upstream = await labels({ clock: kitClock(), pageSize: 9, seed: 0, secrets: {} })
    expect(upstream.can).toEqual(new Set(['create']))
    expect(await upstream.apply(edit('create'))).toEqual({ stream: 'labels', ref: 'label-1001' })
    expect(await upstream.apply(edit('delete'))).toBeUndefined()
    expect(await (await ask(upstream, '/')).text()).toBe('[{"ref":"label-1001","big":1152921504606847977}]')
  })

  test('gives items of one instant one time, in the order of their numbers', async () => {
    const { upstream, clock } = await open()
    for (const one of [issue(), issue(), issue()]) await upstream.apply(one)
    clock.tick(1000)
    await upstream.apply(edit('edit', { item: 0 }))
    const shown = await list(upstream)
    expect(shown.map(({ id }) => id)).toEqual(['1002', '1003', '1001'])
    expect(shown[0]?.updated).toBe(shown[1]?.updated)
    expect(await list(upstream, `/issues?since=${shown[2]?.updated ?? ''}`)).toHaveLength(1)
  })

  test('hides and shows in silence, moves under a new ref, and brings deleted items back', async () => {
    const { upstream, clock } = await open()
    await upstream.apply(issue())
    const [before] = await list(upstream)
    clock.tick(5000)
    await upstream.apply(edit('hide'))
    expect(await list(upstream)).toEqual([])
    await upstream.apply(edit('show'))
    expect(await list(upstream)).toEqual([before])
    expect(await upstream.apply(edit('move'))).toEqual({ stream: 'issues', ref: '1001', movedTo: '1002' })
    expect(await upstream.apply(edit('move'))).toEqual({ stream: 'issues', ref: '1002', movedTo: '1003' })
    expect(await (await ask(upstream, '/issues/1001')).json()).toMatchObject({ id: '1003' })
    await upstream.apply(edit('delete'))
    expect(await (await ask(upstream, '/deleted')).json()).toEqual([
      { ref: '1003', at: '2026-01-05T09:00:05Z' },
    ])
    await upstream.apply(edit('recreate'))
    expect(upstream.live('issues')).toEqual(['1003'])
    await upstream.apply(edit('archive'))
    expect(upstream.live('issues')).toEqual([])
    expect(await upstream.apply(edit('edit'))).toBeUndefined()
  })

  test('says that what it is asked to compare with is no instant, instead of showing nothing', async () => {
    const { upstream } = await open()
    await expect(ask(upstream, '/issues?since=')).rejects.toThrow(
      'changedSince of the fake\'s issues is given "", which is no instant.',
    )
  })

  test('writes what an edit says and nothing else', async () => {
    const { upstream } = await open()
    await upstream.apply(
      issue({ content: { title: 'One', status: 'stuck', ref: '77', extra: { more: [1] } } }),
    )
    expect(await list(upstream)).toEqual([
      expect.objectContaining({ id: '77', title: 'One', status: 'stuck', more: [1] }),
    ])
    await upstream.apply(edit('edit', { content: { title: 'Two' } }))
    expect(await list(upstream)).toEqual([
      expect.objectContaining({ id: '77', title: 'Two', status: 'stuck', more: [1] }),
    ])
  })

  test('shares no ref with a tracker of another seed, and all with one of the same', async () => {
    const [one, same, other] = [await open(3), await open(3), await open(4)]
    for (const { upstream } of [one, same, other]) for (const item of items(9)) await upstream.apply(item)
    const refs = (upstream: Upstream): readonly string[] => upstream.live('issues') ?? []
    expect(refs(same.upstream)).toEqual(refs(one.upstream))
    expect(refs(other.upstream).filter((ref) => refs(one.upstream).includes(ref))).toEqual([])
    expect(one.upstream.live('wikis')).toBeUndefined()
  })

  test('shows exactly what it says is live, whatever people do', async () => {
    const any = fc.record({
      kind: fc.constantFrom<EditKind>(...EDIT_KINDS),
      item: fc.nat(9),
      tied: fc.boolean(),
      seed: fc.nat(99),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(any, { maxLength: 30 }), async (edits) => {
        const { upstream, clock } = await open()
        for (const one of edits) {
          if (!one.tied) clock.tick(1000)
          const applied = await upstream.apply(one)
          if (applied === undefined) continue
          const { stream, ref, movedTo } = applied
          const away = ['delete', 'hide', 'archive', 'move'].includes(one.kind)
          expect(upstream.live(stream)?.includes(ref)).toBe(!away)
          expect(upstream.live(stream)?.includes(movedTo ?? '')).toBe(movedTo !== undefined)
        }
        expect((await list(upstream)).map(({ id }) => id)).toEqual(upstream.live('issues'))
      }),
    )
  })
})
