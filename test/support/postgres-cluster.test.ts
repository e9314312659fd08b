import pg from 'pg'
import { expect, test } from 'vitest'
import { startCluster } from './postgres-cluster.ts'
import { describeOnPostgres } from './postgres.ts'

describeOnPostgres('a throw-away cluster', () => {
  test('goes on however much the server has to say', async () => {
    await using cluster = await startCluster()
    const client = new pg.Client(cluster.url())
    await client.connect()
    try {
      // More than any pipe holds.
      await client.query(
        `do $$ begin for i in 1..400 loop raise log '%', repeat('x', 1000); end loop; end $$`,
      )
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    } finally {
      await client.end()
    }
  })
})
