import { defineStream, type Verbatim } from '@headless-pmo/sdk'
import { github } from '../client.ts'
import { Config } from '../config.ts'
import { idOf } from '../element.ts'
import { toAccount } from '../map/account.ts'
import { readAll } from '../read-all.ts'
import { refusal } from '../refusal.ts'
import { listRepositories } from '../repositories.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { User } from '../wire/user.ts'

/**
 * Everybody who can be assigned. It is one part, not one a repository: people belong to many of them. Authors
 * and actors who cannot be assigned come along with issues and events; therefore nobody is ever removed here.
 */
export const userStream = defineStream({
  config: Config,
  item: User,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  changes: 'snapshot',
  deletes: 'none',
  mapVersion: 1,
  async *read(context) {
    const people = new Map<string, Verbatim>()
    for await (const part of listRepositories(context)) {
      if (!('data' in part)) continue
      const { owner, repo, fullName } = part.data
      const what = `The people of ${fullName}`
      const list = await readAll(github(context), {
        route: '/repos/{owner}/{repo}/assignees',
        parameters: { owner, repo },
        what,
      })
      if ('refused' in list) {
        context.log.warn(refusal(list.refused, what).message)
        continue
      }
      for (const element of list.elements) people.set(idOf(element.value) ?? element.text, element)
    }
    yield* snapshotOf([...people.values()], context.cursor)
  },
  ref: (user) => String(user.id),
  map: (user) => [toAccount(user)],
})
