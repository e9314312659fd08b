import type { RecordInput } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { PmoError } from '../../config/index.ts'
import { archiveConnection } from '../../records/index.ts'
import { DependencyService, type DependencyQuery } from './dependencies-service.ts'
import type { DependencyRow } from './dependency-row.ts'
import { keptLinks } from './kept-links.ts'
import { LinkFinder } from './link-finder.ts'
import { LinkService } from './link-service.ts'
import { linksMigration } from './migrations/links.ts'

const item = (ref: string, key: string, more: Partial<Extract<RecordInput, { kind: 'workItem' }>> = {}) =>
  ({
    kind: 'workItem',
    ref,
    key,
    url: key.includes('#')
      ? `https://code.example/${key.replace('#', '/issues/')}`
      : `https://desk.example/browse/${key}`,
    container: 'home',
    type: 'task',
    title: key,
    status: 'Open',
    statusCategory: 'todo',
    ...more,
  }) satisfies RecordInput

const name = ({ item: end, project }: DependencyRow['from']): string =>
  end === undefined
    ? `project ${project ?? ''}`
    : end.found
      ? `${end.connection}/${end.ref}`
      : `? ${end.key ?? ''}`
const line = ({ origin, confirmed, type, from, to }: DependencyRow): string =>
  `${origin}${confirmed ? '' : '?'} ${name(from)} ${type} ${name(to)}`

const migrations = [...syncedMigrations, linksMigration]
const by = 'ada'

describeOnDatabases('links that the PMO keeps', { migrations }, (open) => {
  async function house() {
    const database = await open()
    const synced = new Synced(database)
    const finder = new LinkFinder(database)
    const links = new LinkService(database, {
      get: (_, id) =>
        id === 'docks'
          ? Promise.resolve({ kind: 'project', id, managed: 'api', version: 1, body: {} } as never) // only its being there is asked
          : Promise.reject(new PmoError('not-found', `There is no project "${id}".`)),
    })
    const dependencies = new DependencyService({
      database,
      finder,
      links,
      portfolio: { projectsOf: async () => new Map() },
    })
    const list = async (query: Partial<DependencyQuery> = {}): Promise<readonly DependencyRow[]> => {
      await caughtUp(database)
      const rows: DependencyRow[] = []
      let cursor: string | undefined
      do {
        const page = await dependencies.list({ limit: 2, ...query, ...(cursor !== undefined && { cursor }) })
        rows.push(...page.items)
        cursor = page.next
      } while (cursor !== undefined)
      return rows
    }
    const code = (...records: readonly RecordInput[]) => synced.records({ connection: 'code' }, ...records)
    const desk = (...records: readonly RecordInput[]) =>
      synced.records({ connection: 'desk', stream: 'tickets' }, ...records)
    return { database, synced, finder, links, list, code, desk }
  }

  const webOne = { kind: 'workItem', connection: 'desk', ref: 'WEB-1' } as const
  const appOne = { kind: 'workItem', connection: 'code', ref: 'acme/app#1' } as const

  test('a stated link holds between items of two tools and projects until it is withdrawn, and is remembered', async () => {
    const { database, links, list, code, desk } = await house()
    await code(item('1', 'acme/app#1'))
    await desk(item('100', 'WEB-1'))
    const stated = await links.state({
      from: webOne,
      to: appOne,
      type: 'FS',
      lag: { minutes: 480, basis: 'working' },
      note: 'agreed in May',
      by,
    })
    await links.state({ from: { kind: 'project', project: 'docks' }, to: appOne, type: 'SS', by })
    expect((await list()).map(line)).toEqual(['stated desk/100 FS code/1', 'stated project docks SS code/1'])
    expect(await keptLinks(database.root)).toMatchObject([
      {
        id: stated.id,
        from: { connection: 'desk', ref: '100' },
        to: { connection: 'code', ref: '1' },
        lag: { minutes: 480, basis: 'working' },
        note: 'agreed in May',
        by,
      },
      { from: { kind: 'project', project: 'docks' } },
    ])

    await links.withdraw({ id: stated.id, by: 'bob', note: 'not any more' })
    expect((await list()).map(line)).toEqual(['stated project docks SS code/1'])
    expect(await list({ past: true })).toMatchObject([
      { stated: { by, note: 'agreed in May', withdrawnBy: 'bob', withdrawnNote: 'not any more' } },
    ])
    await expect(links.withdraw({ id: stated.id, by })).rejects.toThrow('withdrawn already, by bob')
    await links.state({ from: webOne, to: appOne, type: 'FS', by })
    expect(await keptLinks(database.root)).toHaveLength(2)
  })

  test('a link is not stated twice, to itself, to nobody, or with a lag that no schedule knows', async () => {
    const { links, code, desk } = await house()
    await code(item('1', 'acme/app#1'))
    await desk(item('100', 'WEB-1'))
    const request = { from: webOne, to: appOne, type: 'FS', by } as const
    await links.state(request)
    const byRef = { ...webOne, ref: '100' }
    await expect(links.state({ ...request, from: byRef })).rejects.toThrow(
      /stated already, as stated:\d+ by ada/,
    )
    await expect(links.state({ ...request, to: byRef })).rejects.toThrow('the same one')
    await expect(links.state({ ...request, to: { ...appOne, ref: 'no' } })).rejects.toThrow(
      'has no item "no"',
    )
    await expect(links.state({ ...request, from: { kind: 'project', project: 'x' } })).rejects.toThrow('"x"')
    const lag = { percent: 50, basis: 'working' } as const
    await expect(links.state({ ...request, type: 'relates', lag })).rejects.toThrow('has no lag')
  })

  test('links are found in texts with their sentence, in the direction of the words, across tools', async () => {
    const { list, code, desk } = await house()
    await code(
      item('1', 'acme/app#1', { description: 'Blocked by WEB-1. See also #2, and UTF-8.' }),
      item('2', 'acme/app#2', { description: 'Closes #1, blocks https://desk.example/browse/WEB-1.' }),
    )
    await desk(
      item('100', 'WEB-1', {
        description: 'Nothing.',
        fields: { note: 'waits for https://elsewhere.example/browse/X-9' },
      }),
      { kind: 'container', ref: 'home', key: 'WEB', name: 'Web', nativeType: 'project' },
      item('101', 'WEB-2', { description: 'depends on WEB-77' }),
    )
    expect((await list()).map(line).toSorted()).toEqual([
      'found? ? WEB-77 FS desk/101',
      'found? ? X-9 FS desk/100',
      'found? code/2 FS desk/100',
      'found? desk/100 FS code/1',
    ])
    expect((await list({ mentions: true, placeholders: false })).map(line)).toEqual(
      expect.arrayContaining(['found? code/1 relates code/2', 'found? code/2 implements code/1']),
    )
    expect((await list({ placeholders: true })).map(line)).toHaveLength(2)
    const [first] = (await list()).filter(({ to }) => name(to) === 'code/1')
    expect(first?.found).toMatchObject({ end: 'to', field: 'description', sentence: 'Blocked by WEB-1.' })
  })

  test('a decision outlives the text that it was about, and can be taken back', async () => {
    const { database, links, list, code, desk } = await house()
    await desk(item('100', 'WEB-1'))
    await code(item('1', 'acme/app#1', { description: 'Blocked by WEB-1' }))
    expect(await list()).toHaveLength(1)
    await code(item('1', 'acme/app#1', { description: 'Mentions WEB-1' }))
    // Undecided, it goes with its text.
    expect((await list({ mentions: true })).map(line)).toEqual(['found? code/1 relates desk/100'])
    await code(item('1', 'acme/app#1', { description: 'Blocked by WEB-1' }))
    const [found] = await list({ confirmed: false })
    const id = found?.id ?? ''
    expect(await keptLinks(database.root)).toEqual([])
    await links.confirm({ id, type: 'SS', note: 'Ada said so', by })
    expect(await keptLinks(database.root)).toMatchObject([
      {
        id,
        origin: 'found',
        type: 'SS',
        from: { ref: '100' },
        to: { ref: '1' },
        sentence: 'Blocked by WEB-1',
      },
    ])

    await code(item('1', 'acme/app#1', { description: 'Another text' }))
    expect((await list()).map(line)).toEqual(['found desk/100 SS code/1'])
    expect((await list())[0]?.found?.sentence).toBeUndefined()
    await code(item('1', 'acme/app#1', { description: 'Blocked by WEB-1, still' }))
    expect((await list())[0]).toMatchObject({
      id,
      confirmed: true,
      found: { sentence: 'Blocked by WEB-1, still' },
    })

    await links.reject({ id, by: 'bob', note: 'no' })
    expect(await keptLinks(database.root)).toEqual([])
    expect(await list()).toEqual([])
    expect((await list({ past: true })).map(({ id: of }) => of)).toEqual([id])
    await links.reopen(id, by)
    expect((await list({ confirmed: false })).map(({ id: of }) => of)).toEqual([id])
    await expect(links.reopen(id, by)).rejects.toThrow('Nobody has decided')
    expect(await links.decisions(id)).toMatchObject([
      { verdict: 'rejected', by: 'bob', withdrawnBy: by },
      { verdict: 'confirmed', type: 'SS', by, withdrawnBy: 'bob' },
    ])
    await links.confirm({ id, reversed: true, by })
    expect(await keptLinks(database.root)).toMatchObject([
      { type: 'FS', from: { ref: '1' }, to: { ref: '100' } },
    ])
  })

  test('a name is followed again when an item of it appears, is renamed, or goes', async () => {
    const { synced, list, code, desk, links } = await house()
    await code(item('1', 'acme/app#1', { description: 'Blocked by WEB-1' }))
    expect(await list()).toEqual([])
    await desk(item('100', 'WEB-1'))
    expect((await list()).map(line)).toEqual(['found? desk/100 FS code/1'])
    const [{ id } = { id: '' }] = await list()
    await synced.records({ connection: 'desk2', stream: 'tickets' }, item('7', 'WEB-1'))
    const ambiguous = await list()
    expect(ambiguous.map(line)).toEqual(['found? ? WEB-1 FS code/1'])
    expect(ambiguous[0]?.found?.candidates).toBe(2)
    await expect(links.confirm({ id, by })).rejects.toThrow('2 items are called "WEB-1"')
    await desk(item('100', 'NEW-1'))
    expect((await list()).map(line)).toEqual(['found? desk2/7 FS code/1'])
    await links.confirm({ id, by, target: { connection: 'desk', ref: 'NEW-1' } })
    expect((await list()).map(line)).toEqual(['found desk/100 FS code/1'])
  })

  test('a key means the item of its own tracker first, and an address the one that has it', async () => {
    const { synced, list, desk } = await house()
    const other = item('7', 'WEB-1', { url: 'https://two.example/browse/WEB-1' })
    await synced.records({ connection: 'desk2', stream: 'tickets' }, other)
    await desk(
      item('100', 'WEB-1'),
      item('101', 'WEB-2', { description: 'needs WEB-1' }),
      item('102', 'WEB-3', { description: 'needs https://two.example/browse/WEB-1?focus=1' }),
    )
    expect((await list()).map(line).toSorted()).toEqual([
      'found? desk/100 FS desk/101',
      'found? desk2/7 FS desk/102',
    ])
  })

  test('nothing is written when nothing is new, and what has no new text is not read again; archived with its connection it leaves the lists', async () => {
    const { database, finder, list, code, desk } = await house()
    await desk(item('100', 'WEB-1'))
    await code(item('1', 'acme/app#1', { description: 'Blocked by WEB-1' }))
    const [before] = await list()
    expect(await finder.catchUp()).toBe(0)
    await code(item('1', 'acme/app#1', { description: 'Blocked by WEB-1', status: 'Doing' }))
    await caughtUp(database)
    expect(await finder.catchUp()).toBe(1)
    expect(await list()).toEqual([before])
    await expect(list({ cursor: 'found.x' })).rejects.toThrow('no cursor of this list')
    await database.transaction((tx) => archiveConnection(tx, 'code'))
    expect(await list()).toEqual([])
  })
})
