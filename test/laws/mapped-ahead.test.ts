import type { Store } from '@headless-pmo/engine'
import { contributionsOf } from '@headless-pmo/sdk'
import { memoryStore } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import { toySync } from './support/toy-sync.ts'
import { ToyTracker, toyPlugin } from './support/toy-tracker.ts'

/** The toy connector, which notes the issues that it maps. */
function watched() {
  const plugin = toyPlugin({ pageSize: 1, counts: false })
  const [connector] = contributionsOf(plugin, 'connector')
  const issues = connector?.streams['issues']
  if (connector === undefined || issues === undefined) throw new Error('the toy plugin reads issues')
  const maps: string[] = []
  const map: typeof issues.map = (issue, context) => {
    maps.push(String((issue as { readonly id: unknown }).id)) // an issue of the toy tracker
    return issues.map(issue, context)
  }
  return {
    plugin,
    maps,
    connector: { ...connector, streams: { ...connector.streams, issues: { ...issues, map } } },
  }
}

function tracked(): ToyTracker {
  const tracker = new ToyTracker()
  for (const id of ['1', '2', '3', '4']) {
    tracker.now++
    tracker.put(id, `Issue ${id}`)
  }
  return tracker
}

/** Lets everything else run that can. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((next) => setImmediate(next))
}

test('where pages bring news, the next one is mapped while the one before is written', async () => {
  const { plugin, connector, maps } = watched()
  const inner = memoryStore()
  const mappedWhileOpen: string[][] = []
  const store = new Proxy<Store>(inner, {
    get: (target, name) =>
      name === 'transaction'
        ? (...[lease, work, size]: Parameters<Store['transaction']>) =>
            target.transaction(
              lease,
              async (tx) => {
                const done = await work(tx)
                await idle()
                mappedWhileOpen.push([...maps])
                return done
              },
              size,
            )
        : Reflect.get(target, name),
  })
  await toySync({ tracker: tracked(), plugin, store }, { connector })
  expect(maps).toEqual(['1', '2', '3', '4'])
  // The second is mapped when its own turn comes: only then is it known that the first was new.
  const whileSecond = mappedWhileOpen.find((mapped) => mapped.includes('2'))
  expect(whileSecond).toEqual(['1', '2', '3'])
})

test('where pages bring nothing new, nothing is mapped', async () => {
  const { plugin, connector, maps } = watched()
  const [tracker, store] = [tracked(), memoryStore()]
  await toySync({ tracker, plugin, store }, { connector })
  maps.length = 0
  await toySync({ tracker, plugin, store }, { connector, full: true })
  expect(maps).toEqual([])
})
